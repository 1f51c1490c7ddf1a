import { transformFile } from '@swc/core';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmod,
  chown,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { prepareDataHome } from './data-home.js';
import { type EmbeddedDatabase, EmbeddedDatabaseError, openEmbeddedDatabase } from './index.js';
import { birthOf, isRunning } from './process-identity.js';

const isRoot = process.getuid?.() === 0;
const nobody = { uid: 65534, gid: 65534 };
const sources = import.meta.dirname;

let room: string;
let compiled: string;
const opened: EmbeddedDatabase[] = [];
const children: ChildProcess[] = [];
const lines: string[] = [];

beforeAll(async () => {
  // A process to kill needs JavaScript; it is made inside the project so that packages resolve as usual.
  compiled = path.join(sources, '../../../.tmp', `embedded-database-${process.pid}`);
  await mkdir(compiled, { recursive: true });
  for (const name of await readdir(sources)) {
    if (!name.endsWith('.ts') || name.endsWith('spec.ts')) continue;
    const { code } = await transformFile(path.join(sources, name), {
      swcrc: false,
      jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
      module: { type: 'es6' },
    });
    await writeFile(path.join(compiled, name.replace(/ts$/, 'js')), code);
  }
  await writeFile(
    path.join(compiled, 'holder.js'),
    `import { openEmbeddedDatabase } from './index.js';
     try {
       const database = await openEmbeddedDatabase({ dataDir: process.argv[2], log: () => undefined });
       console.log(JSON.stringify({ url: database.superuserUrl }));
       setInterval(() => undefined, 1000);
     } catch (error) { console.log(JSON.stringify({ refused: error.message })); }`,
  );
});

beforeEach(async () => {
  room = await realpath(await mkdtemp(path.join(tmpdir(), 'concordat größe ')));
  await chmod(room, 0o755);
  lines.length = 0;
});

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const database of opened.splice(0)) await database.stop();
  await rm(room, { recursive: true, force: true });
});

afterAll(async () => {
  await rm(compiled, { recursive: true, force: true });
});

async function open(dataDir = path.join(room, 'daten')): Promise<EmbeddedDatabase> {
  const database = await openEmbeddedDatabase({ dataDir, log: (line) => lines.push(line) });
  opened.push(database);
  return database;
}

async function openElsewhere(
  dataDir: string,
  account?: { uid: number; gid: number },
): Promise<{ child: ChildProcess; said: { url?: string; refused?: string } }> {
  const child = spawn(process.execPath, [path.join(compiled, 'holder.js'), dataDir], {
    ...account,
    cwd: '/',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return { child, said: JSON.parse(line) as { url?: string; refused?: string } };
}

async function query<Row extends pg.QueryResultRow>(url: string | undefined, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function postmasterOf(database: { home: string }): Promise<number> {
  const note = await readFile(path.join(database.home, 'postgres/postmaster.pid'), 'utf8');
  return Number(note.split('\n')[0]);
}

async function eventually<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (tries >= 100) throw error;
      await pause(100);
    }
  }
}

describe('the embedded database', () => {
  it('is UTF-8 with the C locale, on loopback only, behind a password in a private file', async () => {
    const database = await open();
    const [settings] = await query(
      database.superuserUrl,
      `select current_setting('server_encoding') as encoding, current_setting('listen_addresses') as listens,
              current_setting('unix_socket_directories') as sockets, datcollate as collation
         from pg_database where datname = 'postgres'`,
    );
    expect(settings).toEqual({ encoding: 'UTF8', listens: '127.0.0.1', sockets: '', collation: 'C' });
    const rules = await query<{ auth_method: string }>(
      database.superuserUrl,
      'select distinct auth_method from pg_hba_file_rules',
    );
    expect(rules).toEqual([{ auth_method: 'scram-sha-256' }]);
    const wrong = new URL(database.superuserUrl);
    wrong.password = 'postgres';
    await expect(query(wrong.href, 'select 1')).rejects.toThrow(/password authentication failed/);
    expect((await stat(path.join(database.home, 'database-password'))).mode & 0o777).toBe(0o600);
  });

  it('keeps its data and its password over a stop', async () => {
    const first = await open();
    await query(first.superuserUrl, 'create table kept as select 1 as n');
    await first.stop();
    const second = await open();
    expect(await query(second.superuserUrl, 'select n from kept')).toEqual([{ n: 1 }]);
    expect(new URL(second.superuserUrl).password).toBe(new URL(first.superuserUrl).password);
  });

  it('loses nothing when the program is killed, and stops the orphan at the next start', async () => {
    const dataDir = path.join(room, 'daten');
    const { child, said } = await openElsewhere(dataDir);
    await query(said.url, 'create table kept (n int)');
    for (let n = 0; n < 50; n += 1) await query(said.url, `insert into kept values (${n})`);
    const orphan = await postmasterOf({ home: dataDir });
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(isRunning(orphan)).toBe(true);

    const next = await open(dataDir);
    expect(isRunning(orphan)).toBe(false);
    expect(lines).toEqual([expect.stringContaining(`(process ${orphan})`)]);
    expect(await query(next.superuserUrl, 'select count(*)::int as n from kept')).toEqual([{ n: 50 }]);
  });

  it('loses nothing when the program and the database are killed together', async () => {
    const dataDir = path.join(room, 'daten');
    const { child, said } = await openElsewhere(dataDir);
    await query(said.url, 'create table kept as select 7 as n');
    const postmaster = await postmasterOf({ home: dataDir });
    process.kill(postmaster, 'SIGKILL');
    child.kill('SIGKILL');
    const next = await open(dataDir);
    expect(await query(next.superuserUrl, 'select n from kept')).toEqual([{ n: 7 }]);
  });

  it('starts a killed server again on the same port, and a pool finds it', async () => {
    const database = await open();
    const pool = new pg.Pool({ connectionString: database.superuserUrl });
    pool.on('error', () => undefined);
    await pool.query('create table kept as select 5 as n');
    process.kill(await postmasterOf(database), 'SIGKILL');
    await eventually(async () => {
      if (!lines.includes('The database is back.')) throw new Error('not yet');
    });
    expect((await pool.query('select n from kept')).rows).toEqual([{ n: 5 }]);
    await pool.end();
  });

  it('ends in time even when the server hangs', async () => {
    const database = await open();
    const postmaster = await postmasterOf(database);
    process.kill(postmaster, 'SIGSTOP');
    const started = performance.now();
    await database.stop();
    expect(performance.now() - started).toBeLessThan(7000);
    expect(isRunning(postmaster)).toBe(false);
  });

  it('ends in time even when the server died first', async () => {
    const database = await open();
    process.kill(await postmasterOf(database), 'SIGKILL');
    const started = performance.now();
    await database.stop();
    expect(performance.now() - started).toBeLessThan(2000);
  });

  it('survives a note of a dead server whose number now belongs to a stranger', async () => {
    const database = await open();
    await database.stop();
    await writeFile(path.join(database.home, 'postgres/postmaster.pid'), `${process.ppid}\n/nowhere\n`);
    const next = await open();
    expect(await query(next.superuserUrl, 'select 1 as n')).toEqual([{ n: 1 }]);
  });

  it('clears away a cluster that was never finished', async () => {
    await mkdir(path.join(room, 'daten/postgres.new-half/base'), { recursive: true });
    const database = await open();
    expect(await readdir(database.home)).not.toContain('postgres.new-half');
  });
});

describe('one Concordat on a data folder', () => {
  it('refuses a second one in a sentence that names the first', async () => {
    const database = await open();
    const { said } = await openElsewhere(database.home);
    expect(said.refused).toMatch(
      new RegExp(
        `^Another Concordat \\(process ${process.pid}\\) is already running on the data folder .*daten; stop it`,
      ),
    );
    expect(await query(database.superuserUrl, 'select 1 as n')).toEqual([{ n: 1 }]);
  });

  it.each([
    ['whose process has ended', { pid: 2 ** 22 + 1, birth: 'long ago' }],
    ['whose process number belongs to another program now', { pid: process.pid, birth: 'long ago' }],
  ])('takes over a lock %s', async (_, holder) => {
    await mkdir(path.join(room, 'daten'));
    await writeFile(path.join(room, 'daten/concordat.lock'), JSON.stringify(holder));
    const database = await open();
    expect(await readFile(path.join(database.home, 'concordat.lock'), 'utf8')).toContain(
      JSON.stringify({ pid: process.pid, birth: birthOf(process.pid) }).slice(0, -1),
    );
  });

  it('takes over a lock that was never fully written', async () => {
    await mkdir(path.join(room, 'daten'));
    await writeFile(path.join(room, 'daten/concordat.lock'), '{"pi');
    await expect(open()).resolves.toMatchObject({ home: path.join(room, 'daten') });
  });

  it('gives the folder free when it stops', async () => {
    const database = await open();
    await database.stop();
    expect(await readdir(database.home)).not.toContain('concordat.lock');
  });
});

describe('an unusable data folder', () => {
  async function refusal(dataDir: string): Promise<string> {
    try {
      await open(dataDir);
    } catch (error) {
      if (error instanceof EmbeddedDatabaseError) return error.message;
      throw error;
    }
    return 'it was accepted';
  }

  it('is refused when it is a file', async () => {
    await writeFile(path.join(room, 'daten'), '');
    expect(await refusal(path.join(room, 'daten'))).toMatch(
      /daten cannot be used: it is a file, not a folder; mend/,
    );
  });

  it('is refused when a part of its path is a file', async () => {
    await writeFile(path.join(room, 'daten'), '');
    expect(await refusal(path.join(room, 'daten/x'))).toMatch(/a part of its path is a file/);
  });

  it('is refused when its database is of another Postgres', async () => {
    await mkdir(path.join(room, 'daten/postgres'), { recursive: true });
    await writeFile(path.join(room, 'daten/postgres/PG_VERSION'), '15\n');
    if (isRoot) await chown(path.join(room, 'daten/postgres'), nobody.uid, nobody.gid);
    expect(await refusal(path.join(room, 'daten'))).toMatch(
      /made by Postgres 15 and this version .* runs Postgres 18/,
    );
  });

  it('is refused when something else lies where the database belongs', async () => {
    await mkdir(path.join(room, 'daten/postgres/holiday-photos'), { recursive: true });
    expect(await refusal(path.join(room, 'daten'))).toMatch(
      /holds something that is not a database of Concordat/,
    );
  });

  it('is refused when the password of its database is missing', async () => {
    const database = await open();
    await database.stop();
    await rm(path.join(database.home, 'database-password'));
    expect(await refusal(database.home)).toMatch(/database-password with the database's password is missing/);
  });

  it('is refused when the password belongs to other data', async () => {
    const database = await open();
    await database.stop();
    await writeFile(path.join(database.home, 'database-password'), 'another\n');
    expect(await refusal(database.home)).toMatch(/does not accept its own password file/);
    expect(await readdir(database.home)).not.toContain('concordat.lock');
  });
});

if (isRoot) {
  describe('accounts', () => {
    it('runs as an ordinary user, and root later runs it as that user', async () => {
      const dataDir = path.join(room, 'daten');
      await chown(room, nobody.uid, nobody.gid);
      const { child, said } = await openElsewhere(dataDir, nobody);
      await query(said.url, 'create table kept as select 3 as n');
      child.kill('SIGKILL');
      const next = await open(dataDir);
      expect(await query(next.superuserUrl, 'select n from kept')).toEqual([{ n: 3 }]);
      expect((await stat(path.join(dataDir, 'postgres'))).uid).toBe(nobody.uid);
    });

    it('tells an ordinary user that the data is of another account', async () => {
      const dataDir = path.join(room, 'daten');
      const database = await open(dataDir);
      await database.stop();
      await chmod(dataDir, 0o777);
      const { said } = await openElsewhere(dataDir, nobody);
      expect(said.refused).toMatch(/belongs to another account .* first started as root/);
    });

    it('tells an ordinary user that the folder cannot be written', async () => {
      const { said } = await openElsewhere(path.join(room, 'daten'), nobody);
      expect(said.refused).toMatch(/daten cannot be used: this account may not write there; mend/);
    });

    it('uses the shared place where the account postgres cannot pass the parents', async () => {
      await mkdir(path.join(room, 'private'), { mode: 0o700 });
      const shared = path.join(room, 'shared');
      const home = await prepareDataHome(path.join(room, 'private/daten'), shared);
      expect(path.dirname(home.folder)).toBe(shared);
      expect((await stat(path.join(room, 'private'))).mode & 0o777).toBe(0o700);
      expect(await prepareDataHome(path.join(room, 'private/daten'), shared)).toEqual(home);
    });
  });
}
