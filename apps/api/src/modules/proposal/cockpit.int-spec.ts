import { listProgress, readCockpit, readPortfolio } from '@concordat/contracts';
import type { MatrixCell } from '@concordat/domain';
import { type ProposalForTests, ProposalWorld } from '../../../test/proposal-world.js';
import { startTestServer, type TestServer } from '../../testing/index.js';

const day = 86_400_000;
const before = Buffer.alloc(32, 1);
const after = Buffer.alloc(32, 2);

describe('the overview of a proposal', () => {
  let server: TestServer;
  let world: ProposalWorld;
  let north: ProposalForTests;
  let members: Record<string, string>;
  beforeAll(async () => {
    server = await startTestServer();
    world = new ProposalWorld(server);
  });
  beforeEach(async () => {
    north = await world.proposal(await world.call(), 'NORTH', 'FI');
    members = { FI: north.coordinatorMemberId };
    for (const code of ['DK', 'EE', 'NO', 'PL']) members[code] = await world.partner(north, code);
  });
  afterAll(() => server.stop());

  const member = (code: string): string => members[code] ?? '';
  const cockpit = () => north.coordinator.get(readCockpit, { params: { proposalId: north.id } });
  const lead = (sectionId: string, code: string, dueInDays: number, personId: string | null = null) =>
    server.sql(
      `update section set state = 'drafting', lead_member_id = $2, lead_person_id = $4,
         due_at = now() + make_interval(days => $3), due_zone = 'Europe/Brussels' where id = $1`,
      [sectionId, member(code), dueInDays, personId],
    );

  it('shows in each cell what the state has to do with the section', async () => {
    const sectionId = await world.section(north, 'C4');
    await lead(sectionId, 'FI', 10);
    await server.sql('update section set text_sha256 = $2 where id = $1', [sectionId, after]);
    const roundId = await world.round(
      north,
      sectionId,
      ['DK', 'EE', 'NO'].map(member),
      new Date(Date.now() - day),
    );
    await world.verdict(north, roundId, member('DK'), 'request_changes', after);
    await world.verdict(north, roundId, member('EE'), 'approve', before);
    const late = await world.section(north, 'F3');
    await lead(late, 'PL', -3);

    const view = await cockpit();
    const cells = (sectionRow: string): Record<string, MatrixCell> => {
      const row = view.rows.find(({ id }) => id === sectionRow);
      return Object.fromEntries(
        view.members.map(({ id, stateCode }) => [
          stateCode,
          row?.cells.find(({ memberId }) => memberId === id)?.cell ?? 'not_asked',
        ]),
      );
    };
    expect(cells(sectionId)).toEqual({
      FI: 'drafting',
      DK: 'changes',
      EE: 'stale',
      NO: 'late',
      PL: 'not_asked',
    });
    expect(cells(late)).toEqual({
      FI: 'not_asked',
      DK: 'not_asked',
      EE: 'not_asked',
      NO: 'not_asked',
      PL: 'late',
    });
    expect(view.blockers.map(({ code, params }) => [code, params['number']])).toEqual(
      expect.arrayContaining([
        ['blocker.verdict_stale', 'C4'],
        ['blocker.verdict_late', 'C4'],
        ['blocker.changes_requested', 'C4'],
        ['blocker.section_late', 'F3'],
      ]),
    );
    expect(view.abilities['reminder.nudge']).toBe(true);
    expect(view.counts).toMatchObject({ all: 14, notReady: 14 });
  });

  it('lists headings without cells, in the order of the outline, coordinating state first', async () => {
    const { rows, members: shown } = await cockpit();
    expect(rows.slice(0, 2).map(({ number, isGroup, cells }) => [number, isGroup, cells.length])).toEqual([
      ['A', true, 0],
      ['A1', false, 5],
    ]);
    expect(shown.map(({ stateCode }) => stateCode)).toEqual(['FI', 'DK', 'EE', 'NO', 'PL']);
  });

  it('waits for a state until it has answered, oldest first, and says what is asked', async () => {
    const poland = await world.colleague(north.id, member('PL'), ['member_lead']);
    const first = await world.section(north, 'A1');
    const second = await world.section(north, 'A2');
    const firstRound = await world.round(north, first, [member('PL')], new Date(Date.now() + 3 * day));
    await world.round(north, second, [member('PL')], new Date(Date.now() + 2 * day));
    const waiting = (await poland.agent.get(readPortfolio, {})).waiting;
    expect(waiting.map(({ kind, section, stateCode }) => [kind, section?.number, stateCode])).toEqual([
      ['verdict_to_give', 'A2', 'PL'],
      ['verdict_to_give', 'A1', 'PL'],
    ]);
    await world.verdict(north, firstRound, member('PL'), 'approve');
    const { waiting: left, proposals } = await poland.agent.get(readPortfolio, {});
    expect(left.map(({ section }) => section?.number)).toEqual(['A2']);
    expect(proposals[0]).toMatchObject({
      acronym: 'NORTH',
      coordinatingState: 'FI',
      partnerStates: ['DK', 'EE', 'NO', 'PL'],
      sections: { ready: 0, total: 14 },
      states: { agreed: 0, asked: 1 },
    });
  });

  it('tells the lead of a section what to answer and the calendar what comes', async () => {
    const author = await world.colleague(north.id, member('PL'), ['author']);
    const sectionId = await world.section(north, 'F3');
    await lead(sectionId, 'PL', -2, author.personId);
    const view = await author.agent.get(readPortfolio, {});
    expect(view.waiting).toMatchObject([{ kind: 'section_to_write', late: true, acronym: 'NORTH' }]);
    expect(view.lede.map(({ code }) => code)).toEqual(['lede.waiting', 'lede.next_cut_off']);
    expect(view.calendar.map(({ kind }) => kind)).toContain('cut_off');
    expect(view.abilities['proposal.found']).toBe(false);
    const mine = await author.agent.get(readCockpit, { params: { proposalId: north.id } });
    expect(mine.counts.mine).toBe(1);
    expect(mine.blockers.filter((blocker) => blocker.mine).map(({ kind }) => kind)).toEqual(['late']);
    expect(mine.abilities['reminder.nudge']).toBe(false);
  });

  it('never shows more than seven things, and says how many there are', async () => {
    const view = await north.coordinator.get(readPortfolio, {});
    expect(view.waiting.length).toBeLessThanOrEqual(7);
    expect(view.waitingTotal).toBeGreaterThanOrEqual(view.waiting.length);
    expect(view.waiting[0]?.kind).toBe('lead_to_name');
  });

  it('shows an invited person the invitation to their address and nothing else', async () => {
    const invited = await world.person('Invited');
    await server.sql(
      `insert into invitation (id, proposal_id, member_id, email, token_hash, nonce, roles, expires_at)
       select gen_random_uuid(), $1, $2, email, sha256('x'), gen_random_uuid(), '{author}', now() + interval '7 days' from person where id = $3`,
      [north.id, member('PL'), invited.personId],
    );
    const view = await invited.get(readPortfolio, {});
    expect(view.waiting).toMatchObject([
      { kind: 'invitation_to_answer', acronym: 'NORTH', stateCode: 'PL', proposalId: null },
    ]);
    expect(view.proposals).toEqual([]);
  });

  it('counts for the admin what is late and awaited', async () => {
    await lead(await world.section(north, 'F3'), 'PL', -2);
    await world.round(north, await world.section(north, 'A1'), [member('PL'), member('DK')]);
    const admin = await world.person('Admin', ['admin']);
    const { proposals } = await admin.get(listProgress, {});
    expect(proposals.find(({ id }) => id === north.id)).toMatchObject({
      sections: { late: 1, total: 14, ready: 0 },
      verdictsAwaited: 2,
      nextDeadline: { kind: 'full_draft' },
    });
  });

  it('builds the matrix of fifty sections in a few statements', async () => {
    await server.sql(
      `insert into section (id, proposal_id, number, title, position)
       select gen_random_uuid(), $1, 'X' || n, 'Section ' || n, 100 + n from generate_series(1, 36) n`,
      [north.id],
    );
    const { rows } = await cockpit();
    const sections = rows.filter(({ isGroup }) => !isGroup);
    expect(sections).toHaveLength(50);
    expect(sections.every(({ cells }) => cells.length === 5)).toBe(true);
  });
});
