import { StartThread, startCommentThread } from '@concordat/contracts';
import { Button, Checkbox } from '@concordat/ui';
import { useEffect, useState } from 'react';
import type { TextAnchor } from '../../editor/anchors.js';
import { useFormat } from '../../platform/format.js';
import { FormField, useContractForm } from '../../platform/form.js';
import { useEndpointMutation } from '../../platform/query.js';
import { RefusalBanner } from '../../platform/refusal-banner.js';
import classes from './comment.module.css';
import { useCommentDraft } from './comment-drafts.js';
import { CommentField, useMentions } from './comment-field.js';
import { useCommentText } from './comment-text.js';
import { toBody } from './mention-text.js';

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

/** Begins a thread on a passage or on the whole section. What is typed stays on this device until it is sent. */
export function CommentForm({ sectionId, anchor, ownState, onDone }: CommentFormProps) {
  const say = useCommentText();
  const format = useFormat();
  const draft = useCommentDraft(sectionId, 'new');
  const [kept] = useState(draft.read);
  const start = useEndpointMutation(startCommentThread);
  const { form, control, submit, isSending, refusal } = useContractForm(StartThread, {
    defaultValues: { anchor: null, body: kept?.text ?? '', internal: kept?.internal ?? false },
    send: ({ body, internal }) =>
      start.mutateAsync({
        params: { sectionId },
        body: { anchor, body: toBody(body, mentions.labels), internal },
      }),
    onSent: ({ threads }) => {
      draft.forget();
      onDone(threads.at(-1)?.id ?? null);
    },
  });
  const [text, internal] = form.watch(['body', 'internal']);
  const mentions = useMentions(internal && ownState !== undefined ? ownState : null);
  useEffect(() => {
    if (!isSending) draft.keep({ text, internal: internal ?? false, anchor });
  }, [draft, text, internal, anchor, isSending]);
  // Escape leaves the field and loses nothing; what was typed is there when somebody comes back to it.
  const leave = () => (text.trim() === '' ? giveUp() : onDone(null));
  const giveUp = () => {
    draft.forget();
    onDone(null);
  };
  return (
    <form className={classes.form} onSubmit={(event) => void submit(event)} noValidate>
      {anchor === null ? (
        <p className={classes.soft}>{say('new.on_section')}</p>
      ) : (
        <>
          <p className={classes.soft}>{say('new.on_words')}</p>
          <blockquote className={classes.quote}>{anchor.quote}</blockquote>
        </>
      )}
      <FormField control={control} name="body">
        {(field) => (
          <CommentField
            {...field}
            mentions={mentions}
            autoFocus
            label={say('new.label')}
            onSubmit={() => void submit()}
            onEscape={leave}
          />
        )}
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
        <Button kind="quiet" onPress={giveUp} isDisabled={isSending}>
          {say('new.cancel')}
        </Button>
      </div>
    </form>
  );
}
