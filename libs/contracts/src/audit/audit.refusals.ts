import type { RefusalText } from '../platform/refusals.js';

/** What this feature refuses, and the sentence for it. */
export const auditRefusals = {} as const satisfies Record<string, RefusalText>;
