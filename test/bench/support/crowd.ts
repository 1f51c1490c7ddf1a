import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { schemaVersion } from '@concordat/document';
import pg from 'pg';
import { signInToSample } from '../../faults/practice.js';
import { superuserUrl } from '../../support/product.js';

/** A person with a session: what their browser sends. */
export interface Writer {
  readonly personId: string;
  readonly cookie: string;
}

/** A proposal of its own with many people, each of whom may write in one section. */
export interface Crowd {
  readonly proposalId: string;
  readonly sectionIds: readonly string[];
  /** Writer n belongs to section n modulo the number of sections. */
  readonly writers: readonly Writer[];
}

/** Connects to the product's database as its superuser; `database` names another on the same server. */
export async function connectTo(dataDir: string, database?: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: await databaseUrl(dataDir, database) });
  await client.connect();
  return client;
}

/** The address of a database on the product's own server, made if it is not there. */
export async function databaseUrl(dataDir: string, database?: string): Promise<string> {
  const url = new URL(await superuserUrl(dataDir));
  if (database === undefined) return url.href;
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [database]);
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(database)}`);
  } finally {
    await client.end();
  }
  url.pathname = `/${database}`;
  return url.href;
}

/** Founds a proposal past the product's doors, in the sample's first open cut-off. */
export async function gatherCrowd(
  { address, dataDir }: { readonly address: string; readonly dataDir: string },
  size: { readonly people: number; readonly sections: number },
): Promise<Crowd> {
  const cookieName = (await signInToSample(address, 'coordinator.fi@practice.example')).split('=')[0];
  const client = await connectTo(dataDir);
  try {
    await client.query('begin');
    const proposalId = await foundProposal(client);
    const memberId = randomUUID();
    await client.query(
      `insert into consortium_member (id, proposal_id, state_code, role, author_colour)
       values ($1, $2, 'FI', 'coordinator', 1)`,
      [memberId, proposalId],
    );
    const sectionIds = await layOut(client, proposalId, size.sections);
    const writers: Writer[] = [];
    for (let number = 0; number < size.people; number += 1) {
      const sectionId = sectionIds[number % sectionIds.length] ?? '';
      const writer = await admitWriter(client, { proposalId, memberId, sectionId }, number);
      writers.push({ personId: writer.personId, cookie: `${cookieName}=${writer.token}` });
    }
    await client.query('commit');
    return { proposalId, sectionIds, writers };
  } finally {
    await client.end();
  }
}

async function foundProposal(client: pg.Client): Promise<string> {
  const id = randomUUID();
  const { rowCount } = await client.query(
    `insert into proposal (id, acronym, title, call_id, cut_off_id, origin, coordinating_state, template_key)
     select $1, 'Bench', 'A proposal for measuring', call_id, cut_off_id, origin, 'FI', template_key
       from proposal where origin = 'practice' and state = 'drafting' order by acronym limit 1`,
    [id],
  );
  if (rowCount !== 1) throw new Error('The sample has no open practice proposal');
  return id;
}

async function layOut(client: pg.Client, proposalId: string, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => randomUUID());
  await client.query(
    `insert into section (id, proposal_id, number, title, position, guidance, word_limit, state)
     select id, $1, 'B' || nr, 'Section ' || nr, nr, 'What the call asks for here.', 6000, 'drafting'
       from unnest($2::uuid[]) with ordinality as t(id, nr)`,
    [proposalId, ids],
  );
  return ids;
}

async function admitWriter(
  client: pg.Client,
  place: { readonly proposalId: string; readonly memberId: string; readonly sectionId: string },
  number: number,
): Promise<{ personId: string; token: string }> {
  const personId = randomUUID();
  const token = randomBytes(32).toString('base64url');
  await client.query('insert into person (id, email, display_name) values ($1, $2, $3)', [
    personId,
    `${personId}@bench.example`,
    `Writer ${number}`,
  ]);
  await client.query(
    `insert into membership (id, proposal_id, member_id, person_id, roles) values ($1, $2, $3, $4, '{author}')`,
    [randomUUID(), place.proposalId, place.memberId, personId],
  );
  await client.query(
    'insert into section_contributor (proposal_id, section_id, person_id) values ($1, $2, $3)',
    [place.proposalId, place.sectionId, personId],
  );
  await client.query(
    `insert into session (id, token_hash, person_id, expires_at)
     values ($1, $2, $3, clock_timestamp() + interval '1 day')`,
    [randomUUID(), createHash('sha256').update(token).digest(), personId],
  );
  return { personId, token };
}

/** A one-time ticket to a section, as the page asks for it. */
export async function ticketFor(address: string, sectionId: string, { cookie }: Writer): Promise<string> {
  const answer = await fetch(`${address}/api/sections/${sectionId}/tickets`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie, origin: address },
    body: JSON.stringify({ deviceId: randomUUID(), schemaVersion }),
  });
  const body = (await answer.json()) as { ticket?: string; code?: string };
  if (body.ticket === undefined) throw new Error(`No ticket: ${answer.status} ${body.code ?? ''}`);
  return body.ticket;
}
