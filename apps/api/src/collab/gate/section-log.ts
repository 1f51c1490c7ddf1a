import type { ClosedSection, EditMode } from './gate.types.js';

/** A Yjs client id and whose it is. */
export interface ClientBinding {
  readonly clientId: number;
  readonly personId: string;
  readonly deviceId: string;
  /** How long ago it first wrote, in milliseconds. */
  readonly ageMs: number;
}

/** Ownership of a section's log: appends carry its epoch, and a later claim makes them fail. */
export interface Claim {
  readonly epoch: number;
  /** Position of the last row; 0 for a section nobody has written in. */
  readonly lastSeq: number;
  readonly bindings: readonly ClientBinding[];
}

/** An update as stored. */
export interface LogRow {
  readonly seq: number;
  /** SHA-256 of `bytes`, 32 bytes. */
  readonly sha256: Uint8Array;
  readonly bytes: Uint8Array;
}

/** An update to be stored. */
export interface NewLogRow extends LogRow {
  readonly personId: string;
  readonly deviceId: string;
  /** Client ids that this row is the first to use. */
  readonly newClientIds: readonly number[];
  /** As what it was judged: an author's right that is less at the commit refuses it. */
  readonly mode: EditMode;
}

/** The state of a section after `seq` updates. */
export interface SnapshotRow extends LogRow {
  /** SHA-256 of the canonical text, 32 bytes. */
  readonly textSha256: Uint8Array;
}

/** Counts and text hash of the base text at one log position. */
export interface SectionDigest {
  readonly seq: number;
  readonly words: number;
  readonly characters: number;
  readonly textSha256: Uint8Array;
}

/** What an append answers once nothing can change any more. A failure of the store is thrown instead. */
export type Appended =
  | { readonly stored: true }
  | { readonly stored: false; readonly reason: ClosedSection }
  /** The store refuses this person's rows; the others' may be tried again without them. */
  | { readonly stored: false; readonly reason: 'update.rights'; readonly personId: string };

/**
 * Where a section's updates are kept. Every method acts as a person, because row security decides what is visible.
 * Positions have no gaps.
 */
export interface SectionLog {
  /** Takes the section over; null if this person cannot see it. Earlier owners' appends fail from here on. */
  claim(sectionId: string, personId: string): Promise<Claim | null>;
  /** The newest snapshot at or below a position. */
  newestSnapshot(sectionId: string, personId: string, atMost: number): Promise<SnapshotRow | null>;
  /** The rows after one position up to and including another, in order, archived ones among them. */
  rows(sectionId: string, personId: string, after: number, upTo: number): Promise<LogRow[]>;
  /** Stores all rows in one transaction and answers after its COMMIT. Rows follow each other without a gap. */
  append(sectionId: string, epoch: number, rows: readonly NewLogRow[]): Promise<Appended>;
  /** Writes a snapshot, reads it back, and keeps it only if the proof holds. Answers whether it was kept. */
  snapshot(
    sectionId: string,
    personId: string,
    draft: SnapshotRow,
    proof: (stored: SnapshotRow) => Promise<boolean>,
  ): Promise<boolean>;
  /**
   * Moves rows up to a position that are older than so many days into the archive, some at a time, unless the section
   * is closed. Answers how many went. A row whose bytes are not what was written stays where it is.
   */
  archive(sectionId: string, personId: string, upTo: number, olderThanDays: number): Promise<number>;
  /** Notes counts and text hash for the outline, unless the text has moved on. */
  digest(sectionId: string, personId: string, digest: SectionDigest): Promise<void>;
}
