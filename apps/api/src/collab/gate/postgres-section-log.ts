import { randomUUID } from 'node:crypto';
import { DatabaseError, type Pool, type PoolClient } from 'pg';
import { type Announcement, LIVE_CHANNEL } from '../../platform/realtime/index.js';
import type { ClosedSection } from './gate.types.js';
import type {
  Appended,
  Claim,
  LogRow,
  NewLogRow,
  SectionDigest,
  SectionLog,
  SnapshotRow,
} from './section-log.js';
import { within } from './within.js';

/**
 * SQLSTATEs of a row that row security refuses: its own, and that of the guard on section_update, which runs first
 * and sees no open section where the person sees no section. (That it is open is known by then: its row is locked.)
 */
const refusedByRowSecurity: readonly (string | undefined)[] = ['42501', 'CX002'];

interface StoredRow {
  readonly seq: string;
  readonly sha256: Buffer;
  readonly bytes: Buffer;
}

/** A proof that did not hold: rolls the snapshot back. */
class NotProven extends Error {}

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
  constructor(
    private readonly pool: Pool,
    private readonly timeoutMs = 5_000,
  ) {
    // A connection that dies between two statements, or in the moment it is handed out, says so as an event that
    // would end the process if nobody listened. The next statement on it fails, and that failure is what counts.
    pool.on('connect', (client) => client.on('error', () => undefined));
  }

  claim(sectionId: string, personId: string): Promise<Claim | null> {
    return this.transaction(personId, async (client) => {
      const head = await client.query<{ owner_epoch: number; log_seq: string }>(
        `update section set owner_epoch = owner_epoch + 1 where id = $1 and not is_group
         returning owner_epoch, log_seq`,
        [sectionId],
      );
      const row = head.rows[0];
      if (!row) return null;
      const bindings = await client.query<{ client_id: string; person_id: string; device_id: string }>(
        'select client_id, person_id, device_id from client_binding where section_id = $1',
        [sectionId],
      );
      return {
        epoch: row.owner_epoch,
        lastSeq: Number(row.log_seq),
        bindings: bindings.rows.map((binding) => ({
          clientId: Number(binding.client_id),
          personId: binding.person_id,
          deviceId: binding.device_id,
        })),
      };
    });
  }

  newestSnapshot(sectionId: string, personId: string, atMost: number): Promise<SnapshotRow | null> {
    return this.transaction(personId, async (client) => {
      const { rows } = await client.query<StoredRow & { text_sha256: Buffer }>(
        `select seq, sha256, text_sha256, bytes from section_snapshot
          where section_id = $1 and seq <= $2 order by seq desc limit 1`,
        [sectionId, atMost],
      );
      return rows[0] ? { ...rowOf(rows[0]), textSha256: rows[0].text_sha256 } : null;
    });
  }

  rows(sectionId: string, personId: string, after: number, upTo: number): Promise<LogRow[]> {
    return this.transaction(personId, async (client) => {
      const { rows } = await client.query<StoredRow>(
        `select seq, sha256, bytes from section_update
          where section_id = $1 and seq > $2 and seq <= $3 order by seq`,
        [sectionId, after, upTo],
      );
      return rows.map(rowOf);
    });
  }

  async append(sectionId: string, epoch: number, rows: readonly NewLogRow[]): Promise<Appended> {
    const first = rows[0];
    if (!first) return { stored: true };
    let writing = first.personId;
    try {
      return await this.transaction(first.personId, async (client) => {
        const last = rows.at(-1) ?? first;
        const proposalId = await advanceHead(client, sectionId, epoch, first.seq - 1, last, first.personId);
        if (typeof proposalId !== 'string') return proposalId;
        for (const run of runsByPerson(rows)) {
          const author = run[0];
          if (writing !== author.personId) await actAs(client, author.personId);
          writing = author.personId;
          await insertRows(client, sectionId, proposalId, epoch, run);
        }
        return { stored: true };
      });
    } catch (error) {
      if (!isRefusedByRowSecurity(error)) throw error;
      return { stored: false, reason: 'update.rights', personId: writing };
    }
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
    // Proving replays the log on other connections while this one waits.
    return this.transaction(personId, write, this.timeoutMs * 4).catch((error: unknown) => {
      if (error instanceof NotProven) return false;
      throw error;
    });
  }

  async digest(sectionId: string, personId: string, digest: SectionDigest): Promise<void> {
    await this.transaction(personId, (client) =>
      client.query(
        'update section set words = $3, characters = $4, text_sha256 = $5 where id = $1 and log_seq = $2',
        [sectionId, digest.seq, digest.words, digest.characters, digest.textSha256],
      ),
    );
  }

  private async transaction<T>(
    personId: string,
    work: (client: PoolClient) => Promise<T>,
    timeoutMs = this.timeoutMs,
  ): Promise<T> {
    const connecting = this.pool.connect();
    const client = await within(this.timeoutMs, connecting).catch((error: unknown) => {
      // A connection that comes too late goes back; one that never comes has already been reported.
      void connecting.then((late) => late.release()).catch(() => undefined);
      throw error;
    });
    let broken: Error | undefined;
    try {
      return await within(timeoutMs, inTransaction(client, personId, timeoutMs, work));
    } catch (error) {
      if (!isCleanFailure(error)) broken = error as Error;
      throw error;
    } finally {
      // Destroying a connection that may hang mid-transaction makes the server roll back, or finish, without us.
      client.release(broken);
    }
  }
}

async function inTransaction<T>(
  client: PoolClient,
  personId: string,
  timeoutMs: number,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  await client.query('begin');
  try {
    await client.query(
      `select set_config('app.person_id', $1, true), set_config('synchronous_commit', 'on', true),
              set_config('statement_timeout', $2, true)`,
      [personId, String(timeoutMs)],
    );
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

async function actAs(client: PoolClient, personId: string): Promise<void> {
  await client.query("select set_config('app.person_id', $1, true)", [personId]);
}

/** Moves the head of the log, or says why the section takes nothing. Answers the proposal's id. */
async function advanceHead(
  client: PoolClient,
  sectionId: string,
  epoch: number,
  expected: number,
  last: NewLogRow,
  actingAs: string,
): Promise<string | Appended> {
  const { rows } = await client.query<{ proposal_id: string }>(
    `update section
        set log_seq = $4, last_edited_at = clock_timestamp(), last_edited_by = $5,
            state = case state when 'not_started' then 'drafting' else state end
      where id = $1 and owner_epoch = $2 and log_seq = $3
        and frozen_at is null and state not in ('approved', 'locked')
      returning proposal_id`,
    [sectionId, epoch, expected, last.seq, last.personId],
  );
  const proposalId = rows[0]?.proposal_id;
  if (proposalId === undefined) return whyNot(client, sectionId, epoch, expected, actingAs);
  if (expected === 0) await sayStarted(client, proposalId, sectionId);
  return proposalId;
}

/** The first words make a draft of the section: open screens offer from the commit on what a draft allows. */
async function sayStarted(client: PoolClient, proposalId: string, sectionId: string): Promise<void> {
  const started: Announcement = { to: 'proposal', kind: 'section.started', proposalId, id: sectionId };
  await client.query('select pg_notify($1, $2)', [LIVE_CHANNEL, JSON.stringify(started)]);
}

async function whyNot(
  client: PoolClient,
  sectionId: string,
  epoch: number,
  expected: number,
  personId: string,
): Promise<Appended> {
  const { rows } = await client.query<{
    state: string;
    frozen_at: Date | null;
    owner_epoch: number;
    log_seq: string;
  }>('select state, frozen_at, owner_epoch, log_seq from section where id = $1', [sectionId]);
  const section = rows[0];
  if (!section) return { stored: false, reason: 'update.rights', personId };
  const closed = closedBecause(section);
  if (closed) return { stored: false, reason: closed };
  throw new Error(
    `Section ${sectionId} has another owner: epoch ${section.owner_epoch} and row ${section.log_seq}, not ${epoch} and ${expected}.`,
  );
}

function closedBecause(section: { state: string; frozen_at: Date | null }): ClosedSection | null {
  if (section.frozen_at !== null) return 'section.frozen';
  if (section.state === 'approved') return 'section.approved';
  return section.state === 'locked' ? 'section.locked' : null;
}

async function insertRows(
  client: PoolClient,
  sectionId: string,
  proposalId: string,
  epoch: number,
  rows: readonly [NewLogRow, ...NewLogRow[]],
): Promise<void> {
  await client.query(
    `insert into section_update (proposal_id, section_id, owner_epoch, person_id, seq, device_id, sha256, bytes)
     select $1, $2, $3, $4, * from unnest($5::bigint[], $6::uuid[], $7::bytea[], $8::bytea[])`,
    [
      proposalId,
      sectionId,
      epoch,
      rows[0].personId,
      rows.map(({ seq }) => seq),
      rows.map(({ deviceId }) => deviceId),
      rows.map(({ sha256 }) => sha256),
      rows.map(({ bytes }) => bytes),
    ],
  );
  for (const { newClientIds, deviceId } of rows) {
    if (newClientIds.length === 0) continue;
    // No "on conflict": an id that is somebody else's after all must fail the commit.
    await client.query(
      `insert into client_binding (proposal_id, section_id, client_id, person_id, device_id)
       select $1, $2, client_id, $4, $5 from unnest($3::bigint[]) as client_id`,
      [proposalId, sectionId, newClientIds, rows[0].personId, deviceId],
    );
  }
}

/** Consecutive rows of the same person, in order. */
function runsByPerson(rows: readonly NewLogRow[]): [NewLogRow, ...NewLogRow[]][] {
  const runs: [NewLogRow, ...NewLogRow[]][] = [];
  for (const row of rows) {
    const run = runs.at(-1);
    if (run && run[0].personId === row.personId) run.push(row);
    else runs.push([row]);
  }
  return runs;
}

function isRefusedByRowSecurity(error: unknown): boolean {
  return error instanceof DatabaseError && refusedByRowSecurity.includes(error.code);
}

/** Failures after which the connection is as good as new: the server answered, and the transaction is rolled back. */
function isCleanFailure(error: unknown): boolean {
  return error instanceof NotProven || (error instanceof DatabaseError && error.severity === 'ERROR');
}

function rowOf(row: StoredRow): LogRow {
  return { seq: Number(row.seq), sha256: row.sha256, bytes: row.bytes };
}
