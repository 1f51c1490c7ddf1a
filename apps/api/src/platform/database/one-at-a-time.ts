import pg from 'pg';

/**
 * Does something that several processes may begin at the same moment, one after the other: whoever comes later finds it
 * done. The lock is the connection's, so that a process which dies in the middle holds up nobody.
 */
export async function oneAtATime<T>(url: string, what: string, work: () => Promise<T>): Promise<T> {
  const holder = new pg.Client({ connectionString: url, application_name: `concordat ${what}` });
  await holder.connect();
  // A connection that breaks meanwhile takes the lock with it and changes nothing about the work.
  holder.on('error', () => undefined);
  try {
    await holder.query('select pg_advisory_lock(hashtextextended($1, 0))', [`concordat ${what}`]);
    return await work();
  } finally {
    await holder.end();
  }
}
