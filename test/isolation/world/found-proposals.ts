import { createHash, randomUUID } from 'node:crypto';
import { addMember, foundProposal, preparePackage, submitPackage } from '@concordat/contracts';
import { buildSection } from '@concordat/document';
import * as Y from 'yjs';
import { Agent } from '../../../apps/api/src/testing/index.js';
import { type Consortium, consortia, isAdmin, isOfficer, type Person, statesOf, takesPart } from './cast.js';
import type { Reader, Sight } from './canaries.js';
import type { World } from './world.js';

const day = 86_400_000;

/** The proposals of a consortium: what can be done to one depends on how far it has come. */
const proposalsOf: Record<Consortium, readonly string[]> = {
  alfa: ['proposal', 'frozenProposal', 'submittedProposal'],
  bravo: ['proposal', 'frozenProposal', 'submittedProposal'],
  sierra: ['proposal'],
  delta: ['proposal'],
};

/** Those who take part now. */
export const participants =
  (consortium: Consortium): Sight =>
  ({ person }) =>
    takesPart(person, consortium);

/** Whoever holds an invitation's link learns what it invites to. */
export const bearer = (reader: Reader, proposalId: string): boolean => reader.bearerOf.includes(proposalId);

/** Founds every proposal through the API, with text in each section, packages and submissions. */
export async function foundProposals(world: World): Promise<void> {
  const calls = { alfa: await makeCall(world, 1), bravo: await makeCall(world, 2) };
  for (const consortium of consortia) {
    const call = consortium === 'bravo' || consortium === 'delta' ? calls.bravo : calls.alfa;
    Object.assign(world.ids[consortium], {
      call: calls.alfa.callId,
      cutOff: consortium === 'delta' ? call.lateCutOffId : call.cutOffId,
    });
    if (consortium === 'bravo') world.ids[consortium]['call'] = calls.bravo.callId;
    for (const kind of proposalsOf[consortium]) await found(world, consortium, kind, call.callId);
  }
  // What the desk has received: the cut-off of the last one has passed.
  await world.sql(`update cut_off set at = now() - interval '1 hour' where id = $1`, [
    calls.bravo.lateCutOffId,
  ]);
}

async function makeCall(world: World, number: number) {
  const made = { callId: randomUUID(), cutOffId: randomUUID(), lateCutOffId: randomUUID() };
  await world.sql(
    `insert into call (id, identifier, title, authority, kind, state, template_key)
     values ($1, $2, 'A call', 'Authority', 'call_for_expression_of_interest', 'open', 'ai-factories-practice')`,
    [made.callId, `ISOLATION-${number}`],
  );
  for (const [index, id] of [made.cutOffId, made.lateCutOffId].entries()) {
    await world.sql(
      `insert into cut_off (id, number, at, zone, wall_time) values ($1, $2, $3, 'Europe/Brussels', '')`,
      [id, index + 1, new Date(Date.now() + (60 + index) * day)],
    );
    await world.sql('insert into call_cut_off (call_id, cut_off_id) values ($1, $2)', [made.callId, id]);
    await world.sql(
      `insert into cut_off_move (id, cut_off_id, revision, from_at, to_at, reason) values ($1, $2, 1, now(), now(), '')`,
      [randomUUID(), id],
    );
    await world.sql(
      `insert into letter_of_interest (id, cut_off_id, state_code, intent) values ($1, $2, 'MT', '')`,
      [randomUUID(), id],
    );
  }
  return made;
}

async function found(world: World, consortium: Consortium, kind: string, callId: string): Promise<void> {
  const coordinator = agentOf(world, `${consortium}.coordinator`);
  const received = (reader: Reader): boolean => consortium === 'delta' && isOfficer(reader.person);
  const known = (reader: Reader): boolean =>
    participants(consortium)(reader) || received(reader) || bearer(reader, proposalId);
  let proposalId = '';
  const [host, ...partners] = statesOf[consortium];
  const frame = await coordinator.get(foundProposal, {
    body: {
      callId,
      cutOffId: world.id(consortium, 'cutOff'),
      acronym: world.canaries.plant(
        `acronym of ${consortium} ${kind}`,
        (reader) => known(reader) || isAdmin(reader.person),
      ),
      title: world.canaries.plant(`title of ${consortium} ${kind}`, known),
      stateCode: host,
      hostingEntity: world.canaries.plant(
        `hosting entity of ${consortium} ${kind}`,
        (reader) => participants(consortium)(reader) || received(reader),
      ),
    },
  });
  proposalId = frame.id;
  world.owners.set(proposalId, consortium);
  world.ids[consortium][kind] = proposalId;
  for (const stateCode of partners)
    await coordinator.get(addMember, { params: { proposalId }, body: { stateCode } });
  await join(world, consortium, proposalId);
  await write(world, consortium, proposalId);
  const prepared = await coordinator.get(preparePackage, { params: { proposalId } });
  const made = prepared.packages[0];
  if (!made) throw new Error('no package was prepared');
  const mark = kind === 'proposal' ? '' : kind.replace('Proposal', '');
  const name = (what: string): string =>
    mark === '' ? what : `${mark}${what[0]?.toUpperCase()}${what.slice(1)}`;
  Object.assign(world.ids[consortium], {
    [name('package')]: made.id,
    [name('packageFile')]: made.files[0]?.id,
  });
  if (kind === 'submittedProposal' || consortium === 'delta') {
    const body = { packageId: made.id, idempotencyKey: randomUUID() };
    const { statement } = await coordinator.get(submitPackage, { params: { proposalId }, body });
    world.ids[consortium][name('submission')] = statement.submissionId;
  }
}

/** The cast takes its places, as if invitations had been accepted. */
async function join(world: World, consortium: Consortium, proposalId: string): Promise<void> {
  const members = await world.sql<{ id: string; state: string }>(
    'select id, state_code as state from consortium_member where proposal_id = $1',
    [proposalId],
  );
  const standing = (person: Person) => person.places.find((place) => place.consortium === consortium);
  for (const person of world.people.values()) {
    const place = standing(person);
    if (!place || place.roles.includes('coordinator')) continue;
    await world.sql(
      `insert into membership (id, proposal_id, member_id, person_id, roles, ended_at) values ($1, $2, $3, $4, $5, $6)`,
      [
        randomUUID(),
        proposalId,
        members.find(({ state }) => state === place.state)?.id,
        person.id,
        [...place.roles],
        place.ended ? new Date() : null,
      ],
    );
  }
}

/** A paragraph in every section, appended to its log as the gate would have. */
async function write(world: World, consortium: Consortium, proposalId: string): Promise<void> {
  const sections = await world.sql<{ id: string; number: string }>(
    'select id, number from section where proposal_id = $1 and not is_group order by position',
    [proposalId],
  );
  const author = world.person(`${consortium}.coordinator`).id;
  for (const { id, number } of sections) {
    const text = world.canaries.plant(`text of ${consortium} ${number}`, participants(consortium));
    const bytes = Buffer.from(
      Y.encodeStateAsUpdate(buildSection([{ type: 'paragraph', text: `Our text ${text} ends.` }])),
    );
    const digest = createHash('sha256').update(bytes).digest();
    await world.sql(
      `with head as (update section set log_seq = 1, state = 'drafting', words = 4, text_sha256 = $4, last_edited_by = $2
          where id = $1 returning id, proposal_id)
       insert into section_update (proposal_id, section_id, seq, owner_epoch, person_id, device_id, sha256, bytes)
       select proposal_id, id, 1, 0, $2, $3, $4, $5 from head`,
      [id, author, randomUUID(), digest, bytes],
    );
  }
}

/** A browser of somebody of the cast. */
export function agentOf(world: World, name: string): Agent {
  const { cookie, person } = world.caller(name);
  return new Agent(world.server.url, cookie, person?.id ?? null);
}
