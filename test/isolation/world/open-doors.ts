import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { confirmApp, offerApp, openText, requestTicket } from '@concordat/contracts';
import { schemaVersion } from '@concordat/document';
import { Secret, TOTP } from 'otpauth';
import * as Y from 'yjs';
import { hashOf } from '../../../apps/api/src/modules/identity/link-tokens.js';
import type { Reader } from './canaries.js';
import { agentOf } from './found-proposals.js';
import { put } from './fill-proposals.js';
import { password } from './invite-people.js';
import type { World } from './world.js';

/** What a page has of a text that it opens for the first time. */
export const emptyState = Buffer.from(Y.encodeStateVector(new Y.Doc())).toString('base64');

/** The figures that an authenticator app shows now. */
export const appCode = (secret: string): string => new TOTP({ secret: Secret.fromBase32(secret) }).generate();

/** What requests name besides rows: tickets, texts that are open, passkeys, sign-ins that have begun. */
export async function openDoors(world: World): Promise<void> {
  // Everybody was here and proved who they are just now; a long run is no reason to write or to ask again.
  await world.sql(
    `update session set proved_at = now() + interval '1 day', last_seen_at = now() + interval '1 hour'`,
  );
  for (const consortium of ['alfa', 'bravo'] as const) {
    const author = agentOf(world, `${consortium}.author`);
    const sectionId = world.id(consortium, 'section');
    const [session] = await world.sql<{ id: string }>('select id from session where person_id = $1', [
      author.personId,
    ]);
    const ticket = randomBytes(32).toString('base64url');
    await put(world, 'collab_ticket', {
      ...{ id: randomUUID(), proposal_id: world.id(consortium, 'proposal'), section_id: sectionId },
      ...{
        token_hash: createHash('sha256').update(ticket).digest(),
        person_id: author.personId,
        session_id: session?.id,
      },
      ...{
        device_id: randomUUID(),
        mode: 'edit',
        schema_version: schemaVersion,
        expires_at: new Date(Date.now() + 86_400_000),
      },
    });
    world.canaries.know(ticket, `a ticket of ${consortium}.author`, () => false);
    const device = { deviceId: randomUUID(), schemaVersion };
    const own = await author.get(requestTicket, { params: { sectionId }, body: device });
    const opened = await author.get(openText, {
      params: { sectionId },
      body: { ticket: own.ticket, stateVector: emptyState, clientId: 7 },
    });
    const spare = await author.get(openText, {
      params: { sectionId },
      body: {
        ticket: (await author.get(requestTicket, { params: { sectionId }, body: device })).ticket,
        stateVector: emptyState,
        clientId: 8,
      },
    });
    const passkey = { id: randomUUID(), person_id: world.person(`${consortium}.coordinator`).id };
    await put(world, 'passkey', {
      ...{ ...passkey, credential_id: randomBytes(32), public_key: randomBytes(64), counter: 0 },
      ...{ name: '', is_shared: false, host: 'localhost' },
    });
    const linked = await accountLinks(world, consortium);
    await put(world, 'recovery_code', { person_id: passkey.person_id, code_hash: randomBytes(32) });
    Object.assign(world.ids[consortium], {
      ...linked,
      ticket,
      opening: opened.openingId,
      spareOpening: spare.openingId,
      passkey: passkey.id,
    });
  }
  await beginSignIn(world);
}

/** Links to an account, as they were mailed: for a new password, and to a new address. */
async function accountLinks(world: World, consortium: 'alfa' | 'bravo'): Promise<Record<string, string>> {
  const author = world.person(`${consortium}.author`);
  const links: Record<string, string> = {};
  for (const kind of ['password', 'address'] as const) {
    const linked = { id: randomUUID(), nonce: randomUUID() };
    const token = world.tokens.forAccount(linked);
    const isHolder = ({ person, bearerOf }: Reader): boolean =>
      person?.id === author.id || bearerOf.includes(author.id);
    const address = world.canaries.plant(`account_link.email of ${author.name}`, isHolder);
    await put(world, 'account_link', {
      ...{
        ...linked,
        kind,
        person_id: author.id,
        email: kind === 'password' ? author.email : `${address}@example.org`,
      },
      ...{ token_hash: hashOf(token), expires_at: new Date(Date.now() + 86_400_000) },
    });
    world.canaries.know(token, `a link of ${author.name}`, () => false);
    links[`${kind}Link`] = token;
  }
  return links;
}

/** Somebody careful has an authenticator app, and a browser in which their sign-in has begun. */
async function beginSignIn(world: World): Promise<void> {
  const careful = agentOf(world, 'careful');
  const { offer, secret } = await careful.get(offerApp, {});
  await careful.get(confirmApp, { body: { offer, code: appCode(secret) } });
  world.canaries.know(secret, 'an authenticator app’s secret', () => false);
  await world.sql('update authenticator_app set last_step = 0');
  await put(world, 'passkey', {
    ...{
      id: randomUUID(),
      person_id: careful.personId,
      credential_id: randomBytes(32),
      public_key: randomBytes(64),
    },
    ...{ counter: 0, name: '', is_shared: false, host: 'localhost' },
  });
  const { email } = world.person('careful');
  const begun = await world.server.nobody().fetch('/api/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  const cookie = begun.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ');
  world.callers.set('begun', { name: 'begun', person: null, cookie, half: world.person('careful') });
  Object.assign(world.ids.alfa, { appSecret: secret, carefulPerson: careful.personId });
  const offered = await agentOf(world, 'outsider').get(offerApp, {});
  Object.assign(world.ids.alfa, { appOffer: offered.offer, offeredSecret: offered.secret });
}
