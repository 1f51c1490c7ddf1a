import { GiveVerdict, giveVerdict, type AskedMember, type RoundView } from '@concordat/contracts';
import { verdictKinds, type VerdictKind } from '@concordat/domain';
import { Actions, Button, RadioGroup, TextArea } from '@concordat/ui';
import { useMemo } from 'react';
import { useFormat } from '../../platform/format.js';
import { FormField, useContractForm } from '../../platform/form.js';
import { useWords } from '../../platform/i18n.js';
import { useEndpointMutation } from '../../platform/query.js';
import { RefusalBanner } from '../../platform/refusal-banner.js';
import { UnsavedGuard } from '../../platform/unsaved-guard.js';
import { useReviewText } from './review-text.js';
import classes from './section-review.module.css';

/** What a {@link VerdictForm} takes. */
export interface VerdictFormProps {
  readonly round: RoundView;
  /** The member for which the reader speaks. */
  readonly member: AskedMember;
  readonly onGiven: (kind: VerdictKind) => void;
}

/** Three clear verbs with a reason. The button says what it does and for whom. */
export function VerdictForm({ round, member, onGiven }: VerdictFormProps) {
  const say = useReviewText();
  const words = useWords();
  const state = useFormat().state(member.stateCode);
  const give = useEndpointMutation(giveVerdict);
  const reasonMissing = say('verdict.reason_missing');
  const schema = useMemo(
    () =>
      GiveVerdict.refine(({ kind, reason }) => kind === 'approve' || reason !== '', {
        path: ['reason'],
        error: reasonMissing,
      }),
    [reasonMissing],
  );
  const { form, control, submit, isSending, refusal, isUnsaved } = useContractForm(schema, {
    defaultValues: {
      version: round.version,
      memberId: member.memberId,
      kind: member.verdict?.kind ?? 'approve',
      reason: '',
    },
    // What others said meanwhile changes the round but not what this state says.
    send: (body) =>
      give.mutateAsync({ params: { roundId: round.id }, body: { ...body, version: round.version } }),
    onSent: (_, { kind }) => onGiven(kind),
  });
  const kind = form.watch('kind');
  return (
    <form className={classes.form} onSubmit={(event) => void submit(event)} noValidate>
      <UnsavedGuard isUnsaved={isUnsaved} />
      <FormField control={control} name="kind">
        {(field) => (
          <RadioGroup
            {...field}
            label={say('verdict.heading', { state })}
            isLabelHidden
            layout="cards"
            choices={verdictKinds.map((value) => ({
              value,
              label: words(`verdict.${value}`),
              description: say(`verdict.${value}`, { state }),
            }))}
            onChange={(next) => field.onChange(next as VerdictKind)}
          />
        )}
      </FormField>
      <FormField control={control} name="reason">
        {({ value, ...field }) => (
          <TextArea
            {...field}
            value={value ?? ''}
            label={say('verdict.reason')}
            hint={say('verdict.reason.hint')}
          />
        )}
      </FormField>
      <RefusalBanner refusal={refusal} title={say('verdict.refused')} />
      <Actions>
        <Button
          type="submit"
          kind="main"
          size="large"
          isPending={isSending}
          pendingLabel={say('verdict.sending')}
        >
          {say(`verdict.submit.${kind}`, { state })}
        </Button>
      </Actions>
    </form>
  );
}
