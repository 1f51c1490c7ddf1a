import { randomUUID } from 'node:crypto';
import { readConfig } from '../../platform/config/index.js';
import { createTestDatabase, type TestDatabase } from '../../testing/index.js';
import { SectionOwnership } from './section-ownership.js';

describe('who owns a section', () => {
  let database: TestDatabase;
  const running: SectionOwnership[] = [];
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map((process) => process.leave()));
  });
  afterAll(() => database.drop());

  async function start(port: number): Promise<SectionOwnership> {
    const process = new SectionOwnership(readConfig({ PORT: String(port) }), database.access);
    await process.onModuleInit();
    running.push(process);
    return process;
  }

  /** Asks until the answer is yes: what a connection held goes with it, but not in the same instant. */
  async function taken(process: SectionOwnership, sectionId: string): Promise<void> {
    while (!(await process.take(sectionId))) await new Promise((resolve) => setTimeout(resolve, 20));
  }

  const backendOf = async ({ processId }: SectionOwnership): Promise<number> => {
    const [row] = await database.sql<{ pid: number }>(
      'select backend_pid as pid from collab_process where id = $1',
      [processId],
    );
    return row?.pid ?? 0;
  };

  it('is the first that takes it, and everybody else is told where that one is', async () => {
    const [one, other] = [await start(4001), await start(4002)];
    const section = randomUUID();
    expect(await other.ownerOf(section)).toBe('here');
    expect(await Promise.all([one.take(section), one.take(section)])).toEqual([true, true]);
    expect(await other.take(section)).toBe(false);
    expect(await one.ownerOf(section)).toBe('here');
    expect(await other.ownerOf(section)).toMatchObject({
      processId: one.processId,
      address: 'http://127.0.0.1:4001',
    });
    // Of two at the same moment one gets it.
    const contested = randomUUID();
    const answers = await Promise.all([one.take(contested), other.take(contested)]);
    expect(answers.filter(Boolean)).toHaveLength(1);
  });

  it('is nobody’s once its owner leaves, and free at once', async () => {
    const [one, other] = [await start(4001), await start(4002)];
    const section = randomUUID();
    await one.take(section);
    await one.leave();
    expect(await other.ownerOf(section)).toBe('here');
    await taken(other, section);
    expect(await one.take(section)).toBe(false);
    expect(await database.sql('select from collab_process where id = $1', [one.processId])).toEqual([]);
  });

  it('is another when the lock connection breaks: all sections are lost at once, and the process comes back', async () => {
    const [one, other] = [await start(4001), await start(4002)];
    const sections = [randomUUID(), randomUUID()];
    for (const section of sections) await one.take(section);
    const lost = new Promise<readonly string[]>((resolve) => one.onLost(resolve));
    await database.sql('select pg_terminate_backend($1)', [await backendOf(one)]);
    expect(await lost).toEqual(sections);
    await taken(other, sections[0] ?? '');
    await taken(one, sections[1] ?? '');
    expect(await one.ownerOf(sections[0] ?? '')).toMatchObject({ processId: other.processId });
    expect(await database.sql('select from collab_process')).toHaveLength(2);
  });

  it('forgets processes that died, by their locks and not by what they wrote', async () => {
    await database.sql(
      `insert into collab_process (id, address, backend_pid, door_key) values ($1, 'http://gone', 2147483647, '')`,
      [randomUUID()],
    );
    const one = await start(4001);
    expect(await database.sql<{ id: string }>('select id from collab_process')).toEqual([
      { id: one.processId },
    ]);
  });

  it('locks nothing for a question', async () => {
    const one = await start(4001);
    // Whatever is asked for, nothing is locked by a question.
    await one.ownerOf('not a section at all');
    const locks = await database.sql(`select from pg_locks where locktype = 'advisory' and pid = $1`, [
      await backendOf(one),
    ]);
    expect(locks).toHaveLength(1);
  });
});
