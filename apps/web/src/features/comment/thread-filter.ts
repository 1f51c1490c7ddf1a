import type { CommentThreadView } from '@concordat/contracts';
import type { ThreadFilter } from './comment.search.js';

const isOpen = ({ resolvedAt }: CommentThreadView): boolean => resolvedAt === null;

/** Which threads a filter shows. Only `resolved` shows what is resolved. */
const shows: Record<ThreadFilter, (thread: CommentThreadView) => boolean> = {
  open: isOpen,
  mine: (thread) => isOpen(thread) && thread.parts.includes('wrote'),
  mentioned: (thread) => isOpen(thread) && thread.parts.includes('mentioned'),
  assigned: (thread) => isOpen(thread) && thread.parts.includes('assigned'),
  internal: (thread) => isOpen(thread) && thread.internalTo !== null,
  resolved: (thread) => !isOpen(thread),
};

/** The threads that a filter shows, in the order they came. */
export const filtered = (threads: readonly CommentThreadView[], filter: ThreadFilter): CommentThreadView[] =>
  threads.filter(shows[filter]);
