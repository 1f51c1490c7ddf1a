import type { RefusalText } from '../platform/refusals.js';

/** What this feature refuses, and the sentence for it. */
export const versionRefusals = {
  'version.nothing_written': {
    status: 409,
    message: 'Nothing is written in this section yet, so there is no version to name. Write something first.',
  },
  'version.too_many': {
    status: 429,
    message:
      'You named many versions within a minute. This one was not kept; the text itself is saved. Try again in a minute.',
  },
  'version.same_text': {
    status: 409,
    message: 'The text already reads as it did in that version. Nothing was changed.',
  },
  'version.too_much': {
    status: 409,
    message:
      'Bringing that version back changes more than can be checked at once. Nothing was changed. Compare it with the text and copy the passages you need.',
  },
  'version.not_compared': {
    status: 503,
    message:
      'Comparing these two took too long and was ended. Both are safe. Compare versions that lie closer together, or try again later.',
  },
  'version.never_read': {
    status: 409,
    message: 'You have not read this section here before, so there is nothing to compare it with.',
  },
} as const satisfies Record<string, RefusalText>;
