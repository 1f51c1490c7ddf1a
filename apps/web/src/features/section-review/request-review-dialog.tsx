import { RequestReview, requestReview, type ProposalFrame, type SectionBrief } from '@concordat/contracts';
import { roundPolicies, type RoundPolicy, zoneCity } from '@concordat/domain';
import {
  Button,
  CheckboxGroup,
  DateTimeField,
  Dialog,
  instantOf,
  NumberField,
  RadioGroup,
  TextArea,
  wallClockOf,
} from '@concordat/ui';
import { useId } from 'react';
import { useFormat } from '../../platform/format.js';
import { FormField, useContractForm } from '../../platform/form.js';
import { useEndpointMutation } from '../../platform/query.js';
import { RefusalBanner } from '../../platform/refusal-banner.js';
import { serverClock } from '../../platform/server-clock.js';
import { proposedDue } from './review-standing.js';
import { useReviewText } from './review-text.js';
import classes from './section-review.module.css';

/** What a {@link RequestReviewDialog} takes. */
export interface RequestReviewDialogProps {
  readonly section: Pick<SectionBrief, 'id' | 'number' | 'title'>;
  readonly proposal: Pick<ProposalFrame, 'members' | 'closes' | 'standing'>;
  readonly onClose: () => void;
}

/** Asks states for their verdict: whom, what is enough, by when, and a note. */
export function RequestReviewDialog({ section, proposal, onClose }: RequestReviewDialogProps) {
  const say = useReviewText();
  const format = useFormat();
  const formId = useId();
  const { members, closes, standing } = proposal;
  const request = useEndpointMutation(requestReview);
  const { form, control, submit, isSending, refusal } = useContractForm(RequestReview, {
    defaultValues: {
      memberIds: members.map(({ id }) => id).filter((id) => id !== standing?.memberId),
      policy: 'all',
      quorum: null,
      dueAt: proposedDue(serverClock.now(), closes),
      note: '',
    },
    send: (body) => request.mutateAsync({ params: { sectionId: section.id }, body }),
    onSent: onClose,
  });
  const choosePolicy = (policy: RoundPolicy) => {
    form.setValue('policy', policy, { shouldDirty: true });
    const half = Math.max(1, Math.ceil(form.getValues('memberIds').length / 2));
    form.setValue('quorum', policy === 'quorum' ? half : null);
  };
  const isQuorum = form.watch('policy') === 'quorum';
  return (
    <Dialog
      isOpen
      onClose={onClose}
      mustAnswer
      title={say('request.title', { number: section.number, title: section.title })}
      actions={
        <>
          <Button onPress={onClose}>{say('request.cancel')}</Button>
          <Button
            type="submit"
            form={formId}
            kind="main"
            isPending={isSending}
            pendingLabel={say('request.sending')}
          >
            {say('request.submit')}
          </Button>
        </>
      }
    >
      <form id={formId} className={classes.form} onSubmit={(event) => void submit(event)} noValidate>
        <FormField control={control} name="memberIds">
          {(field) => (
            <CheckboxGroup
              {...field}
              label={say('request.states')}
              layout="columns"
              choices={members.map(({ id, stateCode }) => ({ value: id, label: format.state(stateCode) }))}
            />
          )}
        </FormField>
        <FormField control={control} name="policy">
          {(field) => (
            <RadioGroup
              {...field}
              label={say('request.policy')}
              choices={roundPolicies.map((value) => ({ value, label: say(`request.policy.${value}`) }))}
              onChange={(next) => choosePolicy(next as RoundPolicy)}
            />
          )}
        </FormField>
        {isQuorum && (
          <FormField control={control} name="quorum">
            {({ value, ...field }) => (
              <NumberField
                {...field}
                value={value ?? null}
                label={say('request.quorum')}
                minValue={1}
                maxValue={Math.max(1, form.watch('memberIds').length)}
              />
            )}
          </FormField>
        )}
        <FormField control={control} name="dueAt">
          {({ value, onChange, ...field }) => (
            <DateTimeField
              {...field}
              label={say('request.due')}
              description={say('request.due.help', { when: format.moment(closes) })}
              zoneLabel={zoneCity(closes.zone)}
              value={value === '' ? null : wallClockOf(value, closes.zone)}
              onChange={(next) => onChange(next === null ? '' : instantOf(next, closes.zone))}
            />
          )}
        </FormField>
        <FormField control={control} name="note">
          {({ value, ...field }) => (
            <TextArea
              {...field}
              value={value ?? ''}
              label={say('request.note')}
              hint={say('request.note.hint')}
            />
          )}
        </FormField>
        <RefusalBanner refusal={refusal} title={say('request.refused')} />
      </form>
    </Dialog>
  );
}
