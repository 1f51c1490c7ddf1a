import { createHash } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { enterRoom, freePort, type Product, type Room, superuserUrl } from '../support/product.js';
import { backUp } from '../../apps/api/src/cli/backup/back-up.js';
import { restore } from '../../apps/api/src/cli/backup/restore.js';
import { migrationNames, schemaWith } from '../../apps/api/src/cli/installation-schema.js';
import { migrate, provisionRoles } from '../../apps/api/src/platform/database/index.js';
import { mountSmallDisk } from '../support/small-disk.js';
import { runAsProcess, runCommand } from './command.js';

let room: Room;
let product: Product;
let settings: Record<string, string>;
const secret = 'correct horse battery staple, and more';
const at = (...parts: string[]): string => path.join(room.folder, ...parts);

beforeAll(async () => {
  room = await enterRoom('used');
  product = room.start({ CONCORDAT_SAMPLE: 'on' });
  await product.ready();
  settings = { CONCORDAT_DATA_DIR: room.dataDir, PORT: new URL(product.address).port };
  await writeFile(at('secret'), `${secret}\n`, { mode: 0o600 });
});
afterAll(() => room.leave());

async function sql<Row extends pg.QueryResultRow>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

const theBackUp = async (): Promise<string> => at('saved', (await readdir(at('saved')))[0] ?? 'none');

describe('a back-up of the running product', () => {
  it('is refused while nobody said how its keys are to be kept', async () => {
    const { code, said } = await runCommand(['backup', at('saved')], settings);
    expect({ code, said }).toEqual({
      code: 1,
      said: expect.stringMatching(/Nothing was saved yet: seal it with --passphrase-file .*--with-keys/),
    });
  });

  it('is one file for its owner alone, read back before it counts', async () => {
    const { code, said } = await runCommand(
      ['backup', at('saved'), '--passphrase-file', at('secret')],
      settings,
    );
    expect({ code, said }).toEqual({
      code: 0,
      said: expect.stringMatching(/Saved and read back: .*\.backup/),
    });
    const file = await theBackUp();
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    // Neither a word of text nor a key stands in it in the clear.
    const bytes = (await readFile(file)).toString('latin1');
    expect(bytes).not.toContain('PRIVATE KEY');
    expect(bytes).not.toContain('practice.example');
  });

  it('is checked without restoring it, by somebody with the passphrase or without', async () => {
    const file = await theBackUp();
    const open = await runCommand(['backup', '--check', file, '--passphrase-file', at('secret')], settings);
    expect({ code: open.code, said: open.said }).toEqual({
      code: 0,
      said: expect.stringMatching(/which is the key of the installation here[^]*WHOLE/),
    });
    const sealed = await runCommand(['backup', '--check', file], {});
    expect({ code: sealed.code, said: sealed.said }).toEqual({
      code: 0,
      said: expect.stringMatching(/its content was not read[^]*WHOLE/),
    });
  });

  it('is not replaced by another of the same name', async () => {
    const { code, said } = await runCommand(['backup', await theBackUp(), '--with-keys'], settings);
    expect({ code, said }).toEqual({
      code: 1,
      said: expect.stringMatching(/is there already. It was not touched/),
    });
  });
});

describe('a back-up that is not what was written', () => {
  const damaged = async (name: string, harm: (file: string) => Promise<void>): Promise<string> => {
    const copy = at(`${name}.backup`);
    await copyFile(await theBackUp(), copy);
    await harm(copy);
    return copy;
  };
  const flip = (place: (size: number) => number) => async (file: string) => {
    const bytes = await readFile(file);
    const where = place(bytes.length);
    bytes.writeUInt8(bytes.readUInt8(where) ^ 1, where);
    await writeFile(file, bytes);
  };
  it.each([
    [
      'one bit of a table',
      flip((size) => Math.floor(size / 3)),
      /is damaged: tables\/.* is not what was written/,
    ],
    ['one bit of the list', flip((size) => size - 4000), /its signature does not fit/],
    ['the second half', (file: string) => truncate(file, 50_000), /is not whole/],
    ['all of it', (file: string) => writeFile(file, 'hello'), /is not a back-up of Concordat/],
  ])('is refused when %s is changed', async (name, harm, sentence) => {
    const file = await damaged(name, harm);
    const { code, said } = await runCommand(['backup', '--check', file], {});
    expect({ code, said }).toEqual({ code: 1, said: expect.stringMatching(sentence) });
  });

  it('is refused under another passphrase, and restores nothing without one', async () => {
    await writeFile(at('wrong'), 'some other long passphrase\n');
    const file = await theBackUp();
    const other = await runCommand(
      ['restore', file, '--into', at('a'), '--passphrase-file', at('wrong')],
      {},
    );
    expect({ code: other.code, said: other.said }).toEqual({
      code: 1,
      said: expect.stringMatching(/This is not the passphrase/),
    });
    const none = await runCommand(['restore', file, '--into', at('a')], {});
    expect({ code: none.code, said: none.said }).toEqual({
      code: 1,
      said: expect.stringMatching(/is sealed with a passphrase. Nothing was changed/),
    });
  });
});

describe('a back-up that cannot be made', () => {
  it('for want of room leaves nothing behind and says so', async () => {
    const disk = await mountSmallDisk(at('small'), 1);
    if (typeof disk === 'string') {
      console.log(`Not tried, because this account may mount nothing: ${disk}`);
      return;
    }
    try {
      await disk.fill();
      const { code, said } = await runCommand(['backup', at('small', 'x.backup'), '--with-keys'], settings);
      expect({ code, said }).toEqual({
        code: 1,
        said: expect.stringMatching(/^The disk is full\. What was half written/),
      });
      expect(await readdir(at('small'))).toEqual(['ballast']);
    } finally {
      disk.unmount();
    }
  });
});

describe('a back-up of an older version', () => {
  it('is made before the database is migrated, and is migrated when it is restored', async () => {
    const server = await superuserUrl(room.dataDir);
    const passwords = path.join(room.dataDir, 'database-roles.json');
    const on = (name: string): string => server.replace(/\/[^/]*$/, `/${name}`);
    await sql(server, 'create database old_version template template0');
    await sql(server, 'create database new_version template template0');
    const then = migrationNames.slice(0, 6);
    const access = await provisionRoles(on('old_version'), passwords);
    await migrate(access.migrate, schemaWith(then));
    await sql(
      on('old_version'),
      `insert into person (id, email, display_name) values (gen_random_uuid(), 'old@x.example', 'Old')`,
    );
    const file = at('old.backup');
    const made = await backUp({
      superuserUrl: on('old_version'),
      keyFolder: room.dataDir,
      file,
      passphrase: undefined,
    });
    expect(made.manifest.migrations).toEqual(then);
    await mkdir(at('new-keys'));
    await copyFile(passwords, at('new-keys', 'database-roles.json'));
    const restored = await restore({
      file,
      passphrase: undefined,
      superuserUrl: on('new_version'),
      keyFolder: at('new-keys'),
    });
    expect(restored.migrated).toEqual(migrationNames.slice(6));
    expect(await sql(on('new_version'), 'select email from person')).toEqual([{ email: 'old@x.example' }]);
  });
});

describe('a restore', () => {
  it('goes only into an empty place', async () => {
    const file = await theBackUp();
    const seal = ['--passphrase-file', at('secret')];
    const own = await runCommand(
      ['restore', file, '--into', await superuserUrl(room.dataDir), ...seal],
      settings,
    );
    expect({ code: own.code, said: own.said }).toEqual({
      code: 1,
      said: expect.stringMatching(/The database is not empty \(it has .*\). Nothing was changed/),
    });
    await mkdir(at('photos'));
    await writeFile(at('photos', 'holiday.jpg'), 'x');
    const photos = await runCommand(['restore', file, '--into', at('photos'), ...seal], {});
    expect({ code: photos.code, said: photos.said }).toEqual({
      code: 1,
      said: expect.stringMatching(/is not empty \(it holds holiday.jpg\). Nothing was changed/),
    });
  });

  it('gives an installation that starts, signs with the same key, knows its people and has nobody signed in', async () => {
    // Something due and something on its way when it was saved.
    const saved = await superuserUrl(room.dataDir);
    const [planned] = await sql<{ id: string }>(
      saved,
      `update reminder_occurrence set due_at = clock_timestamp() + interval '1 s', version = version + 1
        where id = (select id from reminder_occurrence where state = 'planned' order by due_at desc limit 1) returning id`,
    );
    const file = at('late.backup');
    const made = await runCommand(['backup', file, '--with-keys'], settings);
    expect(made.said).toMatch(/It is not sealed: whoever holds it can read every text/);
    const key = await fetch(`${product.address}/api/receipts/key`).then((answer) => answer.json());
    const target = at('restored');
    const { code, said } = await runCommand(['restore', file, '--into', target], {});
    expect({ code, said }).toEqual({
      code: 0,
      said: expect.stringMatching(
        /Read back and compared, without a difference: [^]*Nobody is signed in[^]*wait as failed/,
      ),
    });

    const port = await freePort();
    const second = room.start({ CONCORDAT_DATA_DIR: target, PORT: String(port), CONCORDAT_SAMPLE: 'on' });
    await second.ready();
    try {
      expect(await fetch(`${second.address}/api/receipts/key`).then((answer) => answer.json())).toEqual(key);
      const { accounts } = (await fetch(`${second.address}/api/sample/accounts`).then((answer) =>
        answer.json(),
      )) as { accounts: unknown[] };
      expect(accounts.length).toBeGreaterThan(10);
      const url = await superuserUrl(target);
      expect(await sql(url, 'select id from session')).toEqual([]);
      expect(
        await sql(url, `select state, last_error from reminder_occurrence where id = '${planned?.id}'`),
      ).toEqual([{ state: 'failed', last_error: expect.stringMatching(/^Held after a restore/) }]);
      const key1 = createHash('sha256').update(await readFile(path.join(target, 'receipt-key.pem')));
      const key2 = createHash('sha256').update(await readFile(path.join(room.dataDir, 'receipt-key.pem')));
      expect(key1.digest('hex')).toBe(key2.digest('hex'));
    } finally {
      second.child.kill('SIGTERM');
      await second.ended();
    }
  });
});

describe('doctor', () => {
  it('finds a sound installation sound, and says when it was last saved', async () => {
    const { code, said } = await runAsProcess(['doctor', '--deep'], settings);
    expect({ code, said }).toEqual({
      code: 0,
      said: expect.stringMatching(
        /Concordat runs on port \d+ and is ready[^]*The last back-up is \d+ seconds? old[^]*0 wrong/,
      ),
    });
  });

  it('names a damaged row, and a broken chain of the audit', async () => {
    const url = await superuserUrl(room.dataDir);
    await sql(
      url,
      `insert into audit_event (action, object_kind, object_id) values ('a.happened', 'a', 'b')`,
    );
    const [row] = await sql<{ id: string; seq: string }>(
      url,
      'select section_id as id, seq from section_update order by 1, 2 limit 1',
    );
    await sql(
      url,
      'alter table section_update disable trigger user; alter table audit_event disable trigger user',
    );
    await sql(
      url,
      `update section_update set bytes = bytes || '\\x00' where section_id = '${row?.id}' and seq = ${row?.seq}`,
    );
    await sql(url, `update audit_event set action = 'nothing.happened' where action = 'a.happened'`);
    const { code, said } = await runCommand(['doctor', '--deep'], settings);
    expect(code).toBe(1);
    expect(said).toContain(`Damaged rows of the log: section ${row?.id} at ${row?.seq}`);
    expect(said).toMatch(
      /The audit chain [0-9a-f-]+ breaks at act \d+\. Somebody changed rows past the product/,
    );
  });

  it('saves a damaged log as it is, and says so', async () => {
    const { code, said } = await runCommand(['backup', at('damaged-log.backup'), '--with-keys'], settings);
    expect(code).toBe(0);
    expect(said).toMatch(/ATTENTION: the log of section [0-9a-f-]+ is damaged at position \d+/);
  });
});

describe('migrate', () => {
  it('has nothing to do where the product runs, and lists that without doing it', async () => {
    const { code, said } = await runCommand(['migrate', '--dry-run'], settings);
    expect({ code, said }).toEqual({ code: 0, said: 'The database is up to date.\n' });
  });

  it('and every other command refuse a database of a newer version', async () => {
    const url = await superuserUrl(room.dataDir);
    await sql(url, `insert into migration ("timestamp", name) values (9999999999999, 'Future9999999999999')`);
    for (const args of [['migrate'], ['backup', at('newer.backup'), '--with-keys']]) {
      const { code, said } = await runCommand(args, settings);
      expect({ code, said }).toEqual({
        code: 1,
        said: expect.stringMatching(/made by a newer Concordat than this one \(it has Future9999999999999\)/),
      });
    }
  });
});

describe('a command', () => {
  it.each([
    [['backup', '/tmp/x', '--with-keys'], {}, /There is no installation in|holds no installation/],
    [
      ['doctor'],
      { DATABASE_URL: 'postgres://nobody:secret@127.0.0.1:9/concordat' },
      /The database does not answer: nothing listens at its address/,
    ],
    [['restore', '/nowhere.backup'], {}, /There is no file \/nowhere.backup/],
    [['backup'], {}, /^backup <folder/],
    [['unknown'], {}, /^Usage: npm run concordat/],
    [['backup', 'x', '--wrong'], {}, /Unknown option '--wrong'/],
  ])('%j that cannot be done says so in a sentence', async (args, more, sentence) => {
    const { code, said } = await runCommand(args, { CONCORDAT_DATA_DIR: at('nothing'), ...more });
    expect({ code, said }).toEqual({ code: 1, said: expect.stringMatching(sentence) });
    expect(said).not.toMatch(/secret|\n\s+at /);
  });
});
