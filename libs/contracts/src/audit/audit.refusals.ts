import type { RefusalText } from '../platform/refusals.js';

/** What this feature refuses, and the sentence for it. */
export const auditRefusals = {
  'audit.content_changed': {
    status: 409,
    message: 'What is written here is not what was written down: it was changed afterwards.',
  },
  'audit.link_broken': {
    status: 409,
    message: 'This does not follow from what stands before it: what came before was changed.',
  },
  'audit.number_missing': {
    status: 409,
    message: 'A number is missing before this: something was removed, or the order was changed.',
  },
  'audit.other_chain': {
    status: 409,
    message: 'This belongs to another record and was put here.',
  },
  'audit.unknown_version': {
    status: 409,
    message: 'This was written by a newer version of Concordat. Check it with that version.',
  },
} as const satisfies Record<string, RefusalText>;
