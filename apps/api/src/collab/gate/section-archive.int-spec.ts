import { randomUUID } from 'node:crypto';
import { textOf, Writer } from '../../../test/gate-fixture.js';
import { LogWorld } from '../../../test/log-world.js';

const refused = (reason: string) => ({ ok: false, reason });
const lines = (count: number, from = 1): string[] =>
  Array.from({ length: count }, (_, at) => `p${from + at}`);
const count = (upTo: number, from = 1): number[] =>
  Array.from({ length: upTo - from + 1 }, (_, at) => from + at);

/** Snapshots often; nothing is too young for the archive, or everything is. */
const timing = (archiveAfterDays: number) => ({
  timing: { snapshotEvery: 10, digestPauseMs: 60_000, archiveAfterDays },
});
const flipped = 'set_byte(bytes, length(bytes) - 3, get_byte(bytes, length(bytes) - 3) # 1)';

describe('compaction', () => {
  let world: LogWorld;
  let writer: Writer;
  beforeAll(async () => {
    world = await LogWorld.open();
  });
  beforeEach(async () => {
    writer = new Writer(await world.person());
  });
  afterAll(() => world.close());

  /** A section with 25 rows, of which 20 are archived behind the snapshot at 20. */
  async function archived(): Promise<string> {
    const sectionId = await world.section();
    await world.write(sectionId, writer, lines(25), timing(0));
    return sectionId;
  }

  const open = (sectionId: string) => world.gate(sectionId, writer.author.personId, timing(30));

  it('archives what a proven snapshot holds, and the text at every position can still be read', async () => {
    const sectionId = await archived();
    expect(await world.positions('section_update_archive', sectionId)).toEqual(count(20));
    expect(await world.positions('section_update', sectionId)).toEqual(count(25, 21));
    expect(await world.positions('section_snapshot', sectionId)).toEqual([10, 20]);
    const { gate, alarms } = await open(sectionId);
    expect(textOf(gate).split('\n')).toEqual(lines(25));
    expect(alarms).toEqual([]);
    const rows = await world.log.rows(sectionId, writer.author.personId, 3, 23);
    expect(rows.map(({ seq }) => seq)).toEqual(count(23, 4));
    expect(await gate.receive(writer.writes('p26'), writer.author)).toEqual({ ok: true, value: { seq: 26 } });
  });

  it('leaves what is younger than the days it is told', async () => {
    const sectionId = await world.section();
    await world.write(sectionId, writer, lines(25), timing(30));
    expect(await world.positions('section_update_archive', sectionId)).toEqual([]);
    await world.damage(
      `update section_update set created_at = now() - interval '31 days' where section_id = $1 and seq = 1`,
      [sectionId],
    );
    const { gate } = await open(sectionId);
    await gate.close();
    expect(await world.positions('section_update_archive', sectionId)).toEqual([1]);
    expect(await world.positions('section_update', sectionId)).toEqual(count(25, 2));
  });

  it.each(['frozen_at = now()', "state = 'approved'", "state = 'locked'"])(
    'of a closed section (%s) adds a snapshot of the same text, and archives nothing',
    async (closing) => {
      const sectionId = await world.section();
      const never = { timing: { snapshotEvery: 1_000, digestPauseMs: 60_000, archiveAfterDays: 0 } };
      await world.write(sectionId, writer, lines(15), never);
      await world.database.sql(`update section set ${closing} where id = $1`, [sectionId]);
      const { gate, alarms } = await world.gate(sectionId, writer.author.personId, timing(0));
      await gate.close();
      expect(alarms).toEqual([]);
      expect(await world.positions('section_snapshot', sectionId)).toEqual([15]);
      expect(await world.positions('section_update', sectionId)).toEqual(count(15));
      expect(await world.positions('section_update_archive', sectionId)).toEqual([]);
      expect(textOf((await open(sectionId)).gate).split('\n')).toEqual(lines(15));
    },
  );

  it('is guarded in the database: nothing leaves the log that the archive has not got, nor ever the archive', async () => {
    const sectionId = await archived();
    const { personId } = writer.author;
    const as = async (...statements: readonly string[]): Promise<string> => {
      const client = await world.pool.connect();
      try {
        await client.query('begin');
        await client.query("select set_config('app.person_id', $1, true)", [personId]);
        for (const statement of statements) await client.query(statement, [sectionId]);
        return 'done';
      } catch (error) {
        return (error as { code: string }).code;
      } finally {
        await client.query('rollback');
        client.release();
      }
    };
    const copy = (seq: string, bytes: string): string =>
      `insert into section_update_archive (proposal_id, section_id, seq, owner_epoch, person_id, device_id, sha256, bytes, created_at)
       select proposal_id, section_id, ${seq}, owner_epoch, person_id, device_id, sha256, ${bytes}, created_at
       from section_update where section_id = $1 and seq = 22`;
    expect(await as('delete from section_update where section_id = $1')).toBe('CX001');
    expect(await as(copy('seq', "'forged'"))).toBe('CX001');
    expect(await as(copy('99', 'bytes'))).toBe('CX001');
    expect(await as('delete from section_update_archive where section_id = $1')).toBe('42501');
    // In the archive, but no snapshot holds it yet.
    const remove = 'delete from section_update where section_id = $1 and seq = 22';
    expect(await as(copy('seq', 'bytes'), remove)).toBe('CX001');
    const snapshot = `insert into section_snapshot (id, proposal_id, section_id, seq, sha256, text_sha256, bytes)
      select '${randomUUID()}', proposal_id, id, 26, 'x', 'x', 'x' from section where id = $1`;
    expect(await as(snapshot)).toBe('CX002');
    for (const statement of [
      "update section_update_archive set bytes = 'x' where section_id = $1",
      'delete from section_update_archive where section_id = $1',
      'delete from section where id = $1',
    ])
      await expect(world.database.sql(statement, [sectionId])).rejects.toMatchObject({ code: 'CX001' });
    expect(textOf((await open(sectionId)).gate).split('\n')).toEqual(lines(25));
  });

  describe('a flipped byte', () => {
    /** What a damaged section still does. */
    async function opened(sectionId: string) {
      const { gate, alarms } = await open(sectionId);
      const answer = await gate.receive(new Writer(writer.author.personId).writes('more'), writer.author);
      await gate.close();
      return { text: textOf(gate).split('\n'), alarms, answer };
    }

    it('in the log: the last good state opens and takes nothing, the row stays, somebody is told', async () => {
      const sectionId = await archived();
      await world.damage(`update section_update set bytes = ${flipped} where section_id = $1 and seq = 23`, [
        sectionId,
      ]);
      const { text, alarms, answer } = await opened(sectionId);
      expect(text).toEqual(lines(22));
      expect(alarms).toMatchObject([{ kind: 'bad_row', seq: 23 }]);
      expect(answer).toEqual(refused('section.damaged'));
      expect(await world.positions('section_update', sectionId)).toEqual(count(25, 21));
    });

    it('in a snapshot: an older one and the archive give the same text, and writing goes on', async () => {
      const sectionId = await archived();
      await world.damage(
        `update section_snapshot set bytes = ${flipped} where section_id = $1 and seq = 20`,
        [sectionId],
      );
      const { text, alarms, answer } = await opened(sectionId);
      expect(text.filter((line) => line !== 'more')).toEqual(lines(25));
      expect(alarms).toMatchObject([{ kind: 'bad_snapshot', seq: 20 }]);
      expect(answer.ok).toBe(true);
      expect(await world.positions('section_snapshot', sectionId)).toContain(20);
    });

    it('in the archive: is met where a snapshot fails too, and ends the text there', async () => {
      const sectionId = await archived();
      await world.damage(
        `update section_update_archive set bytes = ${flipped} where section_id = $1 and seq = 13`,
        [sectionId],
      );
      expect((await opened(sectionId)).text).toHaveLength(26);
      await world.damage(`update section_snapshot set sha256 = 'x' where section_id = $1 and seq = 20`, [
        sectionId,
      ]);
      const { text, alarms, answer } = await opened(sectionId);
      expect(text).toEqual(lines(12));
      expect(alarms).toMatchObject([
        { kind: 'bad_snapshot', seq: 20 },
        { kind: 'bad_row', seq: 13 },
      ]);
      expect(answer).toEqual(refused('section.damaged'));
      expect(await world.positions('section_update_archive', sectionId)).toEqual(count(20));
    });

    it('in an old row of the log: the row is not archived', async () => {
      const sectionId = await world.section();
      await world.write(sectionId, writer, lines(25), timing(30));
      await world.damage(`update section_update set bytes = ${flipped} where section_id = $1 and seq = 7`, [
        sectionId,
      ]);
      await (await world.gate(sectionId, writer.author.personId, timing(0))).gate.close();
      expect(await world.positions('section_update', sectionId)).toEqual([7, ...count(25, 21)]);
    });
  });
});
