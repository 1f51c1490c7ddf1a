import type { RefusalText } from '../platform/refusals.js';

/** What this feature refuses, and the sentence for it. */
export const commentRefusals = {
  'comment.too_many': {
    status: 429,
    message:
      'You wrote many comments within a minute. This one was not sent; your words are still here. Try again in a minute.',
  },
} as const satisfies Record<string, RefusalText>;
