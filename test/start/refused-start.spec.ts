import { chmod, chown, mkdir, readdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { once } from 'node:events';
import path from 'node:path';
import { databaseOn, enterRoom, type Product, type Room, statusOf } from '../support/product.js';

let room: Room;
beforeEach(async () => {
  room = await enterRoom();
});
afterEach(() => room.leave());

/** The lines for the operator, without the log. */
const sentences = (product: Product): string[] =>
  product
    .said()
    .split('\n')
    .filter(
      (line) => line !== '' && !line.startsWith('{') && !/^(Concordat is starting\.| {2}\S)/.test(line),
    );

describe('a wrong value stops the start with its name and what it should be', () => {
  const wrong: [Record<string, string>, RegExp][] = [
    [{ PORT: '70000' }, /^PORT should be a whole number from 1 to 65535; it is "70000"$/],
    [{ HOST: 'http://here' }, /^HOST should be an IP address or a host name/],
    [{ HOST: '0.0.0.0' }, /^CONCORDAT_PUBLIC_URL should be set to the https address/],
    [
      { CONCORDAT_PUBLIC_URL: 'http://concordat.example.org' },
      /^CONCORDAT_PUBLIC_URL should begin with https/,
    ],
    [{ DATABASE_URL: 'mysql://db/x' }, /^DATABASE_URL should be the address of a Postgres database/],
    [{ REDIS_URL: 'localhost' }, /^REDIS_URL should be the address of a Redis or Valkey server/],
    [{ SMTP_URL: 'mail.example.org' }, /^SMTP_URL should be the address of a mail server/],
    [{ CONCORDAT_SAMPLE: 'yes' }, /^CONCORDAT_SAMPLE should be on or off; it is "yes"$/],
    [
      { HOST: '0.0.0.0', CONCORDAT_PUBLIC_URL: 'https://concordat.example.org', CONCORDAT_SAMPLE: 'on' },
      /^CONCORDAT_SAMPLE should be off, because the sample signs people in without a password/,
    ],
  ];
  it.each(wrong)('%j', async (settings, sentence) => {
    const product = room.start(settings);
    expect(await product.ended()).toBe(1);
    expect(sentences(product)).toEqual([expect.stringMatching(sentence)]);
    expect(await readdir(room.folder)).toEqual([]);
  });

  it('says all wrong values at once', async () => {
    const product = room.start({ PORT: 'x', CONCORDAT_SAMPLE: 'x' });
    expect(await product.ended()).toBe(1);
    expect(sentences(product)).toEqual([
      expect.stringMatching(/^PORT should/),
      expect.stringMatching(/^CONCORDAT_SAMPLE should/),
    ]);
  });
});

describe('a start that cannot go on says so in one sentence and leaves nothing running', () => {
  it('when the port is taken', async () => {
    const other = createServer((_, response) => response.end('other')).listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    try {
      const product = room.start({ PORT: String(port) });
      expect(await product.ended()).toBe(1);
      expect(sentences(product)).toEqual([
        `Port ${port} on 127.0.0.1 is in use by another program; stop that program, or set PORT to another port.`,
      ]);
      expect(await databaseOn(room.dataDir)).toBe(undefined);
    } finally {
      other.close();
    }
  });

  it('when the data folder is a file', async () => {
    await writeFile(room.dataDir, 'not a folder');
    const product = room.start();
    expect(await product.ended()).toBe(1);
    expect(sentences(product)).toEqual([
      expect.stringMatching(
        /^The data folder .*daten cannot be used: it is a file, not a folder; .*CONCORDAT_DATA_DIR/,
      ),
    ]);
  });

  it('when something else lies in the data folder', async () => {
    await mkdir(path.join(room.dataDir, 'postgres/photos'), { recursive: true });
    const product = room.start();
    expect(await product.ended()).toBe(1);
    expect(sentences(product)).toEqual([
      expect.stringMatching(/holds something that is not a database of Concordat/),
    ]);
  });

  it('when the data was made by another Postgres', async () => {
    const cluster = path.join(room.dataDir, 'postgres');
    await mkdir(cluster, { recursive: true });
    await writeFile(path.join(cluster, 'PG_VERSION'), '14\n');
    if (process.getuid?.() === 0) {
      await chown(cluster, 65534, 65534);
      await chmod(cluster, 0o700);
    }
    const product = room.start();
    expect(await product.ended()).toBe(1);
    expect(sentences(product)).toEqual([
      expect.stringMatching(/was made by Postgres 14 and this version of Concordat/),
    ]);
  });

  it('when the database of the operator is not there', async () => {
    const product = room.start({ DATABASE_URL: 'postgres://nobody:secret@127.0.0.1:9/concordat' });
    expect(await product.ended()).toBe(1);
    expect(sentences(product)).toEqual([
      expect.stringMatching(
        /^The database in DATABASE_URL cannot be used: nothing answers there; correct DATABASE_URL/,
      ),
    ]);
    expect(product.said()).not.toContain('secret');
  });

  it('when the queue of the operator is not there', async () => {
    const product = room.start({ REDIS_URL: 'redis://:secret@127.0.0.1:9' });
    expect(await product.ended()).toBe(1);
    expect(sentences(product)).toEqual([
      expect.stringMatching(
        /^The job queue in REDIS_URL cannot be used: nothing answers there; correct REDIS_URL/,
      ),
    ]);
    expect(product.said()).not.toContain('secret');
  });

  it('when another Concordat already runs on the data, which goes on', async () => {
    const first = room.start();
    await first.ready();
    const second = room.start({ PORT: '45999' });
    expect(await second.ended()).toBe(1);
    expect(sentences(second)).toEqual([
      expect.stringMatching(
        new RegExp(
          `^Another Concordat \\(process ${first.pid}\\) is already running on the data folder .*; stop it`,
        ),
      ),
    ]);
    expect(await statusOf(`${first.address}/health/ready`)).toBe(200);
  });
});
