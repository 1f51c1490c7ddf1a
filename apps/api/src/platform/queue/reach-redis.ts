import { Redis } from 'ioredis';
import { StartError } from '../lifecycle/start-failure.js';

const patienceMs = 5_000;

/**
 * Makes sure that the Redis or Valkey of the operator answers, before anything waits for it without a word. Throws
 * `StartError` with the reason. The address may hold a password and is never said.
 */
export async function reachRedis(url: string): Promise<void> {
  const client = new Redis(url, {
    lazyConnect: true,
    connectTimeout: patienceMs,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  let reason = '';
  client.on('error', (error: NodeJS.ErrnoException) => {
    reason = reasons[error.code ?? ''] ?? error.message;
  });
  try {
    await client.connect();
    await client.ping();
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw new StartError(
      `The job queue in REDIS_URL cannot be used: ${reason || said}; correct REDIS_URL, start that server, or leave it out and jobs live in Postgres.`,
    );
  } finally {
    client.disconnect();
  }
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing answers there',
  ENOTFOUND: 'its host name is not known',
  ETIMEDOUT: 'it does not answer',
};
