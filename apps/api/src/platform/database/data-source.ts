import { Socket } from 'node:net';
import { DataSource, type DataSourceOptions, type EntityTarget, type ObjectLiteral } from 'typeorm';
import { SnakeNames } from '../../database/snake-names.js';

/** How one login role connects. */
export interface SourceOptions {
  readonly url: string;
  readonly entities: readonly EntityTarget<ObjectLiteral>[];
  /** The most connections kept open at once. */
  readonly poolSize: number;
  /** A connection that hears nothing for so many milliseconds is given up: longer than its longest statement. */
  readonly silenceMs?: number;
  /** Told of idle connections that the server ended; the pool replaces them by itself. */
  readonly onPoolError: (error: Error) => void;
}

/** A TypeORM source with the settings that every role shares. */
export function dataSource(
  { url, entities, poolSize, silenceMs, onPoolError }: SourceOptions,
  migrations: DataSourceOptions['migrations'] = [],
): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    entities: [...entities] as NonNullable<DataSourceOptions['entities']>,
    migrations,
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'each',
    namingStrategy: new SnakeNames(),
    synchronize: false,
    // A `where` that lost its value must stop the statement, not widen it to the whole table.
    invalidWhereValuesBehavior: { null: 'throw', undefined: 'throw' },
    uuidExtension: 'pgcrypto',
    installExtensions: false,
    applicationName: `concordat ${new URL(url).username.replace(/^concordat_/, '')}`,
    poolSize,
    connectTimeoutMS: 5000,
    ...(silenceMs === undefined ? {} : { extra: { stream: () => impatientSocket(silenceMs) } }),
    poolErrorHandler: onPoolError,
  });
}

/**
 * A server that hangs (a paused machine, a dead disk, a cut cable) ends no statement by its own limits, and a request
 * would wait for ever. The whole connection is given up, not the statement: what it was doing must not be left for the
 * next to find. Connections that wait in the pool are closed by it before.
 */
function impatientSocket(silenceMs: number): Socket {
  const socket = new Socket();
  return socket.setTimeout(silenceMs, () =>
    socket.destroy(new Error(`Connection terminated: no answer from the database within ${silenceMs} ms`)),
  );
}
