import { randomUUID } from 'node:crypto';
import {
  addMember,
  changeMembership,
  editMember,
  editProposal,
  endMembership,
  inviteToMember,
  listProgress,
  readCockpit,
  readConsortium,
  readPortfolio,
  readProposal,
  removeMember,
  resendInvitation,
  revokeProposalInvitation,
} from '@concordat/contracts';
import { type ProposalForTests, ProposalWorld } from '../../../test/proposal-world.js';
import { startTestServer, type TestServer } from '../../testing/index.js';

const roles = ['observer'] as const;
const invitation = { email: 'someone@example.org', roles: ['observer'] as const };

/** Every operation with an id in its path, and a body that would be accepted by its rightful person. */
const operations = [
  [readProposal, undefined],
  [readCockpit, undefined],
  [readConsortium, undefined],
  [editProposal, { version: 1, acronym: 'MINE', title: 'Mine now' }],
  [addMember, { stateCode: 'SE' }],
  [editMember, { version: 1, hostingEntity: 'Mine' }],
  [removeMember, { version: 1, reason: 'because' }],
  [inviteToMember, invitation],
  [resendInvitation, undefined],
  [revokeProposalInvitation, undefined],
  [changeMembership, { version: 1, roles }],
  [endMembership, { version: 1 }],
] as const;

describe('rivals on one installation', () => {
  let server: TestServer;
  let world: ProposalWorld;
  let north: ProposalForTests;
  let south: ProposalForTests;
  let northIds: Record<string, string>;
  let southIds: Record<string, string>;
  beforeAll(async () => {
    server = await startTestServer();
    world = new ProposalWorld(server);
    const call = await world.call();
    north = await world.proposal(call, 'NORTH-CANARY', 'FI');
    south = await world.proposal(call, 'SOUTH', 'ES');
    northIds = await idsOf(north, 'PL');
    southIds = await idsOf(south, 'PT');
  });
  afterAll(() => server.stop());

  async function idsOf(proposal: ProposalForTests, partner: string): Promise<Record<string, string>> {
    const memberId = await world.partner(proposal, partner);
    const { membershipId } = await world.colleague(proposal.id, memberId, ['author']);
    const invitationId = randomUUID();
    await server.sql(
      `insert into invitation (id, proposal_id, member_id, email, token_hash, nonce, roles, expires_at)
       values ($1, $2, $3, 'invited@example.org', $4, gen_random_uuid(), '{author}', now() + interval '7 days')`,
      [invitationId, proposal.id, memberId, Buffer.from(invitationId)],
    );
    return { proposalId: proposal.id, memberId, membershipId, invitationId };
  }

  /** The answer without what must differ between any two answers. */
  async function answer(index: number, params: Record<string, string>): Promise<string> {
    const operation = operations[index];
    if (!operation) throw new Error('no such operation');
    const [endpoint, body] = operation;
    const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) => params[name] ?? '');
    const response = await south.coordinator.fetch(`/api${path}`, {
      method: endpoint.method,
      ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const { requestId, ...shown } = (await response.json()) as { requestId: string };
    const headers = [...response.headers.keys()].sort().join();
    return JSON.stringify({ status: response.status, shown, headers, numbered: requestId.length });
  }

  const cases = operations.flatMap(([{ method, path }], index) =>
    [...path.matchAll(/:(\w+)/g)].map(([, name]) => [`${method} ${path}`, name ?? '', index] as const),
  );

  it.each(cases)('%s answers a rival’s %s exactly like a missing one', async (_path, name, index) => {
    const foreign = await answer(index, { ...southIds, [name]: northIds[name] ?? '' });
    const missing = await answer(index, { ...southIds, [name]: randomUUID() });
    expect(foreign).toBe(missing);
    expect(JSON.parse(foreign)).toMatchObject({ status: 404, shown: { code: 'not_found' } });
  });

  it('shows a rival nothing in lists, and changed nothing', async () => {
    const seen = JSON.stringify([
      await south.coordinator.get(readPortfolio, {}),
      await south.coordinator.get(readConsortium, { params: southIds as { proposalId: string } }),
    ]);
    expect(seen).not.toContain('NORTH-CANARY');
    for (const id of Object.values(northIds)) expect(seen).not.toContain(id);
    const { members } = await north.coordinator.get(readConsortium, { params: { proposalId: north.id } });
    expect(members.map(({ state }) => state.code)).toEqual(['FI', 'PL']);
  });

  it('gives the admin counts and dates of every proposal but opens none', async () => {
    const admin = await world.person('Admin', ['admin']);
    const { proposals } = await admin.get(listProgress, {});
    expect(proposals.find(({ id }) => id === north.id)).toMatchObject({
      acronym: 'NORTH-CANARY',
      members: 2,
      sections: { ready: 0, total: 14, late: 0 },
    });
    const params = { proposalId: north.id };
    for (const read of [readProposal, readCockpit, readConsortium])
      expect(await admin.refused(read, { params })).toBe('not_found');
    expect(await south.coordinator.refused(listProgress, {})).toBe('forbidden');
  });

  it('keeps figures of progress from everybody else in the database itself', async () => {
    const rows = await server.sqlAs(
      'web',
      'select * from app.progress_figures()',
      [],
      south.coordinator.personId ?? '',
    );
    expect(rows).toEqual([]);
  });
});
