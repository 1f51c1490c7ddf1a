import { setTimeout as pause } from 'node:timers/promises';
import { BullModule, getQueueToken, Processor, WorkerHost } from '@nestjs/bullmq';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { INestApplicationContext } from '@nestjs/common';
import type { Job, Queue } from 'bullmq';
import { entities } from '../../database/entities.js';
import { createTestDatabase, type TestDatabase } from '../../testing/index.js';
import { readConfig } from '../config/index.js';
import { DatabaseModule, WorkerDatabase } from '../database/index.js';
import { JobAdder, migrateQueue, QueueModule } from './index.js';

const done: string[] = [];

@Processor('trial')
class TrialProcessor extends WorkerHost {
  override async process({ data }: Job<{ id: string }>): Promise<void> {
    done.push(data.id);
  }
}

@Module({ imports: [BullModule.registerQueue({ name: 'trial' })], providers: [TrialProcessor] })
class Trial {}

describe('JobAdder', () => {
  let database: TestDatabase;
  let app: INestApplicationContext;
  let queue: Queue;

  beforeAll(async () => {
    database = await createTestDatabase();
    app = await NestFactory.createApplicationContext(
      {
        module: class Root {},
        imports: [
          DatabaseModule.forRoot(database.access, entities),
          QueueModule.forRoot(readConfig({}), database.access),
          Trial,
        ],
      },
      { logger: false, abortOnError: false },
    );
    queue = app.get<Queue>(getQueueToken('trial'), { strict: false });
  });

  afterAll(async () => {
    await app.close();
    await database.drop();
  });

  const until = async (isSo: () => boolean) => {
    for (let tries = 0; !isSo() && tries < 200; tries += 1) await pause(20);
  };

  it('starts a job after the commit and not before it', async () => {
    await app.get(WorkerDatabase).transaction(async (tx) => {
      await app.get(JobAdder).add(tx, queue, 'send', { id: 'committed' });
      await pause(200);
      expect(done).toEqual([]);
    });
    await until(() => done.length > 0);
    expect(done).toEqual(['committed']);
  });

  it('leaves no job of a transaction that rolls back, and restores its search path', async () => {
    await expect(
      app.get(WorkerDatabase).transaction(async (tx) => {
        await app.get(JobAdder).add(tx, queue, 'send', { id: 'rolled back' });
        expect(await tx.query('show search_path')).not.toEqual([{ search_path: 'bullmq' }]);
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    await queue.add('send', { id: 'marker' });
    await until(() => done.includes('marker'));
    expect(done).toEqual(['committed', 'marker']);
  });

  it('adds in bulk, and starts again on tables that were used', async () => {
    await queue.addBulk(['b1', 'b2'].map((id) => ({ name: 'send', data: { id } })));
    await until(() => done.includes('b2'));
    expect(done).toEqual(expect.arrayContaining(['b1', 'b2']));
    await migrateQueue(database.access.migrate);
  });

  it('gives the web no right to any job', async () => {
    const denied = await database.sql(
      `select table_name from information_schema.table_privileges where table_schema = 'bullmq' and grantee in ('concordat_web', 'concordat_public', 'concordat_collab', 'PUBLIC')`,
    );
    expect(denied).toEqual([]);
  });
});
