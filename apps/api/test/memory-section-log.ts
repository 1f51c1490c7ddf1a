import type { ClosedSection } from '../src/collab/gate/gate.types.js';
import type {
  Appended,
  Claim,
  ClientBinding,
  LogRow,
  NewLogRow,
  SectionDigest,
  SectionLog,
  SnapshotRow,
} from '../src/collab/gate/section-log.js';

/** One section's log in memory, with the failures a store can have. What it holds is what was committed. */
export class MemorySectionLog implements SectionLog {
  readonly committed: NewLogRow[] = [];
  readonly snapshots: SnapshotRow[] = [];
  readonly digests: SectionDigest[] = [];
  readonly bindings: ClientBinding[] = [];
  readonly commits: number[] = [];
  /** Up to which positions archiving was asked for. */
  readonly archiveAsked: number[] = [];
  epoch = 0;
  closed: ClosedSection | null = null;
  /** People whose rows row security refuses. */
  readonly strangers = new Set<string>();
  /** Runs before every append; throw to fail before the commit. */
  beforeCommit: () => Promise<void> = () => Promise.resolve();
  /** Runs after the rows are stored; throw to lose the answer. */
  afterCommit: () => Promise<void> = () => Promise.resolve();
  claimFails = false;

  async claim(_sectionId: string, personId: string): Promise<Claim | null> {
    await Promise.resolve();
    if (this.claimFails) throw new Error('the store is down');
    if (this.strangers.has(personId)) return null;
    this.epoch += 1;
    return { epoch: this.epoch, lastSeq: this.committed.length, bindings: [...this.bindings] };
  }

  newestSnapshot(_sectionId: string, _personId: string, atMost: number): Promise<SnapshotRow | null> {
    return Promise.resolve(this.snapshots.filter(({ seq }) => seq <= atMost).at(-1) ?? null);
  }

  rows(_sectionId: string, _personId: string, after: number, upTo: number): Promise<LogRow[]> {
    return Promise.resolve(this.committed.filter(({ seq }) => seq > after && seq <= upTo));
  }

  async append(_sectionId: string, epoch: number, rows: readonly NewLogRow[]): Promise<Appended> {
    await this.beforeCommit();
    if (epoch !== this.epoch || rows[0]?.seq !== this.committed.length + 1) throw new Error('another owner');
    if (this.closed) return { stored: false, reason: this.closed };
    const stranger = rows.find(({ personId }) => this.strangers.has(personId));
    if (stranger) return { stored: false, reason: 'update.rights', personId: stranger.personId };
    const clientIds = [
      ...this.bindings.map(({ clientId }) => clientId),
      ...rows.flatMap((row) => row.newClientIds),
    ];
    if (new Set(clientIds).size < clientIds.length) throw new Error('a client id is bound twice');
    this.committed.push(...rows);
    this.commits.push(rows.length);
    for (const { personId, deviceId, newClientIds } of rows)
      this.bindings.push(...newClientIds.map((clientId) => ({ clientId, personId, deviceId, ageMs: 0 })));
    await this.afterCommit();
    return { stored: true };
  }

  async snapshot(
    _sectionId: string,
    _personId: string,
    draft: SnapshotRow,
    proof: (stored: SnapshotRow) => Promise<boolean>,
  ): Promise<boolean> {
    const kept = await proof(draft);
    if (kept) this.snapshots.push(draft);
    return kept;
  }

  digest(_sectionId: string, _personId: string, digest: SectionDigest): Promise<void> {
    this.digests.push(digest);
    return Promise.resolve();
  }

  archive(_sectionId: string, _personId: string, upTo: number): Promise<number> {
    this.archiveAsked.push(upTo);
    return Promise.resolve(0);
  }

  /** Breaks one byte of a stored row. */
  corrupt(seq: number): void {
    const row = this.committed[seq - 1];
    if (!row) throw new Error(`There is no row ${seq}.`);
    const bytes = Uint8Array.from(row.bytes);
    bytes[bytes.length - 3] = (bytes[bytes.length - 3] ?? 0) ^ 1;
    this.committed[seq - 1] = { ...row, bytes };
  }
}
