import type { RefusalText } from '../platform/refusals.js';

/** What this feature refuses, and the sentence for it. */
export const commentRefusals = {
  'comment.too_many': {
    status: 429,
    message:
      'You wrote many comments within a minute. This one was not sent; your words are still here. Try again in a minute.',
  },
  'comment.mention_unknown': {
    status: 409,
    message:
      'Somebody named in this comment cannot read it here. It was not sent; your words are still here. Take the name out and choose one from the list.',
  },
  'comment.too_many_mentions': {
    status: 409,
    message:
      'A comment names 20 people at most. It was not sent; your words are still here. Assign it to a state instead, or name fewer.',
  },
  'comment.assignee_unknown': {
    status: 409,
    message:
      'This comment cannot wait for somebody who cannot read it. Nothing was changed. Choose from the list.',
  },
  'comment.deleted': {
    status: 409,
    message: 'This message was deleted before. Nothing was changed.',
  },
} as const satisfies Record<string, RefusalText>;
