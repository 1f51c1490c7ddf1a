import { setTimeout as pause } from 'node:timers/promises';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { entities } from '../../database/entities.js';
import { createTestDatabase, type TestDatabase } from '../../testing/index.js';
import { DatabaseModule, WorkerDatabase } from '../database/index.js';
import { LiveUpdates } from '../realtime/live-updates.js';
import { type DeliveredEvent, Outbox, OutboxDrain, OutboxHandlers } from './index.js';

@Module({ providers: [Outbox, OutboxHandlers, OutboxDrain, LiveUpdates] })
class OutboxUnderTest {}

async function open(database: TestDatabase) {
  const app = await NestFactory.createApplicationContext(
    { module: OutboxUnderTest, imports: [DatabaseModule.forRoot(database.access, entities)] },
    { logger: false },
  );
  const db = app.get(WorkerDatabase);
  const outbox = app.get(Outbox);
  const add = (kind: string, id: string) =>
    database.sql(`insert into outbox (kind, payload) values ($1, $2)`, [kind, JSON.stringify({ id })]);
  return { app, db, outbox, add, drain: app.get(OutboxDrain), handlers: app.get(OutboxHandlers) };
}

describe('OutboxDrain', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
  });

  afterAll(() => database.drop());

  beforeEach(async () => {
    await database.sql('delete from outbox');
  });

  const left = async () =>
    (await database.sql<{ n: number }>('select count(*)::int as n from outbox where done_at is null'))[0]?.n;

  it('hands every event to its handlers, oldest first, and once', async () => {
    const { app, add, drain, handlers } = await open(database);
    const seen: string[] = [];
    handlers.on('thing.happened', async (_tx, event: DeliveredEvent) => void seen.push(event.id));
    for (const id of ['a', 'b', 'c']) await add('thing.happened', id);
    await drain.settle();
    await drain.settle();
    expect(seen).toEqual(['a', 'b', 'c']);
    expect(await left()).toBe(0);
    await app.close();
  });

  it('is woken by the commit and not before it', async () => {
    const { app, db, outbox, handlers } = await open(database);
    const seen: string[] = [];
    handlers.on('thing.committed', async (_tx, event) => void seen.push(event.id));
    await db.transaction(async (tx) => {
      await outbox.add(tx, { kind: 'thing.committed', proposalId: null, id: 'x' });
      await pause(150);
      expect(seen).toEqual([]);
    });
    for (let tries = 0; seen.length === 0 && tries < 60; tries += 1) await pause(20);
    expect(seen).toEqual(['x']);
    await expect(
      db.transaction(async (tx) => {
        await outbox.add(tx, { kind: 'thing.committed', proposalId: null, id: 'y' });
        throw new Error('rolled back');
      }),
    ).rejects.toThrow('rolled back');
    await pause(100);
    expect(seen).toEqual(['x']);
    await app.close();
  });

  it('keeps a failed event, undoes what its handler wrote, and goes on with the others', async () => {
    const { app, add, drain, handlers } = await open(database);
    const seen: string[] = [];
    handlers.on('thing.happened', async (tx, { id, eventId }) => {
      await tx.execute(`update outbox set last_error = 'written by the handler' where id = $1`, [eventId]);
      if (id === 'bad') throw new Error('the handler broke');
      seen.push(id);
    });
    await add('thing.happened', 'bad');
    await add('thing.happened', 'good');
    await drain.settle();
    expect(seen).toEqual(['good']);
    const [bad] = await database.sql<{ attempts: number; last_error: string; later: boolean }>(
      `select attempts, last_error, next_attempt_at > clock_timestamp() as later from outbox where done_at is null`,
    );
    expect(bad).toEqual({ attempts: 1, last_error: 'the handler broke', later: true });
    await app.close();
  });

  it('delivers again what a crashed process had in hand', async () => {
    const first = await open(database);
    let started = false;
    let finish = (): void => undefined;
    first.handlers.on('thing.happened', () => {
      started = true;
      return new Promise<void>((resolve) => (finish = resolve));
    });
    await first.add('thing.happened', 'survivor');
    void first.drain.settle();
    while (!started) await pause(10);
    await database.sql(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'concordat worker' and datname = current_database()`,
    );
    const second = await open(database);
    const seen: string[] = [];
    second.handlers.on('thing.happened', async (_tx, event) => void seen.push(event.id));
    for (let tries = 0; seen.length === 0 && tries < 100; tries += 1) {
      await second.drain.settle();
      await pause(20);
    }
    expect(seen).toEqual(['survivor']);
    finish();
    await Promise.all([first.app.close(), second.app.close()]);
    expect(await left()).toBe(0);
  });

  it('never lets two processes take the same event', async () => {
    const processes = await Promise.all([open(database), open(database)]);
    const seen: string[] = [];
    for (const { handlers } of processes)
      handlers.on('thing.happened', async (_tx, event) => void seen.push(event.id));
    for (let n = 0; n < 40; n += 1) await processes[0].add('thing.happened', String(n));
    await Promise.all(processes.map(({ drain }) => drain.settle()));
    expect(seen.sort()).toEqual([...new Set(seen)]);
    expect(await left()).toBe(0);
    expect(seen).toHaveLength(40);
    await Promise.all(processes.map(({ app }) => app.close()));
  });
});
