import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { type SecondFactorSetting, secondFactorSettings } from '@concordat/domain';
import { z } from 'zod';
import { isLoopback } from './loopback.js';

/**
 * Everything an operator can set, read once at the start and handed on as one frozen object.
 * Nothing else in the product reads `process.env`.
 */
export type Config = Readonly<{
  /** TCP port of the one listener (http and sockets), 1 to 65535. */
  port: number;
  /** Address the listener binds to. */
  host: string;
  /** Origin under which people reach the installation, without a trailing slash: links, allowed Origins, Host list. */
  publicUrl: string;
  /** Where other processes on the same database reach this one's listener; an origin without a trailing slash. */
  internalUrl: string;
  /** Absolute path of the folder for the embedded database, files and secrets. */
  dataDir: string;
  /** A Postgres server of the operator's; undefined means the embedded one. */
  databaseUrl: string | undefined;
  /** A Redis or Valkey for the jobs; undefined means the jobs live in Postgres. */
  redisUrl: string | undefined;
  /** Where mails are handed over; undefined means they stay in the mailbox page. */
  smtpUrl: string | undefined;
  /** Whether the sample consortia and the sign-in without a password exist; only ever true on loopback. */
  sample: boolean;
  /** Whether admins and coordinators must have a second factor before anything else, or may have one. */
  secondFactor: SecondFactorSetting;
  /** TCP port of the figures for Prometheus; undefined means there are none. */
  metricsPort: number | undefined;
  /** Address that the figures' listener binds to. */
  metricsHost: string;
}>;

/** One setting with a wrong value: the variable's name and a sentence that says what it should be. */
export type ConfigProblem = Readonly<{ name: string; message: string }>;

/** Stops the start. The message holds one line per wrong value and is fit for the terminal as it stands. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(readonly problems: readonly ConfigProblem[]) {
    super(problems.map(({ name, message }) => `${name} ${message}`).join('\n'));
  }
}

const checkout = fileURLToPath(new URL('../../../../../', import.meta.url));

const hostName = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i;

/** `127.0.0.300` looks like a name to a pattern and like an address to a person; a resolver would only time out. */
function isHost(value: string): boolean {
  return isIP(value) !== 0 || (hostName.test(value) && !/^[\d.]+$/.test(value));
}

function address(schemes: readonly string[], shouldBe: string) {
  return z.string().refine(
    (value) => {
      const url = URL.canParse(value) ? new URL(value) : undefined;
      return url !== undefined && schemes.includes(url.protocol) && url.hostname !== '';
    },
    { error: `should be ${shouldBe}` },
  );
}

const database = address(
  ['postgres:', 'postgresql:'],
  'the address of a Postgres database, such as postgres://user:password@host:5432/concordat',
).refine((value) => !URL.canParse(value) || new URL(value).pathname.length > 1, {
  error: 'should name a database after the host, such as postgres://user:password@host:5432/concordat',
});

function isBareOrigin(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const url = new URL(value);
  return (
    (url.protocol === 'http:' || url.protocol === 'https:') &&
    url.username === '' &&
    url.password === '' &&
    url.pathname === '/' &&
    url.search === '' &&
    url.hash === ''
  );
}

const portNumber = z
  .string()
  .regex(/^\d{1,5}$/, { error: 'should be a whole number from 1 to 65535' })
  .transform(Number)
  .refine((port) => port >= 1 && port <= 65535, { error: 'should be a whole number from 1 to 65535' });

const settings = z.object({
  PORT: portNumber.default(3000),
  HOST: z
    .string()
    .refine(isHost, { error: 'should be an IP address or a host name to listen on, such as 127.0.0.1' })
    .default('127.0.0.1'),
  CONCORDAT_PUBLIC_URL: z
    .string()
    .refine(isBareOrigin, {
      error: 'should be the address people type, without a path, such as https://concordat.example.org',
    })
    .transform((value) => new URL(value).origin)
    .optional(),
  CONCORDAT_INTERNAL_URL: z
    .string()
    .refine(isBareOrigin, {
      error: 'should be the address under which other processes reach this one, such as http://10.0.0.4:3000',
    })
    .transform((value) => new URL(value).origin)
    .optional(),
  CONCORDAT_DATA_DIR: z
    .string()
    .refine((value) => !value.includes('\0'), { error: 'should be the path of a folder' })
    .transform((value) => path.resolve(value))
    .default(path.join(checkout, '.data')),
  DATABASE_URL: database.optional(),
  REDIS_URL: address(
    ['redis:', 'rediss:'],
    'the address of a Redis or Valkey server, such as redis://host:6379',
  ).optional(),
  SMTP_URL: address(
    ['smtp:', 'smtps:'],
    'the address of a mail server, such as smtp://user:password@host:587',
  ).optional(),
  CONCORDAT_SAMPLE: z.enum(['on', 'off'], { error: 'should be on or off' }).optional(),
  CONCORDAT_SECOND_FACTOR: z
    .enum(secondFactorSettings, { error: 'should be required or offered' })
    .optional(),
  CONCORDAT_METRICS_PORT: portNumber.optional(),
  CONCORDAT_METRICS_HOST: z
    .string()
    .refine(isHost, { error: 'should be an IP address or a host name to listen on, such as 127.0.0.1' })
    .default('127.0.0.1'),
});

/** The environment variables that Concordat reads. */
export const settingNames: readonly string[] = Object.keys(settings.shape);

type Settings = z.infer<typeof settings>;

/** Values that are good alone but not together: what is open to the network must not run in the clear. */
function conflicts(read: Settings): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  const hostIsLoopback = isLoopback(read.HOST);
  if (read.CONCORDAT_PUBLIC_URL === undefined && !hostIsLoopback)
    problems.push({
      name: 'CONCORDAT_PUBLIC_URL',
      message: `should be set to the https address people will use, because HOST ${read.HOST} is open to the network`,
    });
  const url = read.CONCORDAT_PUBLIC_URL === undefined ? undefined : new URL(read.CONCORDAT_PUBLIC_URL);
  const urlIsLoopback = url === undefined || isLoopback(url.hostname);
  if (url?.protocol === 'http:' && !urlIsLoopback)
    problems.push({
      name: 'CONCORDAT_PUBLIC_URL',
      message: `should begin with https://, because plain http is allowed only on this machine itself (127.0.0.1)`,
    });
  if (read.CONCORDAT_SAMPLE === 'on' && !(hostIsLoopback && urlIsLoopback))
    problems.push({
      name: 'CONCORDAT_SAMPLE',
      message: `should be off, because the sample signs people in without a password and ${
        hostIsLoopback ? 'CONCORDAT_PUBLIC_URL' : `HOST ${read.HOST}`
      } can be reached from other machines`,
    });
  if (read.CONCORDAT_METRICS_PORT === read.PORT)
    problems.push({
      name: 'CONCORDAT_METRICS_PORT',
      message: `should be another port than PORT ${read.PORT}, because figures are never served where people come in`,
    });
  return problems;
}

/**
 * Reads the configuration from environment variables; an empty variable counts as not set.
 * Throws `ConfigError` that names every wrong value at once, so that nobody mends them one start at a time.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.keys(settings.shape).flatMap((name) => (env[name]?.trim() ? [[name, env[name].trim()]] : [])),
  );
  const parsed = settings.safeParse(given);
  if (!parsed.success) {
    const firstOfEach = new Map<string, ConfigProblem>();
    for (const { path: at, message } of parsed.error.issues) {
      const name = String(at[0]);
      if (!firstOfEach.has(name))
        firstOfEach.set(name, { name, message: `${message}; it is ${shown(name, given)}` });
    }
    throw new ConfigError([...firstOfEach.values()]);
  }
  const read = parsed.data;
  const problems = conflicts(read);
  if (problems.length > 0) throw new ConfigError(problems);
  const publicUrl = read.CONCORDAT_PUBLIC_URL ?? `http://127.0.0.1:${read.PORT}`;
  const isOnThisMachine = isLoopback(read.HOST) && isLoopback(new URL(publicUrl).hostname);
  return Object.freeze({
    port: read.PORT,
    host: read.HOST,
    publicUrl,
    internalUrl: read.CONCORDAT_INTERNAL_URL ?? internalUrlOf(read.HOST, read.PORT),
    dataDir: read.CONCORDAT_DATA_DIR,
    databaseUrl: read.DATABASE_URL,
    redisUrl: read.REDIS_URL,
    smtpUrl: read.SMTP_URL,
    sample: read.CONCORDAT_SAMPLE === undefined ? isOnThisMachine : read.CONCORDAT_SAMPLE === 'on',
    secondFactor: read.CONCORDAT_SECOND_FACTOR ?? (isOnThisMachine ? 'offered' : 'required'),
    metricsPort: read.CONCORDAT_METRICS_PORT,
    metricsHost: read.CONCORDAT_METRICS_HOST,
  });
}

/** Who listens on every address is reached under the machine's own, as containers and hosts in one network are. */
function internalUrlOf(host: string, port: number): string {
  const isEveryAddress = host === '0.0.0.0' || host === '::';
  const own = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .find(({ family, internal }) => family === 'IPv4' && !internal);
  const name = isEveryAddress ? (own?.address ?? '127.0.0.1') : host;
  return `http://${isIP(name) === 6 ? `[${name}]` : name}:${port}`;
}

/** A wrong address may hold a good password, and a terminal is kept in logs. */
function shown(name: string, given: Record<string, string | undefined>): string {
  return name.endsWith('_URL') ? 'not one' : JSON.stringify(given[name]);
}
