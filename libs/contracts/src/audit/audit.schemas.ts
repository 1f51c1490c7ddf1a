import { installationRoles, proposalRoles, verdictKinds } from '@concordat/domain';
import { z } from 'zod';
import { Abilities, Id, InstantText, StateCode } from '../platform/wire.js';
import { PersonBrief } from '../section/section.schemas.js';

/** What a record can be narrowed to; each names the first words of the acts that belong to it. */
export const auditKinds = {
  proposal: ['proposal', 'cut_off'],
  people: ['member', 'membership', 'invitation', 'address'],
  sections: ['section'],
  reviews: ['review', 'verdict'],
  comments: ['comment'],
  deadlines: ['deadline'],
  reminders: ['reminder'],
  submission: ['package', 'submission'],
  reads: ['read'],
} as const;

/** What the installation's own record can be narrowed to. */
export const installationAuditKinds = {
  accounts: [
    'person',
    'profile',
    'password',
    'address',
    'invitation',
    'totp',
    'passkey',
    'recovery',
    'second_factor',
  ],
  sign_ins: ['session'],
  calls: ['call', 'cut_off', 'letter_of_interest'],
  reads: ['read'],
} as const;

export type AuditKind = keyof typeof auditKinds | keyof typeof installationAuditKinds;

const kinds = [
  ...new Set([...Object.keys(auditKinds), ...Object.keys(installationAuditKinds)]),
] as AuditKind[];

/** What else is known about an act, for its sentence. What does not apply is null. */
export const AuditDetail = z.strictObject({
  /** Whom it concerns besides the one who did it. */
  personName: z.string().nullable(),
  stateCode: StateCode.nullable(),
  roles: z.array(z.enum([...proposalRoles, ...installationRoles])).nullable(),
  verdict: z.enum(verdictKinds).nullable(),
  /** Where a moment moved from and to. */
  from: InstantText.nullable(),
  to: InstantText.nullable(),
});
export type AuditDetail = z.infer<typeof AuditDetail>;

/** Something that was done. `objectName` is looked up when it is read; null where the thing has no name. */
export const AuditLine = z.strictObject({
  /** The place in its chain, from 1, without gaps. */
  number: z.int().min(1),
  at: InstantText,
  /** Null for what the installation did by itself, and for people whom the reader does not know. */
  person: PersonBrief.nullable(),
  /** A person did it who takes no part in the proposal: an administrator, a call officer. */
  byOutsider: z.boolean(),
  action: z.string(),
  objectKind: z.string(),
  objectName: z.string().nullable(),
  sectionId: Id.nullable(),
  detail: AuditDetail,
});
export type AuditLine = z.infer<typeof AuditLine>;

/** The newest first. `next` continues with what came before; null at the end. */
export const AuditPage = z.strictObject({
  lines: z.array(AuditLine),
  next: z.int().nullable(),
  /** How many acts the whole record holds, whatever is shown. */
  total: z.int(),
  /** Who and what the record can be narrowed to. */
  people: z.array(PersonBrief),
  sections: z.array(z.strictObject({ id: Id, number: z.string(), title: z.string() })),
  abilities: Abilities,
});
export type AuditPage = z.infer<typeof AuditPage>;

/** Which part of a record, and where to go on. */
export const AuditQuery = z.strictObject({
  before: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).optional(),
  kind: z.enum(kinds).optional(),
  personId: Id.optional(),
  sectionId: Id.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export type AuditQuery = z.infer<typeof AuditQuery>;

/** What a walk along the live chain found. */
export const AuditCheck = z.strictObject({
  checkedAt: InstantText,
  /** How many acts fit, from the first on. */
  fitting: z.int(),
  /** The hash of the last that fits: kept, it proves later that nothing before it was rewritten. */
  sha256: z.string(),
  /** The first that does not fit; null when all do. */
  broken: z.strictObject({ number: z.int(), message: z.string() }).nullable(),
});
export type AuditCheck = z.infer<typeof AuditCheck>;

/** The form of an exported record: a line of JSON for each act, or a table. */
export const AuditExportQuery = z.strictObject({ format: z.enum(['jsonl', 'csv']).default('jsonl') });

/** An act as it is exported: all that its hash was made of, and the name of who did it, which is not part of it. */
export const AuditExportLine = z.strictObject({
  version: z.int(),
  number: z.int().min(1),
  at: z.string(),
  personId: z.string().nullable(),
  personName: z.string().nullable(),
  action: z.string(),
  objectKind: z.string(),
  objectId: z.string(),
  proposalId: z.string().nullable(),
  before: z.unknown(),
  after: z.unknown(),
  requestId: z.string().nullable(),
  previous: z.string(),
  sha256: z.string(),
});
export type AuditExportLine = z.infer<typeof AuditExportLine>;
