import { baseOf, countText, readSection } from '@concordat/document';
import * as Y from 'yjs';
import type { GateAlarm } from './gate.types.js';
import { docOf, equalBytes, replay, sha256, textSha256 } from './replay.js';
import type { SectionLog, SnapshotRow } from './section-log.js';
import type { UnhurriedTurns } from './unhurried-turns.js';

/** When upkeep happens. */
export interface UpkeepTiming {
  /** A snapshot after so many updates, and after more of them in a long text: see {@link updatesFor}. */
  readonly snapshotEvery: number;
  /** Counts and hash for the outline at most once in so many milliseconds. */
  readonly digestPauseMs: number;
  /** Rows older than so many days go into the archive once a proven snapshot holds what they came to. */
  readonly archiveAfterDays: number;
}

/** A snapshot of a long text waits for one update per so many bytes of it, but not for ever. */
const bytesPerUpdate = 200;
const mostTimes = 10;

interface Current {
  readonly doc: Y.Doc;
  readonly seq: number;
  readonly personId: string;
}

/**
 * What a section needs beside the road of updates: proven snapshots, an archive for what they hold, and counts for the
 * outline. It happens after commits and when a section is opened, closed ones included, which have no commits.
 * Nothing here can lose text, so a failure raises an alarm and the next commit tries again. Snapshots and the archive
 * are in no hurry until the section is closed.
 */
export class SectionUpkeep {
  private current: Current | null = null;
  private digestedSeq = 0;
  private pause: NodeJS.Timeout | undefined;
  private digests: Promise<void> = Promise.resolve();
  private snapshots: Promise<void> = Promise.resolve();
  private readonly closing = new AbortController();
  private snapshotDueAt: number;
  private archivedUpTo = 0;

  constructor(
    private readonly sectionId: string,
    private readonly log: SectionLog,
    private readonly timing: UpkeepTiming,
    private readonly alarm: (alarm: GateAlarm) => void,
    private snapshotSeq: number,
    private readonly turns: UnhurriedTurns,
  ) {
    this.snapshotDueAt = snapshotSeq + timing.snapshotEvery;
  }

  /** Takes note of the text as it was opened. Its outline is up to date or somebody else's business. */
  opened(current: Current): void {
    this.current = current;
    this.digestedSeq = current.seq;
    this.snapshotIfDue(current);
    this.unhurried(() => this.archive(current.personId));
  }

  /** Takes note of a commit. `doc` is the committed text at `seq`. */
  committed(current: Current): void {
    this.current = current;
    this.snapshotIfDue(current);
    this.pause ??= setTimeout(() => this.digestSoon(), this.timing.digestPauseMs).unref();
  }

  /** Brings the outline up to date and waits for what is under way. */
  async finish(): Promise<void> {
    if (this.pause) this.digestSoon();
    this.closing.abort();
    await Promise.all([this.digests, this.snapshots]);
  }

  /** Stops without writing anything more. */
  stop(): void {
    clearTimeout(this.pause);
    this.pause = undefined;
    this.current = null;
  }

  private digestSoon(): void {
    clearTimeout(this.pause);
    this.pause = undefined;
    const current = this.current;
    if (!current || current.seq === this.digestedSeq) return;
    const { seq, personId } = current;
    const base = baseOf(readSection(current.doc));
    const { words, characters } = countText(base);
    const digest = { seq, words, characters, textSha256: textSha256(base) };
    this.digestedSeq = seq;
    this.digests = this.after(this.digests, () => this.log.digest(this.sectionId, personId, digest));
  }

  private snapshotIfDue(current: Current): void {
    if (current.seq < this.snapshotDueAt) return;
    const draft = draftOf(current);
    this.snapshotDueAt = current.seq + updatesFor(draft.bytes.byteLength, this.timing.snapshotEvery);
    this.unhurried(() => this.snapshot(draft, current.personId));
  }

  private async snapshot(draft: SnapshotRow, personId: string): Promise<void> {
    const kept = await this.log.snapshot(this.sectionId, personId, draft, (stored) =>
      this.isProven(stored, draft, personId),
    );
    if (!kept) return this.alarm({ sectionId: this.sectionId, kind: 'snapshot_not_proven', seq: draft.seq });
    this.snapshotSeq = draft.seq;
    await this.archive(personId);
  }

  /** Moves what the newest proven snapshot holds and is old enough. */
  private async archive(personId: string): Promise<void> {
    if (this.snapshotSeq <= this.archivedUpTo) return;
    const upTo = this.snapshotSeq;
    while ((await this.log.archive(this.sectionId, personId, upTo, this.timing.archiveAfterDays)) > 0);
    this.archivedUpTo = upTo;
  }

  /** What was read back holds everything that replaying the log gives, and reads the same. */
  private async isProven(stored: SnapshotRow, draft: SnapshotRow, personId: string): Promise<boolean> {
    if (stored.seq !== draft.seq || !equalBytes(stored.sha256, draft.sha256)) return false;
    const doc = docOf(stored);
    const range = { startAtMost: draft.seq - 1, upTo: draft.seq };
    // A bad snapshot was told of when the section was opened; a bad row that only this replay meets is news.
    const tell = (alarm: GateAlarm): void => void (alarm.kind === 'bad_row' && this.alarm(alarm));
    const replayed = await replay(this.log, this.sectionId, personId, range, tell);
    if (!doc || replayed.damagedAt !== null || !dominates(doc, replayed.doc)) return false;
    const text = textSha256(readSection(replayed.doc));
    return equalBytes(text, textSha256(readSection(doc))) && equalBytes(text, stored.textSha256);
  }

  private unhurried(work: () => Promise<void>): void {
    this.snapshots = this.after(this.snapshots, () => this.turns.take(work, this.closing.signal));
  }

  private after(before: Promise<void>, work: () => Promise<void>): Promise<void> {
    return before.then(work).catch((error: unknown) => {
      this.alarm({ sectionId: this.sectionId, kind: 'store_failed', seq: this.current?.seq ?? 0, error });
    });
  }
}

/**
 * Proving a snapshot costs as much as the text is long. In a long text more updates share that cost, and opening it
 * costs no more for reading them: what is read stays in proportion to the text.
 */
function updatesFor(bytes: number, every: number): number {
  return Math.min(Math.max(every, Math.ceil(bytes / bytesPerUpdate)), every * mostTimes);
}

function draftOf({ doc, seq }: Current): SnapshotRow {
  const bytes = Y.encodeStateAsUpdate(doc);
  return { seq, bytes, sha256: sha256(bytes), textSha256: textSha256(readSection(doc)) };
}

function dominates(doc: Y.Doc, other: Y.Doc): boolean {
  const state = Y.decodeStateVector(Y.encodeStateVector(doc));
  const least = Y.decodeStateVector(Y.encodeStateVector(other));
  return [...least].every(([clientId, clock]) => (state.get(clientId) ?? 0) >= clock);
}
