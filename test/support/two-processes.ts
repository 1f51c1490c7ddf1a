import { once } from 'node:events';
import { createServer, type Server, Socket } from 'node:net';
import path from 'node:path';
import pg from 'pg';
import { ensureDatabase } from '../../apps/api/src/platform/database/index.js';
import {
  type EmbeddedDatabase,
  openEmbeddedDatabase,
} from '../../apps/api/src/platform/embedded-database/index.js';
import { enterRoom, freePort, type Product } from './product.js';

/** Which of the two processes. */
export type Side = 0 | 1;

/** An installation as on several hosts: one Postgres, two processes of the built product, one address before them. */
export interface TwoProcesses {
  /** What people type; the balancer's. */
  readonly address: string;
  readonly processes: readonly [Product, Product];
  /** Everything of the run, on disk. */
  readonly folder: string;
  /** The cookie that sends a connection to one process as long as that takes it; for a `Cookie` header. */
  stick(cookie: string, side: Side): string;
  /** Runs a statement as the superuser: to arrange and to look. */
  sql<Row extends object>(text: string, params?: readonly unknown[]): Promise<Row[]>;
  /** Starts a process that has ended, and waits until it is ready. */
  startAgain(side: Side): Promise<void>;
  /** Starts a third on the same database with settings of its own; {@link leave} ends it. */
  startThird(settings: Record<string, string>): Product;
  /** Which process owns a section now; null while none does. */
  ownerOf(sectionId: string): Promise<{ readonly side: Side; readonly backendPid: number } | null>;
  leave(): Promise<void>;
}

const sides = [0, 1] as const;

/** Starts both at the same moment, so that they meet at roles, migrations and sample. */
export async function startTwoProcesses(settings: Record<string, string> = {}): Promise<TwoProcesses> {
  const room = await enterRoom();
  const database = await openDatabase(path.join(room.folder, 'datenbank'));
  const databaseUrl = await ensureDatabase(database.superuserUrl, 'concordat');
  const ports = [await freePort(), await freePort()] as const;
  const balancer = await openBalancer(ports);
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 3 });
  pool.on('error', () => undefined);
  const shared = {
    CONCORDAT_PUBLIC_URL: balancer.address,
    CONCORDAT_SAMPLE: 'on',
    DATABASE_URL: databaseUrl,
    ...settings,
  };
  const start = (side: Side): Product => room.start({ ...shared, PORT: String(ports[side]) });
  const processes: [Product, Product] = [start(0), start(1)];
  const sql = async <Row extends object>(text: string, params: readonly unknown[] = []): Promise<Row[]> =>
    (await pool.query<Row>(text, [...params])).rows;
  const leave = async (): Promise<void> => {
    await balancer.close();
    for (const { child } of processes) child.kill('SIGTERM');
    await pool.end();
    await Promise.all(processes.map((product) => product.ended()));
    await database.stop();
    await room.leave();
  };
  try {
    await Promise.all(processes.map((product) => product.ready()));
  } catch (error) {
    await leave();
    throw error;
  }
  return {
    address: balancer.address,
    processes,
    folder: room.folder,
    sql,
    leave,
    stick: (cookie, side) => `${cookie}; process=${side}`,
    startAgain: async (side) => {
      processes[side] = start(side);
      await processes[side].ready();
    },
    startThird: (own) => room.start({ ...shared, ...own }),
    ownerOf: async (sectionId) => {
      const [owner] = await sql<{ address: string; backendPid: number }>(
        `select p.address, p.backend_pid as "backendPid" from collab_process p
           join pg_locks l on l.pid = p.backend_pid and l.locktype = 'advisory' and l.objsubid = 1,
           hashtextextended('concordat section ' || $1, 0) as key
          where l.classid = ((key >> 32) & 4294967295)::oid and l.objid = (key & 4294967295)::oid`,
        [sectionId],
      );
      const side = sides.find((each) => owner?.address.endsWith(`:${ports[each]}`));
      return owner && side !== undefined ? { side, backendPid: owner.backendPid } : null;
    },
  };
}

/** A server that remembers when each transaction was committed, so that what follows can be measured from there. */
async function openDatabase(dataDir: string): Promise<EmbeddedDatabase> {
  const open = (): Promise<EmbeddedDatabase> => openEmbeddedDatabase({ dataDir, log: () => undefined });
  const first = await open();
  const client = new pg.Client({ connectionString: first.superuserUrl });
  await client.connect();
  await client.query('alter system set track_commit_timestamp = on');
  await client.end();
  await first.stop();
  return await open();
}

/**
 * A load balancer with sticky connections, by a cookie, which takes another process when the wanted one does not
 * answer. It knows bytes and no requests, so everything arrives as the browser sent it.
 */
async function openBalancer(
  ports: readonly [number, number],
): Promise<{ readonly address: string; close(): Promise<void> }> {
  const open = new Set<Socket>();
  let turn = 0;
  const server: Server = createServer((client) => {
    open.add(client);
    client.on('error', () => client.destroy()).on('close', () => open.delete(client));
    client.once('data', (first) => {
      client.pause();
      const wanted = /^cookie:.*\bprocess=([01])/im.exec(first.toString('latin1'))?.[1];
      const side = wanted === undefined ? (turn += 1) % 2 : Number(wanted);
      const [preferred, other] = side === 0 ? ports : [ports[1], ports[0]];
      void connect(preferred)
        .catch(() => connect(other))
        .then((far) => {
          open.add(far);
          far.on('error', () => far.destroy());
          far.on('close', () => {
            open.delete(far);
            client.destroy();
          });
          client.on('close', () => far.destroy());
          far.write(first);
          client.pipe(far);
          far.pipe(client);
        })
        .catch(() => client.destroy());
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('The balancer has no port.');
  return {
    address: `http://127.0.0.1:${bound.port}`,
    close: async () => {
      server.close();
      for (const socket of open) socket.destroy();
      await once(server, 'close');
    },
  };
}

function connect(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = new Socket();
    socket.once('error', reject).connect(port, '127.0.0.1', () => {
      socket.off('error', reject);
      resolve(socket);
    });
  });
}
