import { checkGroups, proposalOrigins, proposalStates, submissionStates } from '@concordat/domain';
import { z } from 'zod';
import { Abilities, Id, InstantText, Moment, RowVersion } from '../platform/wire.js';
import { MessageView } from '../proposal/proposal.schemas.js';
import { PersonBrief } from '../section/section.schemas.js';

const Reason = z.string().trim().min(1, 'Say why, so that the others understand.').max(2000);
/** SHA-256 as 64 lower-case hexadecimal digits. */
const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

export const FreezeProposal = z.strictObject({ version: RowVersion });
export const ThawProposal = z.strictObject({ version: RowVersion, reason: Reason });
export const ReopenProposal = z.strictObject({ version: RowVersion });
export const WithdrawProposal = z.strictObject({ version: RowVersion, reason: Reason });

/** Adopts a prepared package. The key is made once per decision: a retry with it gets the same receipt. */
export const SubmitPackage = z.strictObject({ packageId: Id, idempotencyKey: Id });
export type SubmitPackage = z.output<typeof SubmitPackage>;

/** A provision behind a check, in its own words, with where it stands and whether that was confirmed. */
export const RuleView = z.strictObject({
  id: z.string(),
  text: z.string(),
  sources: z.array(z.string()),
  verified: z.boolean(),
});
export type RuleView = z.infer<typeof RuleView>;

/** One line of the checklist: what was found, where, and by which rule. */
export const CheckView = MessageView.extend({
  group: z.enum(checkGroups),
  sectionId: Id.nullable(),
  rule: RuleView.nullable(),
});
export type CheckView = z.infer<typeof CheckView>;

/** A section whose text is no longer the one in a package. */
export const ChangedSection = z.strictObject({
  sectionId: Id,
  number: z.string(),
  title: z.string(),
  wordsThen: z.int(),
  wordsNow: z.int(),
});
export type ChangedSection = z.infer<typeof ChangedSection>;

export const PackageFileView = z.strictObject({
  id: Id,
  name: z.string(),
  mediaType: z.string(),
  bytes: z.int(),
  sha256: Sha256,
});

export const PackageView = z.strictObject({
  id: Id,
  number: z.int(),
  draftNumber: z.int(),
  preparedAt: InstantText,
  preparedBy: PersonBrief,
  pages: z.int(),
  manifestSha256: Sha256,
  files: z.array(PackageFileView),
  state: z.enum(submissionStates),
  /** What must be fixed and what should be looked at, as it stood when the package was made. */
  mustFix: z.int(),
  shouldLook: z.int(),
  changedSince: z.array(ChangedSection),
});
export type PackageView = z.infer<typeof PackageView>;

export const SubmissionBrief = z.strictObject({
  id: Id,
  number: z.int(),
  receiptNumber: z.string(),
  packageId: Id,
  packageNumber: z.int(),
  decidedAt: InstantText,
  submittedBy: PersonBrief,
  state: z.enum(submissionStates),
  withdrawnAt: InstantText.nullable(),
});
export type SubmissionBrief = z.infer<typeof SubmissionBrief>;

/** One try to submit and its answer: `accepted`, `repeated` (the same key again) or the code of a refusal. */
export const AttemptView = z.strictObject({
  at: InstantText,
  person: PersonBrief,
  packageNumber: z.int(),
  outcome: z.string(),
});
export type AttemptView = z.infer<typeof AttemptView>;

/** What of this screen the reader may do and the state of things allows now. */
export const submissionMoves = ['freeze', 'thaw', 'prepare', 'submit', 'reopen', 'withdraw'] as const;

export const SubmissionView = z.strictObject({
  proposalId: Id,
  version: RowVersion,
  origin: z.enum(proposalOrigins),
  state: z.enum(proposalStates),
  draftNumber: z.int(),
  closes: Moment,
  closed: z.boolean(),
  frozen: z
    .strictObject({ at: InstantText, by: PersonBrief.nullable(), reason: z.string().nullable() })
    .nullable(),
  checkedAt: InstantText,
  checks: z.array(CheckView),
  /** The newest first. */
  packages: z.array(PackageView),
  submissions: z.array(SubmissionBrief),
  attempts: z.array(AttemptView),
  /** What was last submitted and stands, with what has changed since and is not submitted. */
  standing: z.strictObject({ submission: SubmissionBrief, changedSince: z.array(ChangedSection) }).nullable(),
  moves: z.array(z.enum(submissionMoves)),
  abilities: Abilities,
});
export type SubmissionView = z.infer<typeof SubmissionView>;

/** What a receipt states and what was signed. Instants in ISO 8601, UTC. */
export const ReceiptStatementView = z.strictObject({
  format: z.literal('concordat-receipt-1'),
  number: z.string(),
  proposalId: Id,
  submissionId: Id,
  decidedAt: InstantText,
  cutOffAt: InstantText,
  zone: z.string(),
  manifestSha256: Sha256,
  previousSha256: Sha256,
});

/** What a package holds, by fingerprint. */
export const ManifestView = z.strictObject({
  format: z.literal('concordat-manifest-1'),
  proposalId: Id,
  acronym: z.string(),
  callIdentifier: z.string(),
  cutOffAt: InstantText,
  packageNumber: z.int(),
  preparedAt: InstantText,
  practice: z.boolean(),
  sections: z.array(
    z.strictObject({
      sectionId: Id,
      number: z.string(),
      title: z.string(),
      words: z.int(),
      logPosition: z.int(),
      textSha256: Sha256,
    }),
  ),
  files: z.array(z.strictObject({ name: z.string(), mediaType: z.string(), bytes: z.int(), sha256: Sha256 })),
});

/**
 * A receipt as a file that can be checked without this installation. `signature` is Ed25519 over the canonical JSON of
 * `statement`, in base64; `publicKey` the key that made it, as PEM; `officialTime` only repeats `decidedAt` in words.
 */
export const ReceiptFile = z.strictObject({
  format: z.literal('concordat-receipt-file-1'),
  statement: ReceiptStatementView,
  officialTime: z.string(),
  sha256: Sha256,
  signature: z.string(),
  publicKey: z.string(),
  manifest: ManifestView,
});
export type ReceiptFile = z.infer<typeof ReceiptFile>;

/** The key that signs this installation's receipts, as PEM, and the SHA-256 of its DER form. */
export const ReceiptKey = z.strictObject({
  algorithm: z.literal('Ed25519'),
  publicKey: z.string(),
  fingerprint: Sha256,
});
export type ReceiptKey = z.infer<typeof ReceiptKey>;
