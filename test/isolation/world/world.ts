import pg from 'pg';
import { LinkTokens } from '../../../apps/api/src/modules/identity/link-tokens.js';
import { startTestServer, type TestServer } from '../../../apps/api/src/testing/index.js';
import { freePort } from '../../support/product.js';
import { Canaries } from './canaries.js';
import { type Caller, type Consortium, type Person } from './cast.js';
import { foundProposals } from './found-proposals.js';
import { fillProposals } from './fill-proposals.js';
import { invitePeople } from './invite-people.js';
import { knowIds } from './know-ids.js';
import { openDoors } from './open-doors.js';
import { plantTexts } from './plant-texts.js';

/** Ids of one consortium by what they are: `proposal`, `section`, `approvedSection`, `round`… */
export type IdsByKind = Record<string, string>;

/** Rivals on one running installation, every row of theirs marked. */
export class World {
  readonly canaries = new Canaries();
  readonly people = new Map<string, Person>();
  readonly callers = new Map<string, Caller>();
  readonly ids: Record<Consortium, IdsByKind> = { alfa: {}, bravo: {}, sierra: {}, delta: {} };
  /** Which consortium a proposal belongs to. */
  readonly owners = new Map<string, Consortium>();
  /** Versions of rows by id, for requests that name what they saw. */
  readonly versions = new Map<string, number>();

  private constructor(
    readonly server: TestServer,
    /** The superuser's own connection, on which guards and foreign keys sleep: what is arranged passes every rule. */
    private readonly arranger: pg.Client,
  ) {}

  static async arrange(): Promise<World> {
    // Passkeys work where an installation has a name.
    const port = await freePort();
    const server = await startTestServer({ port, publicUrl: `http://localhost:${port}` });
    const arranger = new pg.Client({ connectionString: server.database.superuserUrl });
    const world = new World(server, arranger);
    try {
      await arranger.connect();
      await arranger.query('set session_replication_role = replica');
      for (const step of [invitePeople, foundProposals, fillProposals, openDoors, plantTexts, knowIds])
        await step(world);
    } catch (error) {
      await world.leave();
      throw error;
    }
    return world;
  }

  get tokens(): LinkTokens {
    return this.server.app.get(LinkTokens, { strict: false });
  }

  person(name: string): Person {
    const person = this.people.get(name);
    if (!person) throw new Error(`There is no person called ${name}`);
    return person;
  }

  caller(name: string): Caller {
    const caller = this.callers.get(name);
    if (!caller) throw new Error(`There is no caller called ${name}`);
    return caller;
  }

  /** The id of something that must exist. */
  id(consortium: Consortium, kind: string): string {
    const id = this.ids[consortium][kind];
    if (id === undefined) throw new Error(`${consortium} has no ${kind}`);
    return id;
  }

  async sql<Row extends object>(text: string, params: readonly unknown[] = []): Promise<Row[]> {
    return (await this.arranger.query<Row>(text, [...params])).rows;
  }

  async leave(): Promise<void> {
    await this.arranger.end();
    await this.server.stop();
  }
}
