import type { CommentMessageView, CommentThreadView, PersonBrief } from '@concordat/contracts';
import { Mark, Note, Reply, type PlateProps } from '@concordat/ui';
import { useState } from 'react';
import { useFormat, type Format } from '../../platform/format.js';
import { useReader } from '../../platform/session.js';
import { plateOf } from '../proposal/state-words.js';
import classes from './comment.module.css';
import { useCommentText } from './comment-text.js';
import { CommentWords } from './comment-words.js';
import { EditForm, MessageMenu } from './message-acts.js';
import { ThreadActs } from './thread-acts.js';

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

/** A thread: its passage, what was said, and in sight also what can be done with it. */
export function CommentThread({ thread, isRemoved, isActive, onActivate }: CommentThreadProps) {
  const say = useCommentText();
  const format = useFormat();
  const [edited, setEdited] = useState<string | null>(null);
  const [first, ...replies] = thread.messages;
  if (first === undefined) return null;
  const { anchor, resolvedAt, resolvedBy } = thread;
  const remarks = [
    anchor === null && say('thread.section'),
    resolvedAt !== null &&
      say('thread.resolved', { who: resolvedBy?.displayName ?? '', when: format.stamp(resolvedAt) }),
  ].filter((remark) => remark !== false);
  const partsOf = (message: CommentMessageView) => ({
    ...signed(message, format),
    tools: isActive && message.abilities['comment.edit'] && edited !== message.id && (
      <MessageMenu message={message} onEdit={() => setEdited(message.id)} />
    ),
    children:
      isActive && edited === message.id ? (
        <EditForm message={message} internalTo={thread.internalTo} onDone={() => setEdited(null)} />
      ) : (
        <CommentWords message={message} />
      ),
  });
  const { children, ...head } = partsOf(first);
  return (
    <Note
      {...head}
      isActive={isActive}
      onActivate={onActivate}
      activateLabel={say('thread.show', { who: first.author.displayName })}
      {...(anchor === null ? {} : { quote: isRemoved ? anchor.quote : inShort(anchor.quote) })}
      replies={replies.map((message) => (
        <Reply key={message.id} {...partsOf(message)} />
      ))}
      {...(remarks.length > 0 ? { footnote: remarks.join(' ') } : {})}
      actions={<ThreadActs thread={thread} />}
    >
      <ThreadMarks thread={thread} isRemoved={isRemoved} />
      {children}
    </Note>
  );
}

/** What a reader must know of a thread before its words: who sees it, whom it waits for, what is new. */
export function ThreadMarks({
  thread,
  isRemoved = false,
}: {
  readonly thread: CommentThreadView;
  /** Its words are no longer in the text. */
  readonly isRemoved?: boolean;
}) {
  const say = useCommentText();
  const format = useFormat();
  const reader = useReader();
  const { internalTo, assignee, news, resolvedAt } = thread;
  const isOpen = resolvedAt === null;
  if (internalTo === null && news.length === 0 && (assignee === null || !isOpen) && !isRemoved) return null;
  const waitsFor =
    assignee?.person?.displayName ?? (assignee?.stateCode ? format.state(assignee.stateCode) : '');
  const isOwn = assignee !== null && assignee.person !== null && assignee.person.id === reader?.id;
  return (
    <span className={classes.marks}>
      {isRemoved && <Mark kind="warning">{say('thread.removed')}</Mark>}
      {internalTo !== null && (
        <Mark kind="locked" isLoud>
          {say('thread.internal', { state: format.state(internalTo) })}
        </Mark>
      )}
      {assignee !== null && isOpen && (
        <Mark kind="asked">
          {isOwn ? say('thread.waits_for_you') : say('thread.waits_for', { who: waitsFor })}
        </Mark>
      )}
      {news.map((each) => (
        <Mark key={each} kind="due">
          {say(`news.${each}`)}
        </Mark>
      ))}
    </span>
  );
}

/** Who wrote a message and when, as notes show it. */
export function signed(
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
