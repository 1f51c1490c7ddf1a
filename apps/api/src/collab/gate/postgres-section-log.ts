import { randomUUID } from 'node:crypto';
import { escapeLiteral, type Pool, type PoolClient } from 'pg';
import type { ClosedSection, EditMode, GateRefusal } from './gate.types.js';
import { LogConnections, NotProven } from './log-connections.js';
import { SectionAppends } from './section-appends.js';
import type {
  Appended,
  Claim,
  LogRow,
  NewLogRow,
  SectionDigest,
  SectionLog,
  SnapshotRow,
} from './section-log.js';

/** What closes a section to everybody. */
const closed: readonly GateRefusal[] = [
  'section.frozen',
  'section.approved',
  'section.locked',
  'cut_off.passed',
] satisfies ClosedSection[];

/** Facts that change during one commit more often than this are not worth waiting for. */
const mostDecisions = 3;

/** Rows that move into the archive in one transaction. */
const mostArchived = 2_000;

/** Decisions about who may edit, which an append verifies. */
export interface Decisions {
  /** The mark of the facts on which this person was last let in to do as much as this; null for none. */
  markOf(sectionId: string, personId: string, mode: EditMode): string | null;
  /** Decides on the facts as they are now: null if the person may do as much as this, or why not. */
  refusalOf(sectionId: string, personId: string, mode: EditMode): Promise<GateRefusal | null>;
}

interface StoredRow {
  readonly seq: string;
  readonly sha256: Buffer;
  readonly bytes: Buffer;
}

/**
 * The section log in Postgres.
 *
 * The section's row is the head of its log. An append updates it (`log_seq`, guarded by its old value and by the
 * owner's epoch) in the transaction that inserts the rows: that one statement takes the lock against freezing and
 * locking, finds out whether the section is open, fences off former owners and keeps positions without gaps; the
 * primary key (section_id, seq) guards the same once more. The first words move a section from not_started to
 * drafting.
 *
 * Every transaction acts as a person (`app.person_id`, set locally), commits synchronously, and is cut off after
 * `timeoutMs` on both ends: a server that hangs costs a connection, never a waiting gate.
 */
export class PostgresSectionLog implements SectionLog {
  private snapshots: Promise<unknown> = Promise.resolve();
  private digests: Promise<unknown> = Promise.resolve();

  private readonly connections: LogConnections;
  private readonly appends: SectionAppends;

  constructor(
    pool: Pool,
    timeoutMs = 5_000,
    private readonly decisions?: Decisions,
    lane?: Pool,
  ) {
    this.connections = new LogConnections(pool, timeoutMs);
    this.appends = new SectionAppends(
      this.connections,
      lane ? new LogConnections(lane, timeoutMs) : this.connections,
    );
  }

  claim(sectionId: string, personId: string): Promise<Claim | null> {
    return this.connections.transaction(personId, async (client) => {
      const head = await client.query<{ owner_epoch: number; log_seq: string }>(
        `update section set owner_epoch = owner_epoch + 1 where id = $1 and not is_group
         returning owner_epoch, log_seq`,
        [sectionId],
      );
      const row = head.rows[0];
      if (!row) return null;
      const bindings = await client.query<{
        client_id: string;
        person_id: string;
        device_id: string;
        age: number;
      }>(
        `select client_id, person_id, device_id,
                (extract(epoch from clock_timestamp() - bound_at) * 1000)::float8 as age
           from client_binding where section_id = $1`,
        [sectionId],
      );
      return {
        epoch: row.owner_epoch,
        lastSeq: Number(row.log_seq),
        bindings: bindings.rows.map((binding) => ({
          clientId: Number(binding.client_id),
          personId: binding.person_id,
          deviceId: binding.device_id,
          ageMs: binding.age,
        })),
      };
    });
  }

  newestSnapshot(sectionId: string, personId: string, atMost: number): Promise<SnapshotRow | null> {
    return this.connections.transaction(personId, async (client) => {
      const { rows } = await client.query<StoredRow & { text_sha256: Buffer }>(
        `select seq, sha256, text_sha256, bytes from section_snapshot
          where section_id = $1 and seq <= $2 order by seq desc limit 1`,
        [sectionId, atMost],
      );
      return rows[0] ? { ...rowOf(rows[0]), textSha256: rows[0].text_sha256 } : null;
    });
  }

  rows(sectionId: string, personId: string, after: number, upTo: number): Promise<LogRow[]> {
    return this.connections.transaction(personId, async (client) => {
      const { rows } = await client.query<StoredRow>(
        `select seq, sha256, bytes from section_update where section_id = $1 and seq > $2 and seq <= $3
         union all
         select seq, sha256, bytes from section_update_archive where section_id = $1 and seq > $2 and seq <= $3
         order by seq`,
        [sectionId, after, upTo],
      );
      return rows.map(rowOf);
    });
  }

  archive(sectionId: string, personId: string, upTo: number, olderThanDays: number): Promise<number> {
    return this.connections.transaction(personId, async (client) => {
      const { rowCount } = await client.query(
        `with old as (
           select u.* from section_update u join section s on s.id = u.section_id
            where u.section_id = $1 and u.seq <= $2 and u.created_at < clock_timestamp() - make_interval(days => $3)
              and sha256(u.bytes) = u.sha256 and s.frozen_at is null and s.state not in ('approved', 'locked')
            order by u.seq limit ${mostArchived})
         insert into section_update_archive
           (proposal_id, section_id, seq, owner_epoch, person_id, device_id, sha256, bytes, created_at)
         select proposal_id, section_id, seq, owner_epoch, person_id, device_id, sha256, bytes, created_at from old`,
        [sectionId, upTo, olderThanDays],
      );
      if (rowCount)
        await client.query(
          `delete from section_update u using section_update_archive kept
            where u.section_id = $1 and kept.section_id = u.section_id and kept.seq = u.seq`,
          [sectionId],
        );
      return rowCount ?? 0;
    });
  }

  async append(sectionId: string, epoch: number, rows: readonly NewLogRow[]): Promise<Appended> {
    const markOf = ([personId, mode]: readonly [string, EditMode]): string | null =>
      this.decisions?.markOf(sectionId, personId, mode) ?? null;
    // What one person sends in one turn is judged alike.
    const people = [...new Map(rows.map(({ personId, mode }) => [personId, mode]))];
    let toDecide = people.filter((person) => this.decisions && markOf(person) === null);
    for (let attempt = 0; attempt < mostDecisions; attempt += 1) {
      const refused = await this.decide(sectionId, toDecide);
      if (refused) return refused;
      const { outcome, who } = await this.appends.append({
        sectionId,
        epoch,
        rows,
        marks: rows.map(({ personId, mode }) => markOf([personId, mode])),
      });
      if (outcome === 'stored') return { stored: true };
      if (outcome === 'rights') return { stored: false, reason: 'update.rights', personId: who };
      if (outcome === 'moved')
        throw new Error(
          `Section ${sectionId} has another owner or position than ${epoch} and ${rows[0]?.seq}.`,
        );
      if (outcome !== 'stale') return { stored: false, reason: outcome };
      // The facts changed since the decisions: they are taken anew, for everybody in this commit.
      toDecide = people;
    }
    throw new Error(`The facts about section ${sectionId} changed ${mostDecisions} times during one commit.`);
  }

  /** Decides about several people at once; answers the first refusal. */
  private async decide(
    sectionId: string,
    people: readonly (readonly [string, EditMode])[],
  ): Promise<Appended | undefined> {
    const decided = await Promise.all(
      people.map(async ([personId, mode]) => {
        const refusal = await this.decisions?.refusalOf(sectionId, personId, mode);
        return refusal ? { stored: false as const, ...refusedTo(personId, refusal) } : undefined;
      }),
    );
    return decided.find((refused) => refused !== undefined);
  }

  async snapshot(
    sectionId: string,
    personId: string,
    draft: SnapshotRow,
    proof: (stored: SnapshotRow) => Promise<boolean>,
  ): Promise<boolean> {
    const id = randomUUID();
    const write = async (client: PoolClient): Promise<boolean> => {
      await client.query(
        `insert into section_snapshot (id, proposal_id, section_id, seq, sha256, text_sha256, bytes)
         select $1, proposal_id, id, $3, $4, $5, $6 from section where id = $2`,
        [id, sectionId, draft.seq, draft.sha256, draft.textSha256, draft.bytes],
      );
      const { rows } = await client.query<StoredRow & { text_sha256: Buffer }>(
        'select seq, sha256, text_sha256, bytes from section_snapshot where id = $1',
        [id],
      );
      const stored = rows[0];
      if (!stored || !(await proof({ ...rowOf(stored), textSha256: stored.text_sha256 })))
        throw new NotProven();
      return true;
    };
    // Proving replays the log on other connections while this one waits. One at a time: as many as the pool has
    // connections would each wait for one that another holds, and every append behind them.
    const turn = this.snapshots.then(() =>
      this.connections.transaction(personId, write, this.connections.timeoutMs * 4),
    );
    this.snapshots = turn.catch(() => undefined);
    return turn.catch((error: unknown) => {
      if (error instanceof NotProven) return false;
      throw error;
    });
  }

  /** Takes turns, for the same reason: sections that were begun together are counted together. */
  digest(
    sectionId: string,
    personId: string,
    { seq, words, characters, textSha256 }: SectionDigest,
  ): Promise<void> {
    const hash = `\\x${Buffer.from(textSha256).toString('hex')}`;
    const turn = this.digests.then(() =>
      this.connections.atOnce(
        personId,
        `update section set words = ${words}, characters = ${characters}, text_sha256 = ${escapeLiteral(hash)}
          where id = ${escapeLiteral(sectionId)} and log_seq = ${seq}`,
      ),
    );
    this.digests = turn.catch(() => undefined);
    return turn;
  }
}

/** A refusal of one person's rows; what closes the section closes it to everybody. */
function refusedTo(
  personId: string,
  refusal: GateRefusal,
): { reason: ClosedSection } | { reason: 'update.rights'; personId: string } {
  return closed.includes(refusal)
    ? { reason: refusal as ClosedSection }
    : { reason: 'update.rights', personId };
}

function rowOf(row: StoredRow): LogRow {
  return { seq: Number(row.seq), sha256: row.sha256, bytes: row.bytes };
}
