import type { Outcome } from '@concordat/domain';

/** Who sends an update: the person and device of the session, and the client ids the connection has announced. */
export interface Author {
  readonly personId: string;
  readonly deviceId: string;
  readonly clientIds: readonly number[];
}

/** The device of edits that the server makes for a person: seeding a template, importing, restoring a version. */
export const serverDeviceId = '00000000-0000-0000-0000-000000000000';

/** The position in the section's log that holds the update. It is committed. */
export interface Accepted {
  readonly seq: number;
}

/**
 * Why an update is not accepted. `update.too_large` (over 1 MiB), `update.rate` (the person's budget for a minute, or
 * too many waiting), `update.malformed` (cannot be decoded as Yjs V1), `update.too_heavy` (takes
 * longer to check than people's changes do), `update.gap` (builds on what the server has
 * not got), `update.foreign_client` (writes under a client id of somebody else), `update.rights`,
 * `update.suggest_only` (changes the base or others' suggestions, and its author may only suggest),
 * `update.schema` (would not be a section any more), `update.fixed` (touches words that the template fixes for everybody),
 * `update.not_stored` (the store failed or is stopping; the same update may be sent again), `section.approved`, `section.locked`, `section.frozen` (closed to everyone),
 * `section.damaged` (a row of the log is bad; the last good state can be read, not changed).
 */
export type GateRefusal =
  | 'update.too_large'
  | 'update.rate'
  | 'update.malformed'
  | 'update.too_heavy'
  | 'update.gap'
  | 'update.foreign_client'
  | 'update.rights'
  | 'update.suggest_only'
  | 'update.schema'
  | 'update.fixed'
  | 'update.not_stored'
  | ClosedSection
  | 'section.damaged';

/** Why a section takes no edits from anyone. */
export type ClosedSection = 'section.approved' | 'section.locked' | 'section.frozen' | 'cut_off.passed';

/** What the gate answers to an update. */
export type Received = Outcome<Accepted, GateRefusal>;

/** How a person may change a text: as they like, or by suggestions of their own that leave its base as it is. */
export type EditMode = 'edit' | 'suggest';

/**
 * Says, for every update anew, how this person may change this section now, from the store's rows, or why not at all.
 * What closes a section to everyone is checked once more inside the transaction that appends.
 */
export type EditRights = (sectionId: string, author: Author) => Promise<Outcome<EditMode, GateRefusal>>;

/** An update after its commit, for everyone else who has the section open. */
export interface AcceptedUpdate {
  readonly sectionId: string;
  readonly seq: number;
  readonly update: Uint8Array;
  readonly author: Author;
}

/** Something an operator must see. `error` is for the log only. */
export interface GateAlarm {
  readonly sectionId: string;
  readonly kind: 'bad_row' | 'bad_snapshot' | 'log_shrank' | 'snapshot_not_proven' | 'store_failed';
  readonly seq: number;
  readonly error?: unknown;
}

/** The committed text of a section: its log position and the whole document as one Yjs V1 update. */
export interface SectionState {
  readonly seq: number;
  readonly update: Uint8Array;
}
