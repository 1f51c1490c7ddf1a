/** A process of its own that sends one claimed reminder, for tests that kill it in the middle. */
import 'reflect-metadata';
import { createApplication } from '../src/application.js';
import { readConfig } from '../src/platform/config/index.js';
import type { DatabaseAccess } from '../src/platform/database/index.js';
import { jsonLog } from '../src/platform/observability/index.js';

const { access, smtpUrl, dataDir } = JSON.parse(process.argv[2] ?? '{}') as {
  access: DatabaseAccess;
  smtpUrl: string;
  dataDir: string;
};
// The queue's own look at the start finds what is due and sends it.
await createApplication({ ...readConfig({}), dataDir, smtpUrl }, access, jsonLog({ write: () => undefined }));
