import type { ProposalRole } from '../consortium/consortium.states.js';
import { type Outcome, ok, refuse } from '../shared/outcome.js';
import { mentionsIn } from './mentions.js';

/** Why somebody is told of a comment. The first reason that holds is the one they are told. */
export const noticeReasons = ['mentioned', 'assigned', 'replied'] as const;
export type NoticeReason = (typeof noticeReasons)[number];

/** More people than this are not named in one comment: that is a mail to everybody. */
export const mostMentions = 20;

/** Somebody who takes part in the proposal, for one of its members. */
export interface CommentReader {
  readonly personId: string;
  readonly memberId: string;
  readonly roles: readonly ProposalRole[];
}

/** Who a thread is for: everybody who takes part, or the people of one member (its id). */
export interface ThreadReach {
  readonly internalMemberId: string | null;
}

/** Somebody to be told, and why. */
export interface CommentNotice {
  readonly personId: string;
  readonly reason: NoticeReason;
}

/** Whom a thread waits for: a person, or everybody of a member; never both. */
export type Assignee = { readonly personId: string } | { readonly memberId: string };

const mayRead = ({ internalMemberId }: ThreadReach, { memberId }: CommentReader): boolean =>
  internalMemberId === null || memberId === internalMemberId;

/** The ids of those who may read a thread. */
export const readersOf = (thread: ThreadReach, people: readonly CommentReader[]): ReadonlySet<string> =>
  new Set(people.filter((person) => mayRead(thread, person)).map(({ personId }) => personId));

/**
 * Accepts the people named in a comment. `before` is the same comment as it stood: who was named in it stays, although
 * they may have left. Refuses `comment.mention_unknown` for anybody who may not read the thread, there or not, and
 * `comment.too_many_mentions` above {@link mostMentions}.
 */
export function checkMentions(
  body: string,
  thread: ThreadReach,
  people: readonly CommentReader[],
  before = '',
): Outcome<readonly string[], 'comment.mention_unknown' | 'comment.too_many_mentions'> {
  const named = mentionsIn(body);
  if (named.length > mostMentions) return refuse('comment.too_many_mentions');
  const readers = readersOf(thread, people);
  const known = new Set(mentionsIn(before));
  const added = named.filter((id) => !known.has(id));
  return added.every((id) => readers.has(id)) ? ok(added) : refuse('comment.mention_unknown');
}

/** Accepts somebody who may read the thread, or the member of such a person. Refuses `comment.assignee_unknown`. */
export function checkAssignee(
  to: Assignee | null,
  thread: ThreadReach,
  people: readonly CommentReader[],
): Outcome<Assignee | null, 'comment.assignee_unknown'> {
  if (to === null) return ok(to);
  const readers = people.filter((person) => mayRead(thread, person));
  const isKnown =
    'personId' in to
      ? readers.some(({ personId }) => personId === to.personId)
      : readers.some(({ memberId }) => memberId === to.memberId);
  return isKnown ? ok(to) : refuse('comment.assignee_unknown');
}

/** Whom a thread waits for, as people: of a member those who lead it, and where nobody does, all of it. */
export function assignedPeople(to: Assignee | null, people: readonly CommentReader[]): string[] {
  if (to === null) return [];
  if ('personId' in to) return [to.personId];
  const theirs = people.filter(({ memberId }) => memberId === to.memberId);
  const leads = theirs.filter(({ roles }) => roles.includes('member_lead') || roles.includes('coordinator'));
  return (leads.length > 0 ? leads : theirs).map(({ personId }) => personId);
}

/**
 * Who is told of a message: those it names, then those who have a part in its thread. Whoever wrote it knows it, and
 * nobody is told of what they may not read.
 */
export function toldOfMessage(
  message: {
    readonly byPersonId: string;
    readonly mentionedIds: readonly string[];
    /** Who began the thread, wrote in it, or is waited for. */
    readonly involvedIds: readonly string[];
  },
  thread: ThreadReach,
  people: readonly CommentReader[],
): CommentNotice[] {
  const reasons = new Map<string, NoticeReason>();
  for (const id of message.involvedIds) reasons.set(id, 'replied');
  for (const id of message.mentionedIds) reasons.set(id, 'mentioned');
  return told(reasons, message.byPersonId, thread, people);
}

/** Who is told that a thread waits for them. */
export function toldOfAssignment(
  to: Assignee | null,
  byPersonId: string,
  thread: ThreadReach,
  people: readonly CommentReader[],
): CommentNotice[] {
  const reasons = new Map(assignedPeople(to, people).map((id) => [id, 'assigned'] as const));
  return told(reasons, byPersonId, thread, people);
}

function told(
  reasons: ReadonlyMap<string, NoticeReason>,
  byPersonId: string,
  thread: ThreadReach,
  people: readonly CommentReader[],
): CommentNotice[] {
  const readers = readersOf(thread, people);
  return [...reasons]
    .filter(([personId]) => personId !== byPersonId && readers.has(personId))
    .map(([personId, reason]) => ({ personId, reason }));
}
