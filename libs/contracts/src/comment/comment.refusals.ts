import type { RefusalText } from '../platform/refusals.js';

/** What this feature refuses, and the sentence for it. */
export const commentRefusals = {} as const satisfies Record<string, RefusalText>;
