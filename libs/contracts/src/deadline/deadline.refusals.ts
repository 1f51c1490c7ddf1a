import type { RefusalText } from '../platform/refusals.js';

/** What this feature refuses, and the sentence for it. */
export const deadlineRefusals = {} as const satisfies Record<string, RefusalText>;
