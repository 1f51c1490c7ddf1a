import { versionKinds } from '@concordat/domain';
import { z } from 'zod';
import { Abilities, Id, InstantText } from '../platform/wire.js';
import { PersonBrief } from '../section/section.schemas.js';

/** A name is not unique: it is shown with its time and person. */
const name = z
  .string()
  .trim()
  .min(1, 'Give it a name first.')
  .max(120, 'A name holds 120 characters at most.');

export const NameVersion = z.strictObject({ name });
export type NameVersion = z.output<typeof NameVersion>;

export const VersionBrief = z.strictObject({
  id: Id,
  /** Its position in the section's log; two of the same position are the same text. */
  seq: z.int(),
  kind: z.enum(versionKinds),
  /** Empty for a version that nobody named. */
  name: z.string(),
  /** Who named it, took the step or wrote last. */
  by: PersonBrief.nullable(),
  at: InstantText,
});
export type VersionBrief = z.infer<typeof VersionBrief>;

export const VersionView = VersionBrief.extend({
  /** The version that was brought back here. */
  restoredFrom: VersionBrief.nullable(),
  abilities: Abilities,
});
export type VersionView = z.infer<typeof VersionView>;

/** The versions of a section, the newest first, with how far the reader has read. */
export const VersionList = z.strictObject({
  versions: z.array(VersionView),
  /** Position of the text as it stands now. */
  seq: z.int(),
  /** When the reader last read it, and whether somebody wrote since; null where they never did. */
  lastRead: z.strictObject({ at: InstantText, isChanged: z.boolean() }).nullable(),
  abilities: Abilities,
});
export type VersionList = z.infer<typeof VersionList>;

/** What is compared: a version, the text as the reader last read it (`read`), or the empty beginning (`start`). */
export const ComparisonQuery = z.object({
  from: z.union([z.enum(['read', 'start']), Id]),
  to: z.union([z.literal('now'), Id]).default('now'),
});
export type ComparisonQuery = z.output<typeof ComparisonQuery>;

/** One side of a comparison: a version, or the text at a moment. */
export const ComparedText = z.strictObject({
  kind: z.enum(['version', 'read', 'start', 'now']),
  seq: z.int(),
  version: VersionBrief.nullable(),
  at: InstantText.nullable(),
});
export type ComparedText = z.infer<typeof ComparedText>;

/** A changed stretch, as `SectionDiff` of the document library has it. */
export const ChangeView = z.strictObject({
  kind: z.enum(['inserted', 'deleted', 'reshaped']),
  of: z.enum(['text', 'block']),
  from: z.int(),
  to: z.int(),
  by: Id.nullable(),
  names: z.array(z.string()),
});
export type ChangeView = z.infer<typeof ChangeView>;

/** Two texts in one, with every change and who made it. Compared is the base: pending suggestions are left out. */
export const ComparisonView = z.strictObject({
  from: ComparedText,
  to: ComparedText,
  /** ProseMirror JSON of both texts in one, for reading only. */
  drawn: z.looseObject({ type: z.literal('doc') }),
  changes: z.array(ChangeView),
  people: z.array(PersonBrief.extend({ authorColour: z.int().min(1).max(8).nullable() })),
  wordsAdded: z.int(),
  wordsRemoved: z.int(),
});
export type ComparisonView = z.infer<typeof ComparisonView>;
