import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { LogWorld } from '../../../test/log-world.js';
import { LogConnections } from './log-connections.js';
import type { NewLogRow } from './section-log.js';
import { SectionAppends, type SectionAppend } from './section-appends.js';

describe('appends of several sections', () => {
  let world: LogWorld;
  let appends: SectionAppends;
  let person: string;

  beforeAll(async () => {
    world = await LogWorld.open();
    appends = new SectionAppends(new LogConnections(world.pool, 5_000));
    person = await world.person();
  });
  afterAll(() => world.close());

  const row = (seq: number, of: Partial<NewLogRow> = {}): NewLogRow => ({
    seq,
    bytes: new Uint8Array([seq]),
    sha256: new Uint8Array(32),
    personId: person,
    deviceId: randomUUID(),
    newClientIds: [],
    mode: 'edit',
    ...of,
  });

  async function begun(rows: readonly NewLogRow[] = [row(1)]): Promise<SectionAppend> {
    const sectionId = await world.section();
    const claim = await world.log.claim(sectionId, person);
    return { sectionId, epoch: claim?.epoch ?? 0, rows, marks: rows.map(() => null) };
  }

  /** Asks for all in one moment, behind one that is under way, so that they share a statement. */
  async function together(all: readonly SectionAppend[]) {
    const before = appends.append(await begun());
    const answers = await Promise.all(all.map((append) => appends.append(append)));
    await before;
    return answers.map(({ outcome }) => outcome);
  }

  const stored = ({ sectionId }: SectionAppend) => world.positions('section_update', sectionId);
  it('are stored, each with its own rows, people and devices', async () => {
    const other = await world.person();
    const all = await Promise.all([
      begun([row(1, { newClientIds: [7, 8] }), row(2, { personId: other, newClientIds: [9] })]),
      begun([row(1, { personId: other, newClientIds: [7] })]),
      begun([row(1), row(2), row(3, { newClientIds: [10] })]),
    ]);
    expect(await together(all)).toEqual(['stored', 'stored', 'stored']);
    expect(await Promise.all(all.map(stored))).toEqual([[1, 2], [1], [1, 2, 3]]);
    for (const { sectionId, rows } of all) {
      const kept = await world.database.sql<{ person_id: string; device_id: string; bytes: Buffer }>(
        'select person_id, device_id, bytes from section_update where section_id = $1 order by seq',
        [sectionId],
      );
      expect(
        kept.map(({ person_id, device_id, bytes }) => [person_id, device_id, new Uint8Array(bytes)]),
      ).toEqual(rows.map(({ personId, deviceId, bytes }) => [personId, deviceId, bytes]));
      const bound = await world.database.sql<{ client_id: string; person_id: string }>(
        'select client_id, person_id from client_binding where section_id = $1 order by client_id',
        [sectionId],
      );
      expect(bound.map(({ client_id, person_id }) => [Number(client_id), person_id])).toEqual(
        rows.flatMap(({ newClientIds, personId }) => newClientIds.map((id) => [id, personId])),
      );
    }
  });

  it('share a statement', async () => {
    const connections = new LogConnections(world.pool, 5_000);
    let statements = 0;
    const counted = new SectionAppends({
      use: (work) => {
        statements += 1;
        return connections.use(work);
      },
    });
    const all = await Promise.all(Array.from({ length: 12 }, () => begun()));
    const answers = await Promise.all(all.map((append) => counted.append(append)));
    expect(answers.map(({ outcome }) => outcome)).toEqual(all.map(() => 'stored'));
    // The first found nobody under way; the others came while it was.
    expect(statements).toBe(2);
  });

  it('are refused each for itself', async () => {
    const [fine, frozen, late, stale, strangers, taken] = await Promise.all([
      begun(),
      begun(),
      begun([row(5)]),
      begun(),
      begun([row(1, { personId: randomUUID() })]),
      begun([row(1, { newClientIds: [70] })]),
    ]);
    await world.database.sql('update section set frozen_at = now() where id = $1', [frozen.sectionId]);
    await world.database.sql(
      `insert into client_binding (proposal_id, section_id, client_id, person_id, device_id) values ($1, $2, 70, $3, $4)`,
      [world.proposalId, taken.sectionId, await world.person(), randomUUID()],
    );
    // An id that is somebody else's after all fails the commit, of its own section.
    const failing = expect(appends.append(taken)).rejects.toThrow('duplicate key');
    expect(await together([frozen, late, { ...stale, marks: ['other facts'] }, strangers, fine])).toEqual([
      'section.frozen',
      'moved',
      'stale',
      'rights',
      'stored',
    ]);
    await failing;
    const others = [frozen, late, stale, strangers, taken];
    expect((await Promise.all(others.map(stored))).flat()).toEqual([]);
    expect(await stored(fine)).toEqual([1]);
  });

  it('do not wait for a section that somebody holds', async () => {
    const [held, free] = await Promise.all([begun(), begun()]);
    const freezing = new pg.Client({ connectionString: world.database.superuserUrl });
    await freezing.connect();
    await freezing.query('begin');
    await freezing.query('select 1 from section where id = $1 for update', [held.sectionId]);
    const waiting = appends.append(held);
    expect((await appends.append(free)).outcome).toBe('stored');
    expect(await stored(held)).toEqual([]);
    await freezing.query('update section set frozen_at = now() where id = $1', [held.sectionId]);
    await freezing.query('commit');
    await freezing.end();
    expect((await waiting).outcome).toBe('section.frozen');
  });

  it('do not wait for a proposal that somebody holds', async () => {
    const [held, free] = await Promise.all([begun(), begun()]);
    const withdrawing = new pg.Client({ connectionString: world.database.superuserUrl });
    await withdrawing.connect();
    await withdrawing.query('begin');
    await withdrawing.query('select 1 from proposal where id = $1 for update', [world.proposalId]);
    const both = Promise.all([appends.append(held), appends.append(free)]);
    await new Promise<void>((resolve, reject) => {
      const look = async (): Promise<void> => {
        const [{ count } = { count: 0 }] = await world.database.sql<{ count: number }>(
          "select count(*)::int as count from pg_stat_activity where usename = 'concordat_collab' and wait_event_type = 'Lock'",
        );
        if (count >= 2) resolve();
        else setTimeout(() => void look().catch(reject), 20);
      };
      void look().catch(reject);
    });
    await withdrawing.query('commit');
    await withdrawing.end();
    expect((await both).map(({ outcome }) => outcome)).toEqual(['stored', 'stored']);
  });
});
