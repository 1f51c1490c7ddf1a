import { randomUUID } from 'node:crypto';
import {
  assignSection,
  findInProposal,
  listSections,
  lockSection,
  readSection,
  readSectionText,
  reopenSection,
  requestTicket,
} from '@concordat/contracts';
import { schemaVersion } from '@concordat/document';
import { type ProposalForTests, ProposalWorld } from '../../../test/proposal-world.js';
import { type Agent, startTestServer, type TestServer } from '../../testing/index.js';

const canary = 'NORTH-CANARY';

/** Every operation of sections, with a body that its rightful person would get an answer to. */
const operations = [
  [listSections, undefined],
  [findInProposal, { words: 'canary' }],
  [readSection, undefined],
  [readSectionText, undefined],
  [assignSection, { version: 1, leadPersonId: null, contributorPersonIds: [], dueAt: null }],
  [lockSection, { version: 1 }],
  [reopenSection, { version: 1, reason: 'Because.' }],
  [requestTicket, { deviceId: randomUUID(), schemaVersion }],
] as const;

describe('sections of rivals', () => {
  let server: TestServer;
  let north: ProposalForTests;
  let south: ProposalForTests;
  let sectionId: string;
  const strangers = new Map<string, Agent>();
  beforeAll(async () => {
    server = await startTestServer();
    const world = new ProposalWorld(server);
    const call = await world.call();
    north = await world.proposal(call, canary, 'FI');
    south = await world.proposal(call, 'SOUTH', 'ES');
    sectionId = await world.section(north, 'C4');
    await server.sql('update section set title = $2, guidance = $2 where id = $1', [sectionId, canary]);
    strangers.set('a rival', south.coordinator);
    strangers.set('the admin', await world.person('Admin', ['admin']));
    strangers.set('the call officer', await world.person('Officer', ['call_officer']));
    strangers.set('a founder of none', await world.person('Founder', ['national_coordinator']));
    const member = await world.partner(north, 'PL');
    const former = await world.colleague(north.id, member, ['author']);
    await server.sql('update membership set ended_at = now() where id = $1', [former.membershipId]);
    strangers.set('a former colleague', former.agent);
  });
  afterAll(() => server.stop());

  const cases = [
    'a rival',
    'the admin',
    'the call officer',
    'a founder of none',
    'a former colleague',
  ].flatMap((who) =>
    operations.map(([{ method, path }], index) => [who, `${method} ${path}`, index] as const),
  );

  async function answer(agent: Agent, index: number, ids: Record<string, string>): Promise<string> {
    const operation = operations[index];
    if (!operation) throw new Error('no such operation');
    const [endpoint, body] = operation;
    const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) => ids[name] ?? '');
    const response = await agent.fetch(`/api${path}`, {
      method: endpoint.method,
      ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const { requestId, ...shown } = (await response.json()) as { requestId?: string };
    const headers = [...response.headers]
      .filter(([name]) => !['date', 'x-request-id'].includes(name))
      .sort()
      .map((pair) => pair.join(': '));
    return JSON.stringify({ status: response.status, shown, headers, numbered: requestId?.length });
  }

  it.each(cases)('%s, %s: a foreign id is answered exactly like a missing one', async (who, _path, index) => {
    const agent = strangers.get(who);
    if (!agent) throw new Error(`nobody is ${who}`);
    const foreign = await answer(agent, index, { proposalId: north.id, sectionId });
    const missing = await answer(agent, index, { proposalId: randomUUID(), sectionId: randomUUID() });
    expect(foreign).toBe(missing);
    expect(JSON.parse(foreign)).toMatchObject({ status: 404, shown: { code: 'not_found' } });
    expect(await answer(agent, index, { proposalId: 'x', sectionId: 'x' })).toBe(missing);
    expect(foreign).not.toContain(canary);
  });

  it.each(operations.map(([{ method, path }], index) => [`${method} ${path}`, index] as const))(
    '%s answers its rightful person',
    async (_path, index) => {
      const ids = { proposalId: north.id, sectionId };
      const { status } = JSON.parse(await answer(north.coordinator, index, ids)) as { status: number };
      // A section that nobody approved is neither locked nor reopened: 409 by the rules, not by a missing right.
      expect([200, 201, 409]).toContain(status);
    },
  );

  it('a rival’s person in one’s own section is answered like one who is not there', async () => {
    const own = await new ProposalWorld(server).section(south, 'C4');
    const ask = async (personId: string) =>
      south.coordinator.call(assignSection, {
        params: { sectionId: own },
        body: { version: 1, leadPersonId: personId, contributorPersonIds: [], dueAt: null },
      });
    const [foreign, missing] = [await ask(north.coordinator.personId ?? ''), await ask(randomUUID())];
    expect(foreign.refusal).toEqual({ ...missing.refusal, requestId: expect.any(String) });
    expect(foreign.refusal?.code).toBe('section.person_not_here');
  });

  it('nobody who is signed out gets in', async () => {
    for (const index of operations.keys())
      expect(
        JSON.parse(await answer(server.nobody(), index, { proposalId: north.id, sectionId })),
      ).toMatchObject({
        status: 401,
      });
  });
});
