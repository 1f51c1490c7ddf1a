import {
  addMember,
  changeMembership,
  editMember,
  endMembership,
  inviteToMember,
  readCockpit,
  readConsortium,
  readPortfolio,
  readProposal,
  removeMember,
  resendInvitation,
  revokeProposalInvitation,
} from '@concordat/contracts';
import { ProposalWorld, type ProposalForTests } from '../../../test/proposal-world.js';
import { startTestServer, type TestServer } from '../../testing/index.js';

describe('the consortium of a proposal', () => {
  let server: TestServer;
  let world: ProposalWorld;
  let north: ProposalForTests;
  beforeAll(async () => {
    server = await startTestServer();
    world = new ProposalWorld(server);
  });
  beforeEach(async () => {
    north = await world.proposal(await world.call(), 'NORTH', 'FI');
  });
  afterAll(() => server.stop());

  const eventsOf = async (proposalId: string): Promise<string[]> =>
    (
      await server.sql<{ kind: string }>('select kind from outbox where proposal_id = $1 order by id', [
        proposalId,
      ])
    ).map(({ kind }) => kind);

  it('takes a participating state in and offers it no longer', async () => {
    const params = { proposalId: north.id };
    const before = await north.coordinator.get(readConsortium, { params });
    expect(before.addable.map(({ code }) => code)).toContain('NO');
    const after = await north.coordinator.get(addMember, {
      params,
      body: { stateCode: 'NO', hostingEntity: 'Sigma2' },
    });
    expect(after.members[1]).toMatchObject({ role: 'partner', hostingEntity: 'Sigma2', authorColour: 2 });
    expect(after.addable.map(({ code }) => code)).not.toContain('NO');
    expect(after.lede).toEqual([
      { code: 'lede.states', params: { total: 2, euMembers: 1, others: 1, other: 'Norway' } },
    ]);
    expect(await eventsOf(north.id)).toContain('member.added');
  });

  it('names the date on which a state takes no part in the programme', async () => {
    const { refusal } = await north.coordinator.call(addMember, {
      params: { proposalId: north.id },
      body: { stateCode: 'UA' },
    });
    expect(refusal?.code).toBe('state.not_participating_on_date');
    expect(refusal?.message).toMatch(/^Ukraine takes no part in the programme on \d{1,2} \w+ \d{4}/);
  });

  it('takes nobody in once the cut-off has passed', async () => {
    await server.sql(
      `update cut_off set at = now() - interval '1 minute' where id = (select cut_off_id from proposal where id = $1)`,
      [north.id],
    );
    const params = { proposalId: north.id };
    expect(await north.coordinator.refused(addMember, { params, body: { stateCode: 'PL' } })).toBe(
      'cut_off.passed',
    );
  });

  it.each([
    ['FI', 'state.already_member'],
    ['ZZ', 'state.unknown'],
    ['fi', 'input.invalid'],
  ])('refuses %s with %s', async (stateCode, code) => {
    const params = { proposalId: north.id };
    expect(await north.coordinator.refused(addMember, { params, body: { stateCode } })).toBe(code);
  });

  it('lets a partner go and its people with it, and takes it back later', async () => {
    const memberId = await world.partner(north, 'PL');
    const { agent, membershipId } = await world.colleague(north.id, memberId, ['member_lead']);
    const params = { proposalId: north.id, memberId };
    expect((await agent.call(readProposal, { params })).status).toBe(200);
    const view = await north.coordinator.get(removeMember, {
      params,
      body: { version: 1, reason: 'Poland coordinates its own' },
    });
    expect(view.members.find(({ id }) => id === memberId)?.leftAt).not.toBeNull();
    expect((await agent.call(readProposal, { params })).status).toBe(404);
    expect((await agent.get(readPortfolio, {})).proposals).toEqual([]);
    expect(await eventsOf(north.id)).toEqual(expect.arrayContaining(['membership.ended', 'member.left']));
    const [ended] = await server.sql<{ payload: Record<string, string> }>(
      `select payload from outbox where kind = 'membership.ended' and proposal_id = $1`,
      [north.id],
    );
    expect(ended?.payload).toMatchObject({ id: membershipId, personId: agent.personId });
    expect(await world.partner(north, 'PL')).toBe(memberId);
  });

  it('keeps a partner that still leads sections, and the coordinating state always', async () => {
    const memberId = await world.partner(north, 'PL');
    const sectionId = await world.section(north, 'C4');
    await server.sql('update section set lead_member_id = $2 where id = $1', [sectionId, memberId]);
    const leaving = (id: string) =>
      north.coordinator.refused(removeMember, {
        params: { proposalId: north.id, memberId: id },
        body: { version: 1, reason: 'because' },
      });
    expect(await leaving(memberId)).toBe('member.leads_sections');
    expect(await leaving(north.coordinatorMemberId)).toBe('member.coordinates');
  });

  it('neither removes nor demotes the last coordinator, but the last but one', async () => {
    const { id: membershipId, version } = await world.membership(north, north.coordinator.personId ?? '');
    const params = { proposalId: north.id, membershipId };
    const { coordinator } = north;
    expect(await coordinator.refused(endMembership, { params, body: { version } })).toBe(
      'membership.last_coordinator',
    );
    expect(
      await coordinator.refused(changeMembership, { params, body: { version, roles: ['observer'] } }),
    ).toBe('membership.last_coordinator');
    const second = await world.colleague(north.id, north.coordinatorMemberId, ['deputy_coordinator']);
    expect(await coordinator.refused(endMembership, { params, body: { version } })).toBe(
      'membership.last_coordinator',
    );
    const promoted = { proposalId: north.id, membershipId: second.membershipId };
    await coordinator.get(changeMembership, {
      params: promoted,
      body: { version: 1, roles: ['coordinator'] },
    });
    await coordinator.get(endMembership, { params, body: { version } });
    expect((await coordinator.call(readProposal, { params })).refusal?.code).toBe('not_found');
    expect((await second.agent.get(readProposal, { params })).standing?.roles).toEqual(['coordinator']);
  });

  it('shows nothing to a person whose membership has ended, and frees the sections they led', async () => {
    const memberId = await world.partner(north, 'PL');
    const { agent, membershipId, personId } = await world.colleague(north.id, memberId, ['author']);
    const sectionId = await world.section(north, 'C4');
    await server.sql('update section set lead_person_id = $2, lead_member_id = $3 where id = $1', [
      sectionId,
      personId,
      memberId,
    ]);
    const params = { proposalId: north.id, membershipId };
    await north.coordinator.get(endMembership, { params, body: { version: 1 } });
    for (const read of [readProposal, readCockpit, readConsortium])
      expect((await agent.call(read, { params })).refusal?.code).toBe('not_found');
    const { rows } = await north.coordinator.get(readCockpit, { params });
    const row = rows.find(({ id }) => id === sectionId);
    expect(row?.lead).toEqual({ memberId, stateCode: 'PL', person: null });
    expect(await north.coordinator.refused(endMembership, { params, body: { version: 2 } })).toBe(
      'membership.already_ended',
    );
  });

  it('lets a member lead manage the people of the own state, below coordination', async () => {
    const poland = await world.partner(north, 'PL');
    const norway = await world.partner(north, 'NO');
    const { agent: lead } = await world.colleague(north.id, poland, ['member_lead']);
    const own = await world.colleague(north.id, poland, ['author']);
    const foreign = await world.colleague(north.id, norway, ['author']);
    const change = (membershipId: string, roles: ('reviewer' | 'deputy_coordinator')[]) =>
      lead.call(changeMembership, {
        params: { proposalId: north.id, membershipId },
        body: { version: 1, roles },
      });
    expect((await change(foreign.membershipId, ['reviewer'])).refusal?.code).toBe('forbidden');
    expect((await change(own.membershipId, ['deputy_coordinator'])).refusal?.code).toBe('forbidden');
    expect((await change(own.membershipId, ['reviewer'])).status).toBe(200);
    const view = await lead.get(readConsortium, { params: { proposalId: north.id } });
    const abilities = new Map(view.members.map((member) => [member.id, member.abilities]));
    expect(abilities.get(poland)?.['membership.invite']).toBe(true);
    expect(abilities.get(poland)?.['membership.invite_coordinator']).toBe(false);
    expect(abilities.get(norway)?.['membership.invite']).toBe(false);
    expect(view.abilities['member.add']).toBe(false);
  });

  it('refuses a change made on an older view', async () => {
    const memberId = await world.partner(north, 'PL');
    const params = { proposalId: north.id, memberId };
    const edit = (version: number) =>
      north.coordinator.call(editMember, { params, body: { version, hostingEntity: 'Cyfronet' } });
    expect((await edit(1)).status).toBe(200);
    expect((await edit(1)).refusal?.code).toBe('changed.meanwhile');
  });

  it('invites by e-mail, shows the link once, renews it and takes it back', async () => {
    const memberId = await world.partner(north, 'PL');
    const params = { proposalId: north.id, memberId };
    const body = { email: 'Lead@Ministry.example', displayName: 'Lead', roles: ['member_lead' as const] };
    const made = await north.coordinator.get(inviteToMember, { params, body });
    expect(made.link).toContain('/invitation/');
    const view = await north.coordinator.get(readConsortium, { params });
    expect(view.invitations).toMatchObject([
      { id: made.invitationId, email: 'lead@ministry.example', memberId, state: 'sent' },
    ]);
    expect(JSON.stringify(view)).not.toContain(made.link);
    const step = { proposalId: north.id, invitationId: made.invitationId };
    const again = await north.coordinator.get(resendInvitation, { params: step });
    expect(again.link).not.toBe(made.link);
    await north.coordinator.get(revokeProposalInvitation, { params: step });
    const after = await north.coordinator.get(readConsortium, { params });
    expect(after.invitations).toEqual([]);
    expect((await eventsOf(north.id)).filter((kind) => kind.startsWith('invitation.'))).toEqual([
      'invitation.sent',
      'invitation.sent',
      'invitation.revoked',
    ]);
  });

  it('does not invite who takes part already, and member leads only below coordination', async () => {
    const memberId = await world.partner(north, 'PL');
    const { agent: lead, personId } = await world.colleague(north.id, memberId, ['member_lead']);
    const { person } = await world.membership(north, personId);
    const params = { proposalId: north.id, memberId };
    const invite = (email: string, roles: ('author' | 'coordinator')[]) =>
      lead.call(inviteToMember, { params, body: { email, roles } });
    expect((await invite(person.email, ['author'])).refusal?.code).toBe('membership.already_here');
    expect((await invite('new@ministry.example', ['coordinator'])).refusal?.code).toBe('forbidden');
    expect((await invite('new@ministry.example', ['author'])).status).toBe(200);
  });

  it('takes invitations back when their state leaves', async () => {
    const memberId = await world.partner(north, 'PL');
    const params = { proposalId: north.id, memberId };
    await north.coordinator.get(inviteToMember, {
      params,
      body: { email: 'author@ministry.example', roles: ['author'] },
    });
    const view = await north.coordinator.get(removeMember, {
      params,
      body: { version: 1, reason: 'leaves' },
    });
    expect(view.invitations).toEqual([]);
  });
});
