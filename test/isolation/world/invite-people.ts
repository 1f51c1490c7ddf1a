import { randomUUID } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import { SessionOpener } from '../../../apps/api/src/platform/authz/index.js';
import { cast, isAdmin, knows, type Person } from './cast.js';
import type { Reader } from './canaries.js';
import type { World } from './world.js';

/** What every account's owner types; it must appear nowhere. */
export const password = 'cnry-a-sentence-that-nobody-says-twice';

/** Makes accounts and sessions for the whole cast, and the callers who are nobody although they carry a cookie. */
export async function invitePeople(world: World): Promise<void> {
  const passwordHash = await hash(password, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
  for (const part of cast) {
    const id = randomUUID();
    const seen = ({ person: reader, bearerOf }: Reader): boolean =>
      part.isSample ||
      isAdmin(reader) ||
      knows(reader, person) ||
      invites(world, person, bearerOf) ||
      bearerOf.includes(id);
    const email = `${world.canaries.plant(`person.email of ${part.name}`, seen)}@example.org`;
    const displayName = `${part.name} ${world.canaries.plant(`person.display_name of ${part.name}`, seen)}`;
    const person: Person = { ...part, id, email };
    world.people.set(part.name, person);
    await world.sql(
      `insert into person (id, email, display_name, installation_roles, is_sample, password_hash)
       values ($1, $2, $3, $4, $5, $6)`,
      [id, email, displayName, [...part.installationRoles], part.isSample, passwordHash],
    );
  }
  world.canaries.know(passwordHash, 'person.password_hash', () => false);
  for (const person of world.people.values())
    world.callers.set(person.name, { name: person.name, person, cookie: await session(world, person) });
  await makeNobodies(world);
}

/** Coordinators invite here, and whoever holds the link reads by whom they are invited. */
const invites = (world: World, { name }: Person, bearerOf: readonly string[]): boolean =>
  bearerOf.some((proposalId) => name === `${world.owners.get(proposalId)}.coordinator`);

/** Opens a session; its secret is a canary that only its owner's browser may see. */
export async function session(world: World, person: Person): Promise<string> {
  const opener = world.server.app.get(SessionOpener, { strict: false });
  const { cookie } = await opener.open(
    person.id,
    world.canaries.plant(`session.user_agent of ${person.name}`, () => false),
  );
  world.canaries.know(cookie.split('=')[1] ?? '', `the cookie of ${person.name}`, () => false);
  return cookie;
}

/** Nobody, in all the ways a browser can be nobody. */
async function makeNobodies(world: World): Promise<void> {
  const owner = world.person('alfa.coordinator');
  const nobody = (name: string, cookie: string | null): void =>
    void world.callers.set(name, { name, person: null, cookie });
  const expired = await session(world, owner);
  await world.sql(
    `update session set expires_at = now() - interval '1 s' where created_at = (select max(created_at) from session)`,
  );
  const ended = await session(world, owner);
  await world.sql(
    `update session set ended_at = now() where created_at = (select max(created_at) from session)`,
  );
  nobody('signed_out', null);
  nobody('expired', expired);
  nobody('ended_session', ended);
  nobody('forged', `${expired.split('=')[0]}=${'A'.repeat(43)}`);
  const { cookie } = world.caller('disabled');
  nobody('disabled', cookie);
  await world.sql('update person set disabled_at = now() where id = $1', [world.person('disabled').id]);
}
