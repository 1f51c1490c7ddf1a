import type { CommentList, CommentThreadView } from '@concordat/contracts';
import { mentionsIn } from '@concordat/domain';
import type { Facts } from '@concordat/policy';
import type { RequestContext } from '../../platform/authz/index.js';
import type { ThreadDetail } from './comment.repository.js';

/** The threads as their reader sees them: with their part in each, and what they may do. */
export function presentThreads(
  ctx: RequestContext,
  facts: Facts,
  threads: readonly ThreadDetail[],
  memberId: string | null,
): CommentList {
  return {
    threads: threads.map((thread) => presentThread(ctx, facts, thread, memberId)),
    abilities: ctx.abilities(['comment.write'], facts),
  };
}

/** One thread; what else stands in its row stays. */
export function presentThread(
  ctx: RequestContext,
  facts: Facts,
  { createdById, messages, ...thread }: ThreadDetail,
  memberId: string | null,
): CommentThreadView {
  return {
    ...thread,
    messages: messages.map((message) => ({
      ...message,
      abilities:
        message.deletedAt === null
          ? ctx.abilities(['comment.edit'], { ...facts, personId: message.author.id })
          : { 'comment.edit': false },
    })),
    parts: partsOf(ctx.personId, memberId, createdById, thread, messages),
    abilities: ctx.abilities(['comment.write', 'comment.resolve'], { ...facts, personId: createdById }),
  };
}

function partsOf(
  personId: string,
  memberId: string | null,
  createdById: string,
  { assignee }: Pick<ThreadDetail, 'assignee'>,
  messages: ThreadDetail['messages'],
): CommentThreadView['parts'] {
  const wrote = createdById === personId || messages.some(({ author }) => author.id === personId);
  const mentioned = messages.some(({ body }) => mentionsIn(body).includes(personId));
  const assigned =
    assignee !== null &&
    (assignee.person?.id === personId || (assignee.memberId !== null && assignee.memberId === memberId));
  return [
    ...(wrote ? (['wrote'] as const) : []),
    ...(mentioned ? (['mentioned'] as const) : []),
    ...(assigned ? (['assigned'] as const) : []),
  ];
}
