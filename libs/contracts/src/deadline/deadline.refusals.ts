import type { RefusalText } from '../platform/refusals.js';

/** What this feature refuses, and the sentence for it. */
export const deadlineRefusals = {
  'deadline.closed': {
    status: 409,
    message: 'This deadline is done or was taken out of the plan. Nothing was changed.',
  },
  'deadline.is_cut_off': {
    status: 409,
    message:
      'This is the cut-off itself; only the authority moves it. Nothing was changed. The call officer records its move.',
  },
  'deadline.owner_not_here': {
    status: 409,
    message:
      'This person takes no part in the proposal. Nothing was changed. Choose one of its people, or invite them first.',
  },
  'deadline.follows_its_thing': {
    status: 409,
    message:
      'This deadline belongs to a section or a review. Nothing was changed. Change the due moment there.',
  },
} as const satisfies Record<string, RefusalText>;
