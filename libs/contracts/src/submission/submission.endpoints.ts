import { z } from 'zod';
import { endpoint } from '../platform/endpoint.js';
import {
  FreezeProposal,
  ReceiptFile,
  ReceiptKey,
  ReopenProposal,
  SubmissionView,
  SubmitPackage,
  ThawProposal,
  WithdrawProposal,
} from './submission.schemas.js';

export const readSubmission = endpoint({
  method: 'GET',
  path: '/proposals/:proposalId/submission',
  needs: 'submission.read',
  summary: 'Checks, packages, what was submitted and what has changed since.',
  response: SubmissionView,
});

export const freezeProposal = endpoint({
  method: 'POST',
  path: '/proposals/:proposalId/freezing',
  needs: 'proposal.freeze',
  summary: 'Closes the live text of a proposal.',
  body: FreezeProposal,
  response: SubmissionView,
});

export const thawProposal = endpoint({
  method: 'POST',
  path: '/proposals/:proposalId/thawing',
  needs: 'proposal.thaw',
  summary: 'Opens a frozen text again, with a reason.',
  body: ThawProposal,
  response: SubmissionView,
});

export const preparePackage = endpoint({
  method: 'POST',
  path: '/proposals/:proposalId/packages',
  needs: 'submission.prepare',
  summary: 'Checks, sets and fingerprints the text as it stands. Slow, and may be repeated.',
  response: SubmissionView,
});

export const submitPackage = endpoint({
  method: 'POST',
  path: '/proposals/:proposalId/submissions',
  needs: 'submission.submit',
  stepUp: true,
  summary: 'Adopts a package before the cut-off and gives its receipt.',
  body: SubmitPackage,
  response: ReceiptFile,
});

export const reopenProposal = endpoint({
  method: 'POST',
  path: '/proposals/:proposalId/reopening',
  needs: 'proposal.reopen',
  summary: 'Opens the next draft. What was submitted stands until it is superseded.',
  body: ReopenProposal,
  response: SubmissionView,
});

export const withdrawProposal = endpoint({
  method: 'POST',
  path: '/proposals/:proposalId/withdrawal',
  needs: 'submission.withdraw',
  stepUp: true,
  summary: 'Takes the proposal back before the cut-off, with a reason.',
  body: WithdrawProposal,
  response: SubmissionView,
});

export const readReceipt = endpoint({
  method: 'GET',
  path: '/proposals/:proposalId/submissions/:submissionId/receipt',
  needs: 'submission.read',
  summary: 'The signed receipt of a submission.',
  response: ReceiptFile,
});

export const downloadReceipt = endpoint({
  method: 'GET',
  path: '/proposals/:proposalId/submissions/:submissionId/receipt-file',
  needs: 'submission.read',
  summary: 'The signed receipt as a file.',
  response: z.unknown(),
  produces: 'application/json',
});

export const downloadPackageFile = endpoint({
  method: 'GET',
  path: '/proposals/:proposalId/packages/:packageId/files/:fileId',
  needs: 'submission.read',
  summary: 'A file of a package, always as an attachment.',
  response: z.unknown(),
  produces: 'application/pdf',
});

export const readReceiptKey = endpoint({
  method: 'GET',
  path: '/receipts/key',
  needs: 'public',
  summary: 'The public key against which receipts of this installation are verified.',
  response: ReceiptKey,
});
