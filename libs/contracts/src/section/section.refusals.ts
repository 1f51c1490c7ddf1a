import type { RefusalText } from '../platform/refusals.js';

/** What this feature refuses, and the sentence for it. */
export const sectionRefusals = {} as const satisfies Record<string, RefusalText>;
