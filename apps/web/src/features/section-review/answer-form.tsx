import { AskAgain, askAgainForReview, type RoundView } from '@concordat/contracts';
import { Actions, Button, TextArea } from '@concordat/ui';
import { useFormat } from '../../platform/format.js';
import { FormField, useContractForm } from '../../platform/form.js';
import { useEndpointMutation } from '../../platform/query.js';
import { RefusalBanner } from '../../platform/refusal-banner.js';
import { UnsavedGuard } from '../../platform/unsaved-guard.js';
import { askingIn } from './review-standing.js';
import { useReviewText } from './review-text.js';
import classes from './section-review.module.css';

/** Says what was done about the changes and asks those who wanted them again. */
export function AnswerForm({ round }: { round: RoundView }) {
  const say = useReviewText();
  const format = useFormat();
  const ask = useEndpointMutation(askAgainForReview);
  const { control, submit, isSending, refusal, isUnsaved } = useContractForm(AskAgain, {
    defaultValues: { version: round.version, answer: '' },
    send: ({ answer }) =>
      ask.mutateAsync({ params: { roundId: round.id }, body: { answer, version: round.version } }),
  });
  const states = format.list(askingIn(round).map(({ stateCode }) => format.state(stateCode)));
  return (
    <form className={classes.form} onSubmit={(event) => void submit(event)} noValidate>
      <UnsavedGuard isUnsaved={isUnsaved} />
      <FormField control={control} name="answer">
        {(field) => <TextArea {...field} label={say('answer.label')} description={say('answer.help')} />}
      </FormField>
      <RefusalBanner refusal={refusal} title={say('answer.refused')} />
      <Actions>
        <Button type="submit" kind="main" isPending={isSending} pendingLabel={say('answer.sending')}>
          {say('answer.submit', { states })}
        </Button>
      </Actions>
    </form>
  );
}
