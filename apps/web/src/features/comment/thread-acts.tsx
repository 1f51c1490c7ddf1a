import {
  assignComment,
  ReplyToThread,
  replyToComment,
  resolveComment,
  type CommentThreadView,
} from '@concordat/contracts';
import { Button, sayStatus, Select } from '@concordat/ui';
import { useEffect, type ReactNode } from 'react';
import { useEditorPlace } from '../../editor/editor-place.js';
import { useFormat } from '../../platform/format.js';
import { FormField, useContractForm } from '../../platform/form.js';
import { useEndpointMutation } from '../../platform/query.js';
import { RefusalBanner } from '../../platform/refusal-banner.js';
import classes from './comment.module.css';
import { useCommentDraft } from './comment-drafts.js';
import { CommentField, useCommentPeople, useMentions } from './comment-field.js';
import { useCommentText } from './comment-text.js';
import { readersAmong, toBody } from './mention-text.js';

/** What can be done with a thread: answered, resolved, handed to somebody. */
export function ThreadActs({ thread }: { readonly thread: CommentThreadView }) {
  const say = useCommentText();
  const resolve = useEndpointMutation(resolveComment);
  const resolved = thread.resolvedAt === null;
  const put = ({ id: threadId, version }: CommentThreadView, isResolved: boolean) =>
    resolve.mutateAsync({ params: { threadId }, body: { version, resolved: isResolved } });
  const act = () =>
    void put(thread, resolved).then(
      ({ threads }) => {
        const now = threads.find(({ id }) => id === thread.id);
        if (!now || !resolved) return sayStatus({ text: say('thread.done.reopened') });
        sayStatus({
          text: say('thread.done.resolved'),
          undo: { label: say('thread.reopen'), onUndo: () => void put(now, false).catch(() => undefined) },
        });
      },
      // The banner below says why.
      () => undefined,
    );
  const verb = thread.abilities['comment.resolve'] ? (
    <Button size="dense" icon={resolved ? 'check' : 'undo'} onPress={act} isPending={resolve.isPending}>
      {say(resolved ? 'thread.resolve' : 'thread.reopen')}
    </Button>
  ) : null;
  return (
    <>
      {thread.abilities['comment.write'] ? <ReplyForm thread={thread} beside={verb} /> : verb}
      {thread.abilities['comment.write'] && resolved && <AssignField thread={thread} />}
      <RefusalBanner refusal={resolve.error} title={say('thread.refused')} />
    </>
  );
}

function ReplyForm({ thread, beside }: { readonly thread: CommentThreadView; readonly beside: ReactNode }) {
  const say = useCommentText();
  const format = useFormat();
  const { section, editor } = useEditorPlace();
  const { id: threadId, internalTo } = thread;
  const draft = useCommentDraft(section.id, threadId);
  const mentions = useMentions(internalTo);
  const reply = useEndpointMutation(replyToComment);
  const { form, control, submit, isSending, refusal } = useContractForm(ReplyToThread, {
    defaultValues: { body: draft.read()?.text ?? '' },
    send: ({ body }) =>
      reply.mutateAsync({ params: { threadId }, body: { body: toBody(body, mentions.labels) } }),
    onSent: () => {
      draft.forget();
      form.reset({ body: '' });
    },
  });
  const text = form.watch('body');
  useEffect(() => {
    if (!isSending) draft.keep({ text });
  }, [draft, text, isSending]);
  return (
    <form className={classes.reply} onSubmit={(event) => void submit(event)} noValidate>
      <FormField control={control} name="body">
        {(field) => (
          <CommentField
            {...field}
            mentions={mentions}
            rows={2}
            label={say('thread.reply')}
            {...(internalTo === null
              ? {}
              : { description: say('thread.internal', { state: format.state(internalTo) }) })}
            onSubmit={() => void submit()}
            onEscape={() => editor?.commands.focus()}
          />
        )}
      </FormField>
      <RefusalBanner refusal={refusal} title={say('new.refused')} />
      <div className={classes.acts}>
        <Button type="submit" size="dense" isPending={isSending} pendingLabel={say('thread.reply.sending')}>
          {say('thread.reply.submit')}
        </Button>
        {beside}
      </div>
    </form>
  );
}

const nobody = 'nobody';

function AssignField({ thread }: { readonly thread: CommentThreadView }) {
  const say = useCommentText();
  const format = useFormat();
  const { id: threadId, version, internalTo, assignee } = thread;
  const everybody = useCommentPeople();
  const assign = useEndpointMutation(assignComment);
  const states = everybody.states.filter(({ stateCode }) => internalTo === null || stateCode === internalTo);
  const isState = (id: string): boolean => states.some(({ memberId }) => memberId === id);
  const choose = (id: string | null) =>
    assign.mutate({
      params: { threadId },
      body: {
        version,
        personId: id === null || id === nobody || isState(id) ? null : id,
        memberId: id !== null && isState(id) ? id : null,
      },
    });
  return (
    <div className={classes.assign}>
      <Select
        size="dense"
        label={say('assign.label')}
        value={assignee?.person?.id ?? assignee?.memberId ?? nobody}
        onChange={choose}
        isDisabled={assign.isPending}
        options={[
          { id: 'none', title: '', options: [{ id: nobody, label: say('assign.nobody') }] },
          {
            id: 'states',
            title: say('assign.states'),
            options: states.map(({ memberId, stateCode }) => ({
              id: memberId,
              label: format.state(stateCode),
            })),
          },
          {
            id: 'people',
            title: say('assign.people'),
            options: readersAmong(everybody, internalTo).map(({ id, displayName }) => ({
              id,
              label: displayName,
            })),
          },
        ]}
      />
      <RefusalBanner refusal={assign.error} title={say('thread.refused')} />
    </div>
  );
}
