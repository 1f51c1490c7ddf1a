import { sectionStates } from '@concordat/domain';
import { z } from 'zod';
import { Abilities, Id, InstantText, Moment, RowVersion, StateCode } from '../platform/wire.js';

/** Somebody as others in the same proposal see them: by name and, where known, for which state. */
export const PersonBrief = z.strictObject({
  id: Id,
  displayName: z.string(),
  stateCode: StateCode.nullable(),
});
export type PersonBrief = z.infer<typeof PersonBrief>;

export const SectionState = z.enum(sectionStates);

/** One line of the outline. Groups carry a title and no text of their own. */
export const SectionBrief = z.strictObject({
  id: Id,
  parentId: Id.nullable(),
  number: z.string(),
  title: z.string(),
  isGroup: z.boolean(),
  mandatory: z.boolean(),
  state: SectionState,
  frozen: z.boolean(),
  lead: PersonBrief.nullable(),
  due: Moment.nullable(),
  words: z.int(),
  wordLimit: z.int().nullable(),
  limitVerified: z.boolean(),
  openComments: z.int(),
  /** Somebody else wrote here since the reader last read it; false where they never did. */
  changedSinceRead: z.boolean(),
});
export type SectionBrief = z.infer<typeof SectionBrief>;

export const SectionList = z.strictObject({ sections: z.array(SectionBrief) });
export type SectionList = z.infer<typeof SectionList>;

/** A section with everything that stands beside its text. The text itself comes by the socket. */
export const SectionView = SectionBrief.extend({
  proposalId: Id,
  version: RowVersion,
  leadMemberId: Id.nullable(),
  contributors: z.array(PersonBrief),
  guidance: z.string(),
  guidanceSource: z.string(),
  criterion: z.string().nullable(),
  lastEditedAt: InstantText.nullable(),
  lastEditedBy: PersonBrief.nullable(),
  /** Why nobody may edit now: a refusal code, or null. */
  closedBecause: z.string().nullable(),
  abilities: Abilities,
});
export type SectionView = z.infer<typeof SectionView>;

/** Hands a section to its writers. A due moment is a wall time in the zone of the proposal's cut-off. */
export const AssignSection = z.strictObject({
  version: RowVersion,
  leadPersonId: Id.nullable(),
  contributorPersonIds: z.array(Id).max(40).default([]),
  dueAt: InstantText.nullable(),
});
export type AssignSection = z.infer<typeof AssignSection>;

export const ReopenSection = z.strictObject({
  version: RowVersion,
  reason: z.string().trim().min(1, 'Say why, so that the states understand.').max(2000),
});
export type ReopenSection = z.infer<typeof ReopenSection>;

export const LockSection = z.strictObject({ version: RowVersion });
export type LockSection = z.infer<typeof LockSection>;

/** Asks for a one-time permission to open the section's text. The device id is made by the browser and kept there. */
export const RequestTicket = z.strictObject({
  deviceId: Id,
  schemaVersion: z.int().min(1),
});
export type RequestTicket = z.infer<typeof RequestTicket>;

export const TicketView = z.strictObject({
  ticket: z.string(),
  /** `edit`; `suggest` where what the person writes must be a suggestion; `read` where nothing may be written. */
  mode: z.enum(['edit', 'suggest', 'read']),
  expiresAt: InstantText,
  /** Where the socket is, below the installation's own address. */
  socketPath: z.string(),
  person: PersonBrief.extend({ authorColour: z.int().min(1).max(8) }),
});
export type TicketView = z.infer<typeof TicketView>;

/** What the server has of a section: for the line "All changes saved", and for people without an editor. */
export const SectionTextView = z.strictObject({
  seq: z.int(),
  words: z.int(),
  characters: z.int(),
  text: z.string(),
});
export type SectionTextView = z.infer<typeof SectionTextView>;

const NamedPart = z.strictObject({ id: z.string().nullable(), text: z.string() });

/** A work that is cited, with what a bibliography says of it. */
export const CitedSource = z.strictObject({
  source: z.string(),
  authors: z.string(),
  title: z.string(),
  container: z.string(),
  publisher: z.string(),
  year: z.string(),
  volume: z.string(),
  pages: z.string(),
  doi: z.string(),
  url: z.string(),
});

/** A section with what it holds that is numbered across the proposal, in reading order. */
export const NumberedSection = z.strictObject({
  id: Id,
  number: z.string(),
  title: z.string(),
  contents: z.strictObject({
    headings: z.array(NamedPart.extend({ level: z.int() })),
    tables: z.array(NamedPart),
    figures: z.array(NamedPart),
    footnotes: z.int(),
    citations: z.array(z.string()),
    sources: z.array(CitedSource),
    references: z.array(z.strictObject({ sectionId: z.string(), nodeId: z.string().nullable() })),
  }),
});
export type NumberedSection = z.infer<typeof NumberedSection>;

/** Every section of a proposal in order, as numbers, references and the bibliography are derived from it. */
export const NumberingView = z.strictObject({ sections: z.array(NumberedSection) });
export type NumberingView = z.infer<typeof NumberingView>;
