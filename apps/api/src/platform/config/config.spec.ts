import path from 'node:path';
import { type Config, ConfigError, type ConfigProblem, isLoopback, readConfig } from './index.js';

function problemsOf(env: Record<string, string>): readonly ConfigProblem[] {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('readConfig', () => {
  it('serves the sample on this machine when nothing is set', () => {
    expect(readConfig({})).toEqual({
      port: 3000,
      host: '127.0.0.1',
      publicUrl: 'http://127.0.0.1:3000',
      internalUrl: 'http://127.0.0.1:3000',
      dataDir: path.resolve(import.meta.dirname, '../../../../../.data'),
      databaseUrl: undefined,
      redisUrl: undefined,
      smtpUrl: undefined,
      sample: true,
      secondFactor: 'offered',
      metricsPort: undefined,
      metricsHost: '127.0.0.1',
    });
  });

  it('takes an empty variable for one that is not set', () => {
    expect(readConfig({ PORT: '', HOST: ' ', DATABASE_URL: '', CONCORDAT_SAMPLE: '' })).toEqual(
      readConfig({}),
    );
  });

  const accepted: [Record<string, string>, Partial<Config>][] = [
    [{ CONCORDAT_METRICS_PORT: '9464' }, { metricsPort: 9464, metricsHost: '127.0.0.1' }],
    [{ PORT: '1' }, { port: 1, publicUrl: 'http://127.0.0.1:1' }],
    [{ PORT: ' 65535 ' }, { port: 65535 }],
    [{ HOST: 'localhost' }, { host: 'localhost', sample: true }],
    [{ HOST: '::1' }, { host: '::1', sample: true }],
    [{ HOST: '127.1.2.3' }, { sample: true }],
    [{ CONCORDAT_SAMPLE: 'off' }, { sample: false }],
    [{ CONCORDAT_SAMPLE: 'on' }, { sample: true }],
    [
      { CONCORDAT_PUBLIC_URL: 'http://localhost:4000/' },
      { publicUrl: 'http://localhost:4000', sample: true },
    ],
    [
      { HOST: '0.0.0.0', CONCORDAT_PUBLIC_URL: 'https://concordat.example.org/' },
      { host: '0.0.0.0', publicUrl: 'https://concordat.example.org', sample: false },
    ],
    [{ CONCORDAT_PUBLIC_URL: 'https://concordat.example.org' }, { sample: false, secondFactor: 'required' }],
    [{ CONCORDAT_SECOND_FACTOR: 'required' }, { sample: true, secondFactor: 'required' }],
    [
      { CONCORDAT_PUBLIC_URL: 'https://concordat.example.org', CONCORDAT_SECOND_FACTOR: 'offered' },
      { secondFactor: 'offered' },
    ],
    [
      { HOST: '0.0.0.0', CONCORDAT_PUBLIC_URL: 'http://127.0.0.1:3000' },
      { publicUrl: 'http://127.0.0.1:3000', sample: false },
    ],
    [{ CONCORDAT_INTERNAL_URL: 'http://10.0.0.4:3000/' }, { internalUrl: 'http://10.0.0.4:3000' }],
    [{ HOST: '::1', PORT: '3001' }, { internalUrl: 'http://[::1]:3001' }],
    [{ CONCORDAT_DATA_DIR: '/srv/übung mit leerzeichen' }, { dataDir: '/srv/übung mit leerzeichen' }],
    [{ CONCORDAT_DATA_DIR: 'somewhere' }, { dataDir: path.resolve('somewhere') }],
    [
      { DATABASE_URL: 'postgres://a:b@db:5432/concordat' },
      { databaseUrl: 'postgres://a:b@db:5432/concordat' },
    ],
    [{ DATABASE_URL: 'postgresql://db/concordat' }, { databaseUrl: 'postgresql://db/concordat' }],
    [{ REDIS_URL: 'rediss://cache:6380' }, { redisUrl: 'rediss://cache:6380' }],
    [{ SMTP_URL: 'smtps://u:p@mail.example.org:465' }, { smtpUrl: 'smtps://u:p@mail.example.org:465' }],
  ];
  it.each(accepted)('accepts %j', (env, expected) => {
    expect(readConfig(env)).toMatchObject(expected);
  });

  const refused: [Record<string, string>, string, RegExp][] = [
    ...['0', '65536', '-1', '3e3', '80.5', 'http', '000000'].map(
      (port): [Record<string, string>, string, RegExp] => [
        { PORT: port },
        'PORT',
        /whole number from 1 to 65535/,
      ],
    ),
    ...['http://127.0.0.1', 'a b', '127.0.0.300', '-x', '*'].map(
      (host): [Record<string, string>, string, RegExp] => [
        { HOST: host },
        'HOST',
        /IP address or a host name/,
      ],
    ),
    [{ CONCORDAT_METRICS_PORT: '3000' }, 'CONCORDAT_METRICS_PORT', /another port than PORT 3000/],
    [{ CONCORDAT_METRICS_PORT: 'on' }, 'CONCORDAT_METRICS_PORT', /whole number/],
    [{ HOST: '0.0.0.0' }, 'CONCORDAT_PUBLIC_URL', /https address .* because HOST 0\.0\.0\.0/],
    [{ HOST: '::' }, 'CONCORDAT_PUBLIC_URL', /open to the network/],
    ...[
      'concordat.example.org',
      'ftp://x.org',
      'https://x.org/app',
      'https://u:p@x.org',
      'https://x.org/?a=1',
    ].map((url): [Record<string, string>, string, RegExp] => [
      { CONCORDAT_PUBLIC_URL: url },
      'CONCORDAT_PUBLIC_URL',
      /address people type, without a path/,
    ]),
    [{ CONCORDAT_PUBLIC_URL: 'http://concordat.example.org' }, 'CONCORDAT_PUBLIC_URL', /begin with https/],
    [{ CONCORDAT_PUBLIC_URL: 'http://192.168.1.4:3000' }, 'CONCORDAT_PUBLIC_URL', /begin with https/],
    [{ CONCORDAT_DATA_DIR: 'a\0b' }, 'CONCORDAT_DATA_DIR', /path of a folder/],
    [{ DATABASE_URL: 'mysql://db/x' }, 'DATABASE_URL', /address of a Postgres database/],
    [{ DATABASE_URL: 'concordat' }, 'DATABASE_URL', /address of a Postgres database/],
    [{ DATABASE_URL: 'postgres://db:5432' }, 'DATABASE_URL', /name a database/],
    [{ REDIS_URL: 'http://cache' }, 'REDIS_URL', /Redis or Valkey/],
    [{ SMTP_URL: 'mail.example.org' }, 'SMTP_URL', /mail server/],
    [{ CONCORDAT_SAMPLE: 'true' }, 'CONCORDAT_SAMPLE', /should be on or off; it is "true"/],
    [
      { HOST: '0.0.0.0', CONCORDAT_PUBLIC_URL: 'https://x.org', CONCORDAT_SAMPLE: 'on' },
      'CONCORDAT_SAMPLE',
      /should be off, because .* HOST 0\.0\.0\.0/,
    ],
    [
      { CONCORDAT_PUBLIC_URL: 'https://x.org', CONCORDAT_SAMPLE: 'on' },
      'CONCORDAT_SAMPLE',
      /CONCORDAT_PUBLIC_URL can be reached from other machines/,
    ],
  ];
  it.each(refused)('refuses %j, naming %s', (env, name, sentence) => {
    expect(problemsOf(env)).toEqual([{ name, message: expect.stringMatching(sentence) }]);
  });

  it('names every wrong value at once, one line each', () => {
    expect(() => readConfig({ PORT: 'x', CONCORDAT_SAMPLE: 'x' })).toThrow(
      /^PORT should .*\nCONCORDAT_SAMPLE should .*$/,
    );
  });

  it('never repeats a wrong address, which may hold a password', () => {
    expect(() => readConfig({ DATABASE_URL: 'mysql://u:secret@db/x' })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('secret') }),
    );
  });

  it('cannot be changed after the start', () => {
    expect(Object.isFrozen(readConfig({}))).toBe(true);
  });
});

describe('isLoopback', () => {
  it.each([
    ['127.0.0.1', true],
    ['127.255.255.254', true],
    ['::1', true],
    ['[::1]', true],
    ['::ffff:127.0.0.1', true],
    ['localhost', true],
    ['LOCALHOST', true],
    ['0.0.0.0', false],
    ['::', false],
    ['10.0.0.1', false],
    ['::ffff:10.0.0.1', false],
    ['localhost.example.org', false],
    ['127.0.0.1.example.org', false],
    ['', false],
  ])('%s: %s', (host, expected) => {
    expect(isLoopback(host)).toBe(expected);
  });
});
