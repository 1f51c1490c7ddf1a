import {
  ReplyToThread,
  replyToComment,
  resolveComment,
  type CommentMessageView,
  type CommentThreadView,
  type PersonBrief,
} from '@concordat/contracts';
import { Button, Note, Reply, TextArea, type PlateProps } from '@concordat/ui';
import type { ReactNode } from 'react';
import { useFormat, type Format } from '../../platform/format.js';
import { FormField, useContractForm } from '../../platform/form.js';
import { useEndpointMutation } from '../../platform/query.js';
import { RefusalBanner } from '../../platform/refusal-banner.js';
import { UnsavedGuard } from '../../platform/unsaved-guard.js';
import { plateOf } from '../proposal/state-words.js';
import classes from './comment.module.css';
import { useCommentText } from './comment-text.js';

/** A passage that still stands in the text needs no more than its beginning beside it. */
const longestShort = 180;
const inShort = (quote: string): string =>
  quote.length <= longestShort ? quote : `${quote.slice(0, longestShort).trimEnd()}…`;

/** What a {@link CommentThread} takes. */
export interface CommentThreadProps {
  readonly thread: CommentThreadView;
  /** Its words are no longer in the text; the thread stays, with the quote. */
  readonly isRemoved: boolean;
  readonly isActive: boolean;
  readonly onActivate: () => void;
}

/** A thread: its passage, what was said, and in sight also the answers that can be given. */
export function CommentThread({ thread, isRemoved, isActive, onActivate }: CommentThreadProps) {
  const say = useCommentText();
  const format = useFormat();
  const [first, ...replies] = thread.messages;
  if (first === undefined) return null;
  const { anchor, internalTo, resolvedAt, resolvedBy } = thread;
  const remarks = [
    anchor === null && say('thread.section'),
    isRemoved && say('thread.removed'),
    internalTo !== null && say('thread.internal', { state: format.state(internalTo) }),
    resolvedAt !== null &&
      say('thread.resolved', { who: resolvedBy?.displayName ?? '', when: format.stamp(resolvedAt) }),
  ].filter((remark) => remark !== false);
  return (
    <Note
      {...signed(first, format)}
      isActive={isActive}
      onActivate={onActivate}
      activateLabel={say('thread.show', { who: first.author.displayName })}
      {...(anchor === null ? {} : { quote: isRemoved ? anchor.quote : inShort(anchor.quote) })}
      replies={replies.map((message) => (
        <Reply key={message.id} {...signed(message, format)}>
          <span className={classes.body}>{message.body}</span>
        </Reply>
      ))}
      {...(remarks.length > 0 ? { footnote: remarks.join(' ') } : {})}
      actions={<ThreadActs thread={thread} />}
    >
      <span className={classes.body}>{first.body}</span>
    </Note>
  );
}

function ThreadActs({ thread }: { thread: CommentThreadView }) {
  const say = useCommentText();
  const resolve = useEndpointMutation(resolveComment);
  const resolved = thread.resolvedAt === null;
  const act = () =>
    resolve.mutate({ params: { threadId: thread.id }, body: { version: thread.version, resolved } });
  const verb = thread.abilities['comment.resolve'] ? (
    <Button size="dense" icon="check" onPress={act} isPending={resolve.isPending}>
      {say(resolved ? 'thread.resolve' : 'thread.reopen')}
    </Button>
  ) : null;
  return (
    <>
      {thread.abilities['comment.write'] ? <ReplyForm threadId={thread.id} beside={verb} /> : verb}
      <RefusalBanner refusal={resolve.error} title={say('thread.refused')} />
    </>
  );
}

function ReplyForm({ threadId, beside }: { threadId: string; beside: ReactNode }) {
  const say = useCommentText();
  const reply = useEndpointMutation(replyToComment);
  const { form, control, submit, isSending, refusal, isUnsaved } = useContractForm(ReplyToThread, {
    defaultValues: { body: '' },
    send: (body) => reply.mutateAsync({ params: { threadId }, body }),
    onSent: () => form.reset({ body: '' }),
  });
  return (
    <form className={classes.reply} onSubmit={(event) => void submit(event)} noValidate>
      <UnsavedGuard isUnsaved={isUnsaved} />
      <FormField control={control} name="body">
        {(field) => <TextArea {...field} rows={2} label={say('thread.reply')} />}
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

/** Who wrote a message and when, as notes show it. */
function signed(
  { author, createdAt }: CommentMessageView,
  format: Format,
): { plate: PlateProps; who: string; when: string; dateTime: string } {
  return {
    plate: plateOfPerson(author, format),
    who: author.displayName,
    when: format.stamp(createdAt),
    dateTime: createdAt,
  };
}

/** Somebody who left the proposal has no state any more. */
const plateOfPerson = ({ stateCode }: PersonBrief, format: Format): PlateProps =>
  stateCode === null ? { code: '–', name: '', kind: 'off' } : plateOf(stateCode, format.state(stateCode));
