import { StartThread, startCommentThread } from '@concordat/contracts';
import { Button, Checkbox, TextArea } from '@concordat/ui';
import type { TextAnchor } from '../../editor/anchors.js';
import { useFormat } from '../../platform/format.js';
import { FormField, useContractForm } from '../../platform/form.js';
import { useEndpointMutation } from '../../platform/query.js';
import { RefusalBanner } from '../../platform/refusal-banner.js';
import { UnsavedGuard } from '../../platform/unsaved-guard.js';
import classes from './comment.module.css';
import { useCommentText } from './comment-text.js';

/** What a {@link CommentForm} takes. */
export interface CommentFormProps {
  readonly sectionId: string;
  /** The words that were selected; null where it is about the whole section. */
  readonly anchor: TextAnchor | null;
  /** The state within which the comment may be kept; undefined where the reader speaks for none. */
  readonly ownState: string | undefined;
  /** With the id of the thread that was begun, or null when it was given up. */
  readonly onDone: (threadId: string | null) => void;
}

/** Begins a thread on a passage or on the whole section. */
export function CommentForm({ sectionId, anchor, ownState, onDone }: CommentFormProps) {
  const say = useCommentText();
  const format = useFormat();
  const start = useEndpointMutation(startCommentThread);
  const { control, submit, isSending, refusal, isUnsaved } = useContractForm(StartThread, {
    defaultValues: { anchor: null, body: '', internal: false },
    send: ({ body, internal }) =>
      start.mutateAsync({ params: { sectionId }, body: { anchor, body, internal } }),
    onSent: ({ threads }) => onDone(threads.at(-1)?.id ?? null),
  });
  return (
    <form className={classes.form} onSubmit={(event) => void submit(event)} noValidate>
      <UnsavedGuard isUnsaved={isUnsaved} />
      {anchor === null ? (
        <p className={classes.soft}>{say('new.on_section')}</p>
      ) : (
        <>
          <p className={classes.soft}>{say('new.on_words')}</p>
          <blockquote className={classes.quote}>{anchor.quote}</blockquote>
        </>
      )}
      <FormField control={control} name="body">
        {(field) => <TextArea {...field} autoFocus label={say('new.label')} />}
      </FormField>
      {ownState !== undefined && (
        <FormField control={control} name="internal">
          {({ value, ...field }) => (
            <Checkbox {...field} value={value ?? false} description={say('new.internal.help')}>
              {say('new.internal', { state: format.state(ownState) })}
            </Checkbox>
          )}
        </FormField>
      )}
      <RefusalBanner refusal={refusal} title={say('new.refused')} />
      <div className={classes.acts}>
        <Button type="submit" kind="main" isPending={isSending} pendingLabel={say('new.sending')}>
          {say('new.submit')}
        </Button>
        <Button kind="quiet" onPress={() => onDone(null)} isDisabled={isSending}>
          {say('new.cancel')}
        </Button>
      </div>
    </form>
  );
}
