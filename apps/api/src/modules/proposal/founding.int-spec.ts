import {
  foundProposal,
  listSections,
  readConsortium,
  readFounding,
  readPortfolio,
  readProposal,
} from '@concordat/contracts';
import { ProposalWorld } from '../../../test/proposal-world.js';
import { startTestServer, type TestServer } from '../../testing/index.js';

describe('founding a proposal', () => {
  let server: TestServer;
  let world: ProposalWorld;
  beforeAll(async () => {
    server = await startTestServer();
    world = new ProposalWorld(server);
  });
  afterAll(() => server.stop());

  const wish = { acronym: 'KAAMOS', title: 'An AI factory for the north', stateCode: 'FI' };

  it('gives the founder a proposal with the call’s sections and a timetable planned back from the cut-off', async () => {
    const { callId, cutOffId, at } = await world.call();
    const founder = await world.person('Founder', ['national_coordinator']);
    const frame = await founder.get(foundProposal, {
      body: { ...wish, callId, cutOffId, hostingEntity: 'CSC' },
    });
    expect(frame).toMatchObject({ acronym: 'KAAMOS', state: 'drafting', coordinatingState: 'FI' });
    expect(frame.closes).toEqual({ at: at.toISOString(), zone: 'Europe/Brussels', label: null });
    expect(frame.members).toMatchObject([{ stateCode: 'FI', stateName: 'Finland', role: 'coordinator' }]);

    const params = { proposalId: frame.id };
    const seen = await founder.get(readProposal, { params });
    expect(seen.standing).toMatchObject({ stateCode: 'FI', roles: ['coordinator'] });
    expect(seen.abilities['proposal.edit']).toBe(true);
    const { sections } = await founder.get(listSections, { params });
    expect(sections.filter(({ isGroup }) => !isGroup)).toHaveLength(14);
    expect(sections.filter(({ isGroup }) => isGroup).map(({ number }) => number)).toEqual([...'ABCDEF']);
    const deadlines = await server.sql<{ kind: string }>(
      'select kind from deadline where proposal_id = $1 order by at',
      [frame.id],
    );
    expect(deadlines.map(({ kind }) => kind)).toEqual([
      'full_draft',
      'states_review',
      'sign_off',
      'freeze',
      'submit',
      'cut_off',
    ]);
    const consortium = await founder.get(readConsortium, { params });
    expect(consortium.members[0]?.hostingEntity).toBe('CSC');
    expect(consortium.members[0]?.people[0]).toMatchObject({ lastCoordinator: true, roles: ['coordinator'] });
    const audited = await server.sql<{ action: string }>(
      'select action from audit_event where proposal_id = $1',
      [frame.id],
    );
    expect(audited.map(({ action }) => action)).toContain('proposal.found');
  });

  it('offers open calls with cut-offs to come, and only member states of the Union as hosts', async () => {
    const { callId, cutOffId } = await world.call();
    const closed = await world.call({ state: 'closed' });
    const founder = await world.person('Founder', ['national_coordinator']);
    const { calls } = await founder.get(readFounding, {});
    const call = calls.find(({ id }) => id === callId);
    expect(call?.cutOffs.map(({ id }) => id)).toEqual([cutOffId]);
    const hosts = call?.cutOffs[0]?.hosts.map(({ code }) => code) ?? [];
    expect(hosts).toContain('FI');
    expect(hosts).not.toContain('NO');
    expect(call?.cutOffs[0]?.timetable.map(({ kind }) => kind)).toContain('states_review');
    expect(calls.map(({ id }) => id)).not.toContain(closed.callId);
  });

  it.each([
    ['a cut-off that has passed', 'cut_off.passed'],
    ['a call that is closed', 'call.not_open'],
    ['a cut-off of another call', 'cut_off.not_of_call'],
    ['a state that is not in the Union', 'state.host_not_eu_member'],
    ['a state that takes no part in the programme', 'state.not_participating_on_date'],
    ['a code that no state has', 'state.unknown'],
  ])('refuses %s with %s and makes nothing', async (what, code) => {
    const open = await world.call();
    const other = await world.call({ state: 'closed' });
    const founder = await world.person('Founder', ['national_coordinator']);
    const body = { ...wish, callId: open.callId, cutOffId: open.cutOffId };
    const wrong: Record<string, Partial<typeof body>> = {
      'a cut-off that has passed': { cutOffId: open.closedCutOffId },
      'a call that is closed': { callId: other.callId, cutOffId: other.cutOffId },
      'a cut-off of another call': { cutOffId: other.cutOffId },
      'a state that is not in the Union': { stateCode: 'NO' },
      'a state that takes no part in the programme': { stateCode: 'UA' },
      'a code that no state has': { stateCode: 'ZZ' },
    };
    const { refusal } = await founder.call(foundProposal, { body: { ...body, ...wrong[what] } });
    expect(refusal?.code).toBe(code);
    expect(refusal?.message).not.toMatch(/[{}]/);
    expect((await founder.get(readPortfolio, {})).proposals).toEqual([]);
  });

  it('lets only those found who may, and names wrong fields', async () => {
    const { callId, cutOffId } = await world.call();
    const visitor = await world.person('Visitor');
    expect(await visitor.refused(foundProposal, { body: { ...wish, callId, cutOffId } })).toBe('forbidden');
    const founder = await world.person('Founder', ['national_coordinator']);
    const { refusal } = await founder.call(foundProposal, {
      body: { ...wish, callId, cutOffId, acronym: 'K', title: 'x'.repeat(301) },
    });
    expect(Object.keys(refusal?.fields ?? {})).toEqual(['acronym', 'title']);
    const extra = { ...wish, callId, cutOffId, origin: 'historical' };
    expect(await founder.refused(foundProposal, { body: extra })).toBe('input.invalid');
  });
});
