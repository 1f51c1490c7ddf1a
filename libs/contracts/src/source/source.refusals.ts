import type { RefusalText } from '../platform/refusals.js';

/** What this feature refuses, and the sentence for it. */
export const sourceRefusals = {
  'source.full': {
    status: 409,
    message:
      'This proposal keeps 1,000 sources already. Your text and its citations are safe. Remove some that nobody cites and try again.',
  },
} as const satisfies Record<string, RefusalText>;
