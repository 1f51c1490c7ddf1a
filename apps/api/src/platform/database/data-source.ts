import { DataSource, type DataSourceOptions, type EntityTarget, type ObjectLiteral } from 'typeorm';
import { SnakeNames } from '../../database/snake-names.js';

/** How one login role connects. */
export interface SourceOptions {
  readonly url: string;
  readonly entities: readonly EntityTarget<ObjectLiteral>[];
  /** The most connections kept open at once. */
  readonly poolSize: number;
  /** Told of idle connections that the server ended; the pool replaces them by itself. */
  readonly onPoolError: (error: Error) => void;
}

/** A TypeORM source with the settings that every role shares. */
export function dataSource(
  { url, entities, poolSize, onPoolError }: SourceOptions,
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
    poolErrorHandler: onPoolError,
  });
}
