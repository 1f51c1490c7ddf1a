export {
  type Acting,
  CollabDatabase,
  OperatorDatabase,
  PublicDatabase,
  type RoleDatabase,
  WebDatabase,
  WorkerDatabase,
} from './databases.js';
export { DatabaseModule } from './database.module.js';
export { DATABASE_ACCESS } from './database.tokens.js';
export { NotificationListener, type Subscriber } from './listener.js';
export { oneAtATime } from './one-at-a-time.js';
export { openOperatorDatabase } from './operator.js';
export { ensureDatabase, migrate, type Schema } from './migrate.js';
export {
  admitRoles,
  installationIn,
  readAccess,
  type DatabaseAccess,
  type LoginRole,
  loginRoles,
  provisionRoles,
  roleName,
} from './roles.js';
export { roleOwnerOn } from './role-owner.js';
export { type Question, question } from './question.js';
export { Together } from './together.js';
export { Transaction } from './transaction.js';
export { Turns } from './turns.js';
