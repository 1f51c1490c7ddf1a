import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { gateOn, textOf, Writer } from '../../../test/gate-fixture.js';
import { createTestDatabase, type TestDatabase } from '../../testing/index.js';
import { PostgresSectionLog } from './postgres-section-log.js';

const accepted = (seq: number) => ({ ok: true, value: { seq } });
const refused = (reason: string) => ({ ok: false, reason });

describe('the section log in Postgres', () => {
  let database: TestDatabase;
  let pool: pg.Pool;
  let log: PostgresSectionLog;
  let proposalId: string;
  let memberId: string;
  let coordinator: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    pool = new pg.Pool({ connectionString: database.access.collab, max: 6 });
    pool.on('error', () => undefined);
    log = new PostgresSectionLog(pool);
    proposalId = randomUUID();
    memberId = randomUUID();
    const cutOffId = randomUUID();
    await database.sql(
      `insert into cut_off (id, number, at, zone, wall_time) values ($1, 1, now() + interval '60 days', 'Europe/Brussels', '')`,
      [cutOffId],
    );
    await database.sql(
      `insert into proposal (id, acronym, title, cut_off_id, coordinating_state, template_key) values ($1, 'N', 'N', $2, 'FI', 't')`,
      [proposalId, cutOffId],
    );
    await database.sql(
      `insert into consortium_member (id, proposal_id, state_code, role, author_colour) values ($1, $2, 'FI', 'coordinator', 1)`,
      [memberId, proposalId],
    );
    coordinator = await person();
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  async function person({ takesPart = true } = {}): Promise<string> {
    const id = randomUUID();
    await database.sql('insert into person (id, email, display_name) values ($1, $2, $3)', [id, id, 'P']);
    if (takesPart)
      await database.sql(
        `insert into membership (id, proposal_id, member_id, person_id, roles) values ($1, $2, $3, $4, '{author}')`,
        [randomUUID(), proposalId, memberId, id],
      );
    return id;
  }

  let sections = 0;
  async function section(): Promise<string> {
    const id = randomUUID();
    await database.sql(
      'insert into section (id, proposal_id, number, title, position) values ($1, $2, $3, $3, $4)',
      [id, proposalId, `S${(sections += 1)}`, sections],
    );
    return id;
  }

  const head = async (sectionId: string) =>
    (await database.sql<Record<string, unknown>>('select * from section where id = $1', [sectionId]))[0];
  const logOf = (sectionId: string) =>
    database.sql<{ seq: string; person_id: string }>(
      'select seq, person_id from section_update where section_id = $1 order by seq',
      [sectionId],
    );

  async function gateOf(sectionId: string) {
    const changes = {
      timing: { snapshotEvery: 10, digestPauseMs: 60_000, archiveAfterDays: 30 },
      storeTimeoutMs: 8_000,
    };
    const made = gateOn(log, changes, sectionId);
    await made.gate.load(coordinator);
    return made;
  }

  it('stores, numbers without gaps, moves a new section to drafting, and opens again with the same text', async () => {
    const sectionId = await section();
    const { gate, alarms } = await gateOf(sectionId);
    const writers = [new Writer(coordinator), new Writer(await person())];
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, index) => {
        const writer = writers[index % 2] ?? new Writer();
        return gate.receive(writer.writes(`p${index}`), writer.author);
      }),
    );
    expect(answers).toEqual(answers.map((_, index) => accepted(index + 1)));
    expect((await logOf(sectionId)).map(({ seq }) => Number(seq))).toEqual(
      answers.map((_, index) => index + 1),
    );
    expect(await head(sectionId)).toMatchObject({ log_seq: '30', state: 'drafting' });
    await gate.close();
    expect(await head(sectionId)).toMatchObject({ words: 30 });
    const again = await gateOf(sectionId);
    expect(textOf(again.gate)).toBe(textOf(gate));
    expect([...alarms, ...again.alarms]).toEqual([]);
    expect(
      await database.sql('select seq from section_snapshot where section_id = $1', [sectionId]),
    ).toHaveLength(1);
    const [victim, attacker] = [writers[0] ?? new Writer(), new Writer(await person())];
    attacker.knows(again.gate.state().update).doc.clientID = victim.doc.clientID;
    expect(await again.gate.receive(attacker.writes('forged'), attacker.author)).toEqual(
      refused('update.foreign_client'),
    );
  });

  it.each([
    ['section.frozen', 'frozen_at = now()'],
    ['section.approved', "state = 'approved'"],
    ['section.locked', "state = 'locked'"],
  ])('answers %s in the transaction that would append', async (reason, change) => {
    const sectionId = await section();
    const { gate } = await gateOf(sectionId);
    const writer = new Writer(coordinator);
    await gate.receive(writer.writes('before'), writer.author);
    await database.sql(`update section set ${change} where id = $1`, [sectionId]);
    expect(await gate.receive(writer.writes('after'), writer.author)).toEqual(refused(reason));
    expect(await logOf(sectionId)).toHaveLength(1);
    expect(textOf(gate)).toBe('before');
  });

  it('waits for a freeze under way and then refuses', async () => {
    const sectionId = await section();
    const { gate } = await gateOf(sectionId);
    const freezing = new pg.Client({ connectionString: database.superuserUrl });
    await freezing.connect();
    await freezing.query('begin');
    await freezing.query('select 1 from section where id = $1 for update', [sectionId]);
    const writer = new Writer(coordinator);
    const answer = gate.receive(writer.writes('meanwhile'), writer.author);
    await freezing.query('update section set frozen_at = now() where id = $1', [sectionId]);
    await freezing.query('commit');
    await freezing.end();
    expect(await answer).toEqual(refused('section.frozen'));
    expect(await logOf(sectionId)).toEqual([]);
  });

  it('keeps out a person whose membership ended, beside colleagues in the same commit', async () => {
    const sectionId = await section();
    const { gate } = await gateOf(sectionId);
    const [former, here] = [await person(), new Writer(coordinator)];
    await database.sql('update membership set ended_at = now() where person_id = $1', [former]);
    for (const isFirst of [true, false]) {
      const gone = new Writer(former);
      const order = isFirst ? [gone, here] : [here, gone];
      const answers = await Promise.all(
        order.map((writer) => gate.receive(writer.writes('words'), writer.author)),
      );
      expect(answers[order.indexOf(gone)]).toEqual(refused('update.rights'));
      expect(answers[order.indexOf(here)]).toMatchObject({ ok: true });
    }
    expect((await logOf(sectionId)).map((row) => row.person_id)).toEqual([coordinator, coordinator]);
  });

  it.each([
    ['stores what is still allowed', null, { stored: true }, 1],
    ['refuses one person', 'update.rights', { stored: false, reason: 'update.rights' }, 0],
    ['closes to everybody', 'cut_off.passed', { stored: false, reason: 'cut_off.passed' }, 0],
  ] as const)(
    'decides anew when the facts have changed since the decision, and %s',
    async (_, refusal, appended, rows) => {
      const sectionId = await section();
      const claim = await log.claim(sectionId, coordinator);
      let mark = 'of other facts';
      const deciding = new PostgresSectionLog(pool, undefined, {
        markOf: () => mark,
        refusalOf: async () => {
          const [facts] = await database.sql<{ mark: string }>('select app.edit_facts_mark($1, $2) as mark', [
            sectionId,
            coordinator,
          ]);
          mark = facts?.mark ?? '';
          return refusal;
        },
      });
      const row = {
        seq: 1,
        bytes: new Uint8Array([0, 0]),
        sha256: new Uint8Array(32),
        personId: coordinator,
        deviceId: randomUUID(),
        newClientIds: [],
        mode: 'edit' as const,
      };
      expect(await deciding.append(sectionId, claim?.epoch ?? 0, [row])).toMatchObject(appended);
      expect(await logOf(sectionId)).toHaveLength(rows);
    },
  );

  it('shows a section to nobody outside its proposal', async () => {
    expect(await log.claim(await section(), await person({ takesPart: false }))).toBeNull();
    expect(await log.claim(randomUUID(), coordinator)).toBeNull();
  });

  it('fences off an owner that has been replaced, and both hold one truth', async () => {
    const sectionId = await section();
    const [first, second] = [await gateOf(sectionId), await gateOf(sectionId)];
    const writer = new Writer(coordinator);
    const update = writer.writes('once');
    expect(await first.gate.receive(update, writer.author)).toEqual(refused('update.not_stored'));
    expect(await first.gate.receive(update, writer.author)).toEqual(accepted(1));
    expect(await second.gate.receive(update, writer.author)).toEqual(refused('update.not_stored'));
    expect(await second.gate.receive(update, writer.author)).toEqual(accepted(1));
    expect(await logOf(sectionId)).toHaveLength(1);
  });

  it('loses nothing it acknowledged when its connections are cut while people write', async () => {
    const sectionId = await section();
    const { gate } = await gateOf(sectionId);
    const writer = new Writer(coordinator);
    // The first update waits for the thread that judges it to start, which is longer than all the cuts take.
    expect((await gate.receive(writer.writes('begun'), writer.author)).ok).toBe(true);
    let cutting = true;
    const cuts = (async () => {
      for (let cut = 0; cut < 12; cut += 1) {
        await database.sql(`select pg_terminate_backend(pid) from pg_stat_activity where usename = 'concordat_collab'
          and datname = current_database()`);
        await new Promise((resolve) => setTimeout(resolve, 60));
      }
      cutting = false;
    })();
    let acknowledged = 0;
    for (let index = 0; cutting; index += 1) {
      const update = writer.writes(`token-${index};`);
      while (!(await gate.receive(update, writer.author)).ok)
        await new Promise((resolve) => setTimeout(resolve, 2));
      acknowledged = index + 1;
    }
    await cuts;
    const reader = await gateOf(sectionId);
    const text = textOf(reader.gate);
    const lost = Array.from({ length: acknowledged }, (_, index) => `token-${index};`).filter(
      (token) => text.split('\n').filter((line) => line === token).length !== 1,
    );
    expect(acknowledged).toBeGreaterThan(10);
    expect(lost).toEqual([]);
  });
});
