import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { databaseOn, enterRoom, type Room, statusOf, superuserUrl } from '../support/product.js';

let room: Room;
const enter = async (state: 'empty' | 'used'): Promise<void> => {
  room = await enterRoom(state);
};
afterEach(() => room.leave());

async function sql<Row extends pg.QueryResultRow>(text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: await superuserUrl(room.dataDir) });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

async function eventually(check: () => Promise<boolean>, what: string): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (await check()) return;
    await pause(100);
  }
  throw new Error(`Not within twenty seconds: ${what}`);
}

describe('a start', () => {
  it('opens the port only when it is ready, and says where and how to sign in', async () => {
    await enter('empty');
    const product = room.start();
    const seen = new Set<number | 'refused'>();
    const watching = (async () => {
      while (!seen.has(200)) {
        seen.add(await statusOf(`${product.address}/health/ready`));
        await pause(20);
      }
    })();
    await product.ready();
    await watching;
    expect([...seen].filter((status) => status !== 'refused' && status !== 503)).toEqual([200]);
    expect(await statusOf(`${product.address}/health/live`)).toBe(200);
    await eventually(async () => product.said().includes('Sign in:'), 'how to sign in');
    expect(product.said()).toContain(product.address);
  });

  it('listens within five seconds the second time', async () => {
    await enter('used');
    const first = room.start();
    await first.ready();
    first.child.kill('SIGTERM');
    await first.ended();
    expect(await room.start().ready()).toBeLessThan(5);
  });
});

describe('an end', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'by %s comes within ten seconds and takes the database along',
    async (signal) => {
      await enter('used');
      const product = room.start();
      await product.ready();
      const database = await databaseOn(room.dataDir);
      const from = performance.now();
      product.child.kill(signal);
      expect(await product.ended()).toBe(0);
      expect(performance.now() - from).toBeLessThan(10_000);
      expect(await databaseOn(room.dataDir)).toBe(undefined);
      expect(() => process.kill(database?.pid ?? process.pid, 0)).toThrow(/ESRCH/);
    },
  );

  it('by a signal that npm and the terminal both pass on is no less orderly', async () => {
    await enter('used');
    const product = room.start();
    await product.ready();
    product.child.kill('SIGTERM');
    product.child.kill('SIGTERM');
    await pause(100);
    product.child.kill('SIGTERM');
    expect(await product.ended()).toBe(0);
    expect(await databaseOn(room.dataDir)).toBe(undefined);
  });

  it('in the middle of a start is as orderly', async () => {
    await enter('empty');
    const product = room.start();
    await eventually(async () => (await databaseOn(room.dataDir)) !== undefined, 'a database');
    product.child.kill('SIGTERM');
    const from = performance.now();
    await product.ended();
    expect(performance.now() - from).toBeLessThan(10_000);
    await eventually(async () => (await databaseOn(room.dataDir)) === undefined, 'the database has ended');
    await room.start().ready();
  });
});

describe('after a kill', () => {
  it('of the product the next start stops the orphaned database and has everything', async () => {
    await enter('used');
    const first = room.start();
    await first.ready();
    await sql('create table kept as select generate_series(1, 100) as n');
    const orphan = await databaseOn(room.dataDir);
    first.child.kill('SIGKILL');
    expect(await first.ended()).toBe('SIGKILL');
    expect(await databaseOn(room.dataDir)).toEqual(orphan);

    const second = room.start();
    await second.ready();
    expect(await sql('select count(*)::int as n from kept')).toEqual([{ n: 100 }]);
    expect((await databaseOn(room.dataDir))?.pid).not.toBe(orphan?.pid);
  });

  it('of the database the product starts it again and serves on', async () => {
    await enter('used');
    const product = room.start();
    await product.ready();
    await sql('create table kept as select 1 as n');
    const killed = await databaseOn(room.dataDir);
    if (!killed) throw new Error('No database runs.');
    process.kill(killed.pid, 'SIGKILL');
    await eventually(async () => (await databaseOn(room.dataDir))?.pid !== killed.pid, 'a new database');
    await eventually(
      async () => (await statusOf(`${product.address}/health/ready`)) === 200,
      'the product is ready again',
    );
    expect(await sql('select n from kept')).toEqual([{ n: 1 }]);
    expect((await databaseOn(room.dataDir))?.port).toBe(killed.port);
  });
});
