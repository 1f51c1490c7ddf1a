import { entities } from '../database/entities.js';
import { migrations } from '../database/migrations/index.js';
import type { Schema } from '../platform/database/index.js';

const nameOf = (migration: (typeof migrations)[number]): string => new migration().name;

/** Names of all migrations of this version, oldest first. */
export const migrationNames: readonly string[] = migrations.map(nameOf);

/** What a database was when it had seen these migrations and no others. */
export const schemaWith = (names: readonly string[]): Schema => ({
  entities,
  migrations: migrations.filter((migration) => names.includes(nameOf(migration))),
});

/** What this version brings a database to. */
export const wholeSchema: Schema = { entities, migrations };
