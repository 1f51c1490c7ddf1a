import { Database } from '@hocuspocus/extension-database';
import { Server } from '@hocuspocus/server';
import pg from 'pg';

/** Stock Hocuspocus as its manual sets it up: in memory, or storing into the Postgres that is named. */
const databaseUrl = process.argv[2];
const extensions = [];
if (databaseUrl) {
  const pool = new pg.Pool({ connectionString: databaseUrl });
  pool.on('error', () => undefined);
  await pool.query('create table if not exists documents (name text primary key, data bytea not null)');
  extensions.push(
    new Database({
      fetch: async ({ documentName }) => {
        const { rows } = await pool.query('select data from documents where name = $1', [documentName]);
        return rows[0] ? new Uint8Array(rows[0].data) : null;
      },
      store: async ({ documentName, state }) => {
        await pool.query(
          'insert into documents values ($1, $2) on conflict (name) do update set data = excluded.data',
          [documentName, state],
        );
      },
    }),
  );
}
const server = new Server({ port: 0, address: '127.0.0.1', quiet: true, stopOnSignals: false, extensions });
await server.listen();
process.send?.({ port: server.httpServer.address().port });
process.on('disconnect', () => process.exit(0));
