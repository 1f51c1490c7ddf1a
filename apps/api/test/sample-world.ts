import { entities } from '../src/database/entities.js';
import { SampleService } from '../src/modules/sample/sample.service.js';
import { openOperatorDatabase } from '../src/platform/database/index.js';
import type { TestServer } from '../src/testing/index.js';

/** Loads the sample as the first start does; gives the line for the operator, or null when there was nothing to do. */
export async function loadSample(server: TestServer): Promise<string | null> {
  const operator = await openOperatorDatabase(server.database.access.migrate, entities);
  try {
    return await server.app.get(SampleService, { strict: false }).load(operator);
  } finally {
    await operator.close();
  }
}
