import type { EntityTarget, ObjectLiteral } from 'typeorm';
import { dataSource } from './data-source.js';
import { OperatorDatabase } from './databases.js';

/** Opens the operator's connection for a task; whoever opened it closes it. */
export async function openOperatorDatabase(
  url: string,
  entities: readonly EntityTarget<ObjectLiteral>[],
): Promise<OperatorDatabase> {
  const source = dataSource({ url, entities, poolSize: 2, onPoolError: theStatementWillTell });
  return new OperatorDatabase(await source.initialize());
}

const theStatementWillTell = (): void => undefined;
