import type { RefusalText } from '../platform/refusals.js';

/** What this feature refuses, and the sentence for it. */
export const sectionReviewRefusals = {
  'review.nobody_asked': {
    status: 400,
    message: 'Choose at least one state that takes part in this proposal. Nothing was changed.',
  },
  'review.quorum_out_of_range': {
    status: 400,
    message: 'A quorum lies between one and the number of states asked. Nothing was changed.',
  },
  'review.reason_missing': {
    status: 400,
    message: 'Say why, so that the states understand. Nothing was changed.',
  },
  'review.nothing_to_ask_again': {
    status: 409,
    message: 'No state asks for changes, so there is nothing to ask again. Nothing was changed.',
  },
  'verdict.not_asked': {
    status: 409,
    message:
      'Your state was not asked for its verdict on this section. Nothing was changed. The coordinator can ask it.',
  },
  'verdict.round_closed': {
    status: 409,
    message: 'This round is closed. Nothing was changed. The coordinator can ask for a new one.',
  },
  'verdict.reason_missing': {
    status: 400,
    message: 'Say why, so that the writers know what to do. Nothing was changed.',
  },
} as const satisfies Record<string, RefusalText>;
