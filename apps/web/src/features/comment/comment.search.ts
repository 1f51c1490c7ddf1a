import { z } from 'zod';

/** Which threads of a section are shown. */
export const threadFilters = ['open', 'mine', 'mentioned', 'assigned', 'internal', 'resolved'] as const;
export type ThreadFilter = (typeof threadFilters)[number];

/** What the editor's address says of comments: which are shown, and which is in sight. */
export const CommentSearch = z.object({
  comments: z.enum(threadFilters).optional().catch(undefined),
  thread: z.uuid().optional().catch(undefined),
});

/** What the address of a proposal's comments says. */
export const CommentsSearch = z.object({
  show: z.enum(['for_you', 'open', 'resolved']).default('for_you').catch('for_you'),
});
