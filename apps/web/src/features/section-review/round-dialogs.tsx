import { cancelReviewRound, CloseRound, closeReviewRound, type RoundView } from '@concordat/contracts';
import { Button, ConfirmDialog, Dialog, TextArea } from '@concordat/ui';
import { useId, useState } from 'react';
import { FormField, useContractForm } from '../../platform/form.js';
import { useEndpointMutation } from '../../platform/query.js';
import { RefusalBanner } from '../../platform/refusal-banner.js';
import { askingIn } from './review-standing.js';
import { useReviewText } from './review-text.js';
import classes from './section-review.module.css';

/** What ends a round by hand: closing it early, or taking the request back. Nothing where the reader may do neither. */
export function RoundActs({ round }: { round: RoundView }) {
  const say = useReviewText();
  const [asked, setAsked] = useState<'close' | 'cancel' | null>(null);
  const onClose = () => setAsked(null);
  // A state that asks for changes is answered first; the server would refuse to pass over it.
  const mayClose = round.abilities['review.close'] === true && askingIn(round).length === 0;
  return (
    <>
      {mayClose && (
        <Button kind="quiet" onPress={() => setAsked('close')}>
          {say('round.close')}
        </Button>
      )}
      {round.abilities['review.request'] && (
        <Button kind="quiet" onPress={() => setAsked('cancel')}>
          {say('round.cancel')}
        </Button>
      )}
      {asked === 'close' && <CloseRoundDialog round={round} onClose={onClose} />}
      {asked === 'cancel' && <CancelRoundDialog round={round} onClose={onClose} />}
    </>
  );
}

function CloseRoundDialog({ round, onClose }: { round: RoundView; onClose: () => void }) {
  const say = useReviewText();
  const formId = useId();
  const close = useEndpointMutation(closeReviewRound);
  const { control, submit, isSending, refusal } = useContractForm(CloseRound, {
    defaultValues: { version: round.version, reason: '' },
    send: ({ reason }) =>
      close.mutateAsync({ params: { roundId: round.id }, body: { reason, version: round.version } }),
    onSent: onClose,
  });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      mustAnswer
      title={say('round.close.title')}
      actions={
        <>
          <Button onPress={onClose}>{say('round.keep')}</Button>
          <Button
            type="submit"
            form={formId}
            kind="main"
            isPending={isSending}
            pendingLabel={say('round.close.sending')}
          >
            {say('round.close.submit')}
          </Button>
        </>
      }
    >
      <form id={formId} className={classes.form} onSubmit={(event) => void submit(event)} noValidate>
        <p>{say('round.close.text')}</p>
        <FormField control={control} name="reason">
          {(field) => <TextArea {...field} label={say('round.close.reason')} />}
        </FormField>
        <RefusalBanner refusal={refusal} title={say('round.refused')} />
      </form>
    </Dialog>
  );
}

function CancelRoundDialog({ round, onClose }: { round: RoundView; onClose: () => void }) {
  const say = useReviewText();
  const cancel = useEndpointMutation(cancelReviewRound, { onSuccess: onClose });
  const confirm = () => cancel.mutate({ params: { roundId: round.id }, body: { version: round.version } });
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={say('round.cancel.title')}
      confirmLabel={say('round.cancel.submit')}
      cancelLabel={say('round.keep')}
      pendingLabel={say('round.cancel.sending')}
      isPending={cancel.isPending}
      onConfirm={confirm}
    >
      <p>{say('round.cancel.text')}</p>
      <RefusalBanner refusal={cancel.error} title={say('round.refused')} />
    </ConfirmDialog>
  );
}
