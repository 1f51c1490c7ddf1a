import type { RefusalText } from '../platform/refusals.js';

/** What this feature refuses, and the sentence for it. */
export const submissionRefusals = {
  'proposal.wrong_state': {
    status: 409,
    message:
      'The proposal is not in a state that allows this. Nothing was changed. Look at where it stands now.',
  },
  'proposal.reason_missing': {
    status: 400,
    message: 'Say why, so that the consortium understands. Nothing was changed.',
  },
  'submission.already_submitted': {
    status: 409,
    message:
      'This proposal is submitted already, and its receipt stands. Nothing was sent twice. Reopen it first if you want to submit again.',
  },
  'submission.wrong_state': {
    status: 409,
    message:
      'This package was submitted before and cannot be submitted again. Nothing was changed. Prepare a new one.',
  },
  'submission.key_used': {
    status: 409,
    message:
      'This attempt belongs to another package. Nothing was submitted. Load the page again and submit from there.',
  },
  'submission.busy': {
    status: 503,
    message:
      'Somebody else is changing this proposal or its cut-off at this moment. Nothing was submitted. Try again at once; the same attempt is never counted twice.',
  },
  'package.prepared_meanwhile': {
    status: 409,
    message:
      'Somebody else prepared a package at the same moment. Theirs is safe. Look at it, or prepare again.',
  },
  'package.too_slow': {
    status: 503,
    message:
      'The PDF took too long to make. The text is safe, and earlier packages stand. Try again; if it stays, shorten very long tables.',
  },
  'package.failed': {
    status: 422,
    message:
      'The PDF could not be made from the text. The text is safe, and earlier packages stand. Give the request number to your administrator.',
  },
} as const satisfies Record<string, RefusalText>;
