import { BullModule } from '@nestjs/bullmq';
import { type DynamicModule, Module } from '@nestjs/common';
import { type ConnectionOptions, createPostgresBackend, setDefaultBackendFactory } from 'bullmq';
import type { Config } from '../config/index.js';
import type { DatabaseAccess } from '../database/index.js';
import { JobAdder } from './job-adder.js';
import { queueSchema } from './queue-schema.js';

/** Where the jobs live: Redis or Valkey when the operator gave one, else the same Postgres as everything. */
function connectionFor({ redisUrl }: Config, { worker }: DatabaseAccess): ConnectionOptions {
  if (redisUrl !== undefined) return { url: redisUrl, maxRetriesPerRequest: null };
  // BullMQ types its option for Redis alone; with the Postgres backend it takes a pool's configuration.
  return { connectionString: worker, schema: queueSchema, max: 3 } as ConnectionOptions;
}

/**
 * BullMQ for features: they import `BullModule.registerQueue({ name })` and write a `@Processor(name)`.
 * A job that belongs to a transaction is added through `JobAdder`.
 */
@Module({})
export class QueueModule {
  static forRoot(config: Config, access: DatabaseAccess): DynamicModule {
    // The Nest module has no option for the backend; it must be set before any queue is built.
    setDefaultBackendFactory(
      config.redisUrl === undefined
        ? (createPostgresBackend as unknown as Parameters<typeof setDefaultBackendFactory>[0])
        : undefined,
    );
    return {
      module: QueueModule,
      global: true,
      imports: [
        BullModule.forRoot({
          connection: connectionFor(config, access),
          defaultJobOptions: {
            removeOnComplete: { age: 86_400, count: 5000 },
            removeOnFail: { age: 1_209_600 },
          },
        }),
      ],
      providers: [{ provide: JobAdder, useValue: new JobAdder(config.redisUrl === undefined) }],
      exports: [JobAdder],
    };
  }
}
