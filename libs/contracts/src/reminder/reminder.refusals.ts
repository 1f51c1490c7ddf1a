import type { RefusalText } from '../platform/refusals.js';

/** What this feature refuses, and the sentence for it. */
export const reminderRefusals = {
  'reminder.wrong_state': {
    status: 409,
    message:
      'This reminder has gone out, was cancelled, or is on its way. Nothing was sent twice. Look at its newest state.',
  },
  'reminder.offset_malformed': {
    status: 400,
    message: 'Write how long before, for example -7d or -4h. Nothing was changed.',
  },
  'nudge.nobody_there': {
    status: 409,
    message:
      'Nobody who could act on this can be reached yet. Nothing was sent. Invite somebody or name a lead.',
  },
  'nudge.too_soon': {
    status: 409,
    message: 'They were reminded of this within the hour. Nothing was sent again. Wait a little.',
  },
} as const satisfies Record<string, RefusalText>;
