import { ThawProposal } from '@concordat/contracts';
import { Button, Dialog, TextArea } from '@concordat/ui';
import { useId } from 'react';
import { FormField, useContractForm } from '../../platform/form.js';
import { RefusalBanner } from '../../platform/refusal-banner.js';
import classes from './submission.module.css';
import { useSubmissionText } from './text.js';

/** Asks for the reason of something that concerns everybody. Thawing and withdrawing take the same. */
export function ReasonDialog({
  title,
  text,
  verb,
  working,
  version,
  send,
  onClose,
}: {
  title: string;
  text: string;
  verb: string;
  working: string;
  version: number;
  send: (body: { version: number; reason: string }) => Promise<unknown>;
  onClose: () => void;
}) {
  const say = useSubmissionText();
  const formId = useId();
  const { control, submit, isSending, refusal } = useContractForm(ThawProposal, {
    defaultValues: { version, reason: '' },
    send: ({ reason }) => send({ version, reason }),
    onSent: onClose,
  });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      mustAnswer
      title={title}
      actions={
        <>
          <Button onPress={onClose}>{say('act.keep')}</Button>
          <Button type="submit" form={formId} kind="main" isPending={isSending} pendingLabel={working}>
            {verb}
          </Button>
        </>
      }
    >
      <form id={formId} className={classes.asked} onSubmit={(event) => void submit(event)} noValidate>
        <p>{text}</p>
        <FormField control={control} name="reason">
          {(field) => <TextArea {...field} label={say('act.reason')} />}
        </FormField>
        <RefusalBanner refusal={refusal} title={say('act.refused')} />
      </form>
    </Dialog>
  );
}
