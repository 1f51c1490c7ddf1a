import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { type ClientRequest, get } from 'node:http';
import { HttpEditor, ticketsFrom } from '@concordat/testing';
import { RawEditor } from '../../apps/api/test/raw-editor.js';
import type { Side, TwoProcesses } from '../support/two-processes.js';

/** Somebody with a session on two devices, and a part in the proposal. */
export interface Person {
  readonly personId: string;
  readonly membershipId: string;
  readonly sessionId: string;
  readonly cookie: string;
  /** The other device: its session ends the first. */
  readonly otherCookie: string;
}

/** What somebody has open, and when the last of it came, in milliseconds of the clock. */
export interface Line {
  readonly kind: 'text by socket' | 'text by requests' | 'feed';
  lastHeardAt(): number;
  isClosed(withinMs: number): Promise<void>;
  /** Waits until the server says that nothing more is taken; only a socket hears that at once. */
  isTold?(withinMs: number): Promise<void>;
  close(): void;
}

/** Opening waits its turn on a busy machine; what is measured begins later. */
const openWithinMs = 30_000;

/** Writes people and their sessions into the database, as many as wanted. */
export async function invite(
  cluster: TwoProcesses,
  { proposalId, memberId }: { readonly proposalId: string; readonly memberId: string },
  count: number,
): Promise<Person[]> {
  const name = `sid-${new URL(cluster.address).port}`;
  const people = Array.from({ length: count }, () => {
    const tokens = [randomBytes(32).toString('base64url'), randomBytes(32).toString('base64url')] as const;
    return {
      personId: randomUUID(),
      membershipId: randomUUID(),
      sessions: [randomUUID(), randomUUID()],
      tokens,
    };
  });
  await cluster.sql(
    `insert into person (id, email, display_name) select id, id || '@crowd.example', 'Of the crowd' from unnest($1::uuid[]) id`,
    [people.map(({ personId }) => personId)],
  );
  await cluster.sql(
    `insert into membership (id, proposal_id, member_id, person_id, roles)
     select id, $3, $4, person, '{deputy_coordinator}' from unnest($1::uuid[], $2::uuid[]) as one(id, person)`,
    [
      people.map(({ membershipId }) => membershipId),
      people.map(({ personId }) => personId),
      proposalId,
      memberId,
    ],
  );
  await cluster.sql(
    `insert into session (id, token_hash, person_id, expires_at)
     select id, hash, person, clock_timestamp() + interval '1 day' from unnest($1::uuid[], $2::bytea[], $3::uuid[]) as one(id, hash, person)`,
    [
      people.flatMap(({ sessions }) => sessions),
      people.flatMap(({ tokens }) => tokens.map((token) => createHash('sha256').update(token).digest())),
      people.flatMap(({ personId }) => [personId, personId]),
    ],
  );
  return people.map(({ personId, membershipId, sessions, tokens }) => ({
    personId,
    membershipId,
    sessionId: sessions[0] ?? '',
    cookie: `${name}=${tokens[0]}`,
    otherCookie: `${name}=${tokens[1]}`,
  }));
}

/** Opens a section by a socket that shows every byte. */
export async function openSocket(
  cluster: TwoProcesses,
  sectionId: string,
  person: Person,
  side: Side,
): Promise<Line> {
  const origin = cluster.address;
  const cookie = cluster.stick(person.cookie, side);
  const ticket = await ticketsFrom({ origin, sectionId, cookie }, randomUUID())();
  const socket = await RawEditor.connect(origin, { cookie, origin, path: `/collab?section=${sectionId}` });
  if (typeof socket === 'number') throw new Error(`The socket was refused with ${socket}`);
  const answer = await socket.join(sectionId, ticket, openWithinMs);
  if (answer !== 'opened') throw new Error(`The section was not opened: ${answer}`);
  return {
    kind: 'text by socket',
    lastHeardAt: () => socket.lastHeardAt,
    isClosed: (withinMs) => socket.isGone(withinMs),
    isTold: (withinMs) => socket.hears('update.rights', withinMs),
    close: () => socket.leave(),
  };
}

/** Opens a section as a page without sockets does. */
export async function openRoad(
  cluster: TwoProcesses,
  sectionId: string,
  person: Person,
  side: Side,
): Promise<Line> {
  const origin = cluster.address;
  const cookie = cluster.stick(person.cookie, side);
  const ticket = ticketsFrom({ origin, sectionId, cookie }, randomUUID());
  const editor = await HttpEditor.open({ origin, sectionId, cookie, ticket });
  let last = Date.now();
  editor.doc.on('update', () => (last = Date.now()));
  return {
    kind: 'text by requests',
    lastHeardAt: () => last,
    isClosed: (withinMs) => editor.isClosed(withinMs),
    close: () => editor.close(),
  };
}

/** Opens the stream of changes. `lastHeardAt` is the last byte, or of a member who left the last change of that proposal. */
export async function openFeed(
  cluster: TwoProcesses,
  proposalId: string,
  person: Person,
  side: Side,
): Promise<Line & { lastChangeAt(): number }> {
  let [lastHeardAt, lastChangeAt, isOver] = [Date.now(), 0, false];
  const ended = new Set<() => void>();
  const request = await new Promise<ClientRequest>((resolve, reject) => {
    const headers = { cookie: cluster.stick(person.cookie, side), accept: 'text/event-stream' };
    const asked = get(`${cluster.address}/api/live`, { headers, agent: false }, (answer) => {
      if (answer.statusCode !== 200) return reject(new Error(`The feed answered ${answer.statusCode}`));
      answer.setEncoding('utf8').on('data', (text: string) => {
        lastHeardAt = Date.now();
        if (text.includes(proposalId)) lastChangeAt = lastHeardAt;
      });
      answer
        .on('error', () => undefined)
        .on('close', () => {
          isOver = true;
          for (const tell of ended) tell();
        });
      resolve(asked);
    }).on('error', reject);
  });
  request.on('error', () => undefined);
  return {
    kind: 'feed',
    lastHeardAt: () => lastHeardAt,
    lastChangeAt: () => lastChangeAt,
    isClosed: (withinMs) =>
      new Promise((resolve, reject) => {
        if (isOver) return resolve();
        const timer = setTimeout(() => reject(new Error('The feed goes on')), withinMs);
        ended.add(() => {
          clearTimeout(timer);
          resolve();
        });
      }),
    close: () => request.destroy(),
  };
}
