export { prepareDataFolder } from './data-home.js';
export { EmbeddedDatabaseError } from './embedded-database.error.js';
export {
  type EmbeddedDatabase,
  type EmbeddedDatabaseOptions,
  openEmbeddedDatabase,
} from './embedded-database.js';
export { findRunningDatabase, hasDatabase, homesOf } from './running-database.js';
