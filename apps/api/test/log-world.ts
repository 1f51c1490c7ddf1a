import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { GateParts } from '../src/collab/gate/gate-parts.js';
import { PostgresSectionLog } from '../src/collab/gate/postgres-section-log.js';
import { createTestDatabase, type TestDatabase } from '../src/testing/index.js';
import { gateOn, type Writer } from './gate-fixture.js';

/** One proposal with its coordinator in a database of its own, and gates on its sections, without the application. */
export class LogWorld {
  private sections = 0;
  readonly proposalId = randomUUID();
  private readonly memberId = randomUUID();

  private constructor(
    readonly database: TestDatabase,
    readonly pool: pg.Pool,
    readonly log: PostgresSectionLog,
  ) {}

  static async open(): Promise<LogWorld> {
    const database = await createTestDatabase();
    const pool = new pg.Pool({ connectionString: database.access.collab, max: 6 });
    pool.on('error', () => undefined);
    const world = new LogWorld(database, pool, new PostgresSectionLog(pool));
    const cutOffId = randomUUID();
    await database.sql(
      `insert into cut_off (id, number, at, zone, wall_time) values ($1, 1, now() + interval '60 days', 'Europe/Brussels', '')`,
      [cutOffId],
    );
    await database.sql(
      `insert into proposal (id, acronym, title, cut_off_id, coordinating_state, template_key) values ($1, 'N', 'N', $2, 'FI', 't')`,
      [world.proposalId, cutOffId],
    );
    await database.sql(
      `insert into consortium_member (id, proposal_id, state_code, role, author_colour) values ($1, $2, 'FI', 'coordinator', 1)`,
      [world.memberId, world.proposalId],
    );
    return world;
  }

  async close(): Promise<void> {
    await this.pool.end();
    await this.database.drop();
  }

  /** A person who takes part. */
  async person(): Promise<string> {
    const id = randomUUID();
    await this.database.sql('insert into person (id, email, display_name) values ($1, $2, $3)', [
      id,
      id,
      'P',
    ]);
    await this.database.sql(
      `insert into membership (id, proposal_id, member_id, person_id, roles) values ($1, $2, $3, $4, '{author}')`,
      [randomUUID(), this.proposalId, this.memberId, id],
    );
    return id;
  }

  async section(): Promise<string> {
    const id = randomUUID();
    this.sections += 1;
    await this.database.sql(
      'insert into section (id, proposal_id, number, title, position) values ($1, $2, $3, $3, $4)',
      [id, this.proposalId, `S${this.sections}`, this.sections],
    );
    return id;
  }

  /** A gate on a section, opened as a person. */
  async gate(sectionId: string, personId: string, changes: Partial<GateParts> = {}) {
    const made = gateOn(this.log, { storeTimeoutMs: 8_000, ...changes }, sectionId);
    await made.gate.load(personId);
    return made;
  }

  /** Writes paragraphs one after the other and closes the gate, which makes what upkeep there is to be made. */
  async write(sectionId: string, writer: Writer, texts: readonly string[], changes?: Partial<GateParts>) {
    const { gate, alarms } = await this.gate(sectionId, writer.author.personId, changes);
    writer.knows(gate.state().update);
    for (const text of texts) {
      const answer = await gate.receive(writer.writes(text), writer.author);
      if (!answer.ok) throw new Error(answer.reason);
    }
    await gate.close();
    return { gate, alarms };
  }

  /** Changes rows past every guard, as a broken disk would. */
  async damage(statement: string, params: readonly unknown[]): Promise<void> {
    const client = new pg.Client({ connectionString: this.database.superuserUrl });
    await client.connect();
    try {
      await client.query('begin');
      await client.query('set local session_replication_role = replica');
      const { rowCount } = await client.query(statement, [...params]);
      if (rowCount !== 1) throw new Error(`${rowCount} rows were damaged`);
      await client.query('commit');
    } finally {
      await client.end();
    }
  }

  /** The positions that a table holds of a section. */
  async positions(
    table: 'section_update' | 'section_update_archive' | 'section_snapshot',
    sectionId: string,
  ): Promise<number[]> {
    const rows = await this.database.sql<{ seq: string }>(
      `select seq from ${table} where section_id = $1 order by seq`,
      [sectionId],
    );
    return rows.map(({ seq }) => Number(seq));
  }
}
