import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { InstallationRole } from '@concordat/domain';
import pg from 'pg';
import { createApplication } from '../application.js';
import { SessionOpener } from '../platform/authz/index.js';
import { type Config, readConfig } from '../platform/config/index.js';
import type { LoginRole } from '../platform/database/index.js';
import { Readiness } from '../platform/lifecycle/index.js';
import { jsonLog } from '../platform/observability/index.js';
import { OutboxDrain } from '../platform/outbox/index.js';
import { Agent } from './agent.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';

/** A person made for a test. */
export interface NewPerson {
  readonly email: string;
  readonly displayName?: string;
  readonly installationRoles?: readonly InstallationRole[];
}

/** The whole application on a database of its own, listening on a free port. */
export class TestServer {
  private constructor(
    readonly app: NestExpressApplication,
    readonly config: Config,
    readonly database: TestDatabase,
    /** What was logged so far, one JSON object a line. */
    readonly logged: readonly string[],
  ) {}

  static async start(settings: Partial<Config> = {}): Promise<TestServer> {
    const database = await createTestDatabase();
    const dataDir = await mkdtemp(path.join(tmpdir(), 'concordat-data-'));
    const config = { ...readConfig({ PORT: String(await freePort()) }), dataDir, ...settings };
    const logged: string[] = [];
    const app = await createApplication(
      config,
      database.access,
      jsonLog({ write: (line) => void logged.push(line) }),
    );
    await app.listen(config.port, config.host);
    app.get(Readiness).open();
    return new TestServer(app, config, database, logged);
  }

  get url(): string {
    return `http://127.0.0.1:${this.config.port}`;
  }

  /** A browser where nobody is signed in. */
  nobody(): Agent {
    return new Agent(this.url, null, null);
  }

  /** Makes a person, past every rule. Gives the id. */
  async addPerson({ email, displayName = email, installationRoles = [] }: NewPerson): Promise<string> {
    const id = randomUUID();
    await this.sql(
      'insert into person (id, email, display_name, installation_roles) values ($1, $2, $3, $4)',
      [id, email, displayName, installationRoles],
    );
    return id;
  }

  /** A browser of the person with this address, who must exist. */
  async signIn(email: string): Promise<Agent> {
    const [person] = await this.sql<{ id: string }>('select id from person where email = $1', [email]);
    if (!person) throw new Error(`Nobody has the address ${email}`);
    const { cookie } = await this.app.get(SessionOpener, { strict: false }).open(person.id, 'test');
    return new Agent(this.url, cookie, person.id);
  }

  /** Runs a statement as the superuser, past row security: to arrange and to look. */
  sql<Row extends object>(text: string, params: readonly unknown[] = []): Promise<Row[]> {
    return this.database.sql<Row>(text, params);
  }

  /** Runs a statement as one of the product's own roles, and as a person where one is named: to prove a right. */
  async sqlAs<Row extends object>(
    role: LoginRole,
    text: string,
    params: readonly unknown[] = [],
    personId = '',
  ): Promise<Row[]> {
    const client = new pg.Client({ connectionString: this.database.access[role] });
    await client.connect();
    try {
      await client.query('select set_config($1, $2, false)', ['app.person_id', personId]);
      return (await client.query<Row>(text, [...params])).rows;
    } finally {
      await client.end();
    }
  }

  /** Waits until everything that the commits so far asked for has been handled. */
  async settle(): Promise<void> {
    await this.app.get(OutboxDrain).settle();
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.database.drop();
    await rm(this.config.dataDir, { recursive: true, force: true });
  }
}

/** Starts a server for one spec file; stop it in `afterAll`. */
export const startTestServer = (settings?: Partial<Config>): Promise<TestServer> =>
  TestServer.start(settings);

/** A port that nobody listens on right now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject).listen(0, '127.0.0.1', () => {
      const at = probe.address();
      probe.close(() =>
        typeof at === 'object' && at ? resolve(at.port) : reject(new Error('no port was free')),
      );
    });
  });
}
