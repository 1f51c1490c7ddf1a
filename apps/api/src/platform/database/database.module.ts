import {
  type DynamicModule,
  Inject,
  Injectable,
  Logger,
  Module,
  type OnApplicationShutdown,
  type Provider,
} from '@nestjs/common';
import type { DataSource, EntityTarget, ObjectLiteral } from 'typeorm';
import { dataSource } from './data-source.js';
import { DATABASE_ACCESS } from './database.tokens.js';
import { CollabDatabase, PublicDatabase, WebDatabase, WorkerDatabase } from './databases.js';
import { NotificationListener } from './listener.js';
import type { DatabaseAccess } from './roles.js';

const SOURCES = Symbol('data sources');

interface Sources {
  readonly web: DataSource;
  readonly collab: DataSource;
  readonly worker: DataSource;
  readonly public: DataSource;
}

const databases = {
  web: WebDatabase,
  collab: CollabDatabase,
  worker: WorkerDatabase,
  public: PublicDatabase,
} as const;
const poolSizes = { web: 12, collab: 8, worker: 6, public: 4 } as const;
/** Two seconds more than the role's longest statement; see roles.ts. */
const silences = { web: 17_000, collab: 17_000, worker: 62_000, public: 12_000 } as const;
const roles = Object.keys(databases) as (keyof Sources)[];

/** Ends the pools last, when requests and jobs are done with them. */
@Injectable()
export class PoolCloser implements OnApplicationShutdown {
  constructor(@Inject(SOURCES) private readonly sources: Sources) {}

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(roles.map((role) => this.sources[role].destroy()));
  }
}

async function openAll(
  access: DatabaseAccess,
  entities: readonly EntityTarget<ObjectLiteral>[],
): Promise<Sources> {
  const log = new Logger('Database');
  const opened = await Promise.all(
    roles.map(async (role) => {
      // Postgres may restart under us: idle connections die, the pool opens new ones with the next statement.
      const onPoolError = (error: Error): void =>
        log.warn(`A connection of ${role} was lost: ${error.message}`);
      const [poolSize, silenceMs] = [poolSizes[role], silences[role]];
      const source = dataSource({ url: access[role], entities, poolSize, silenceMs, onPoolError });
      return [role, await source.initialize()] as const;
    }),
  );
  return Object.fromEntries(opened) as unknown as Sources;
}

/** One pool per login role; services inject the database whose rights they need and no other. */
@Module({})
export class DatabaseModule {
  static forRoot(access: DatabaseAccess, entities: readonly EntityTarget<ObjectLiteral>[]): DynamicModule {
    const shared: Provider[] = [
      { provide: DATABASE_ACCESS, useValue: access },
      ...roles.map((role) => ({
        provide: databases[role],
        inject: [SOURCES],
        useFactory: (sources: Sources) => new databases[role](sources[role]),
      })),
    ];
    return {
      module: DatabaseModule,
      global: true,
      providers: [
        { provide: SOURCES, useFactory: () => openAll(access, entities) },
        PoolCloser,
        NotificationListener,
        ...shared,
      ],
      exports: [DATABASE_ACCESS, NotificationListener, ...roles.map((role) => databases[role])],
    };
  }
}
