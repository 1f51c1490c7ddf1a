import {
  type ReadinessFacts,
  type SectionProgress,
  type Viewer,
  blockers,
  blockersOf,
  cockpitLede,
  nextSteps,
  proposalReadiness,
} from '../index.js';

const now = new Date('2027-01-14T09:40:00Z');
const cutOffAt = new Date('2027-01-26T16:00:00Z');
const yesterday = new Date('2027-01-13T09:40:00Z');
const nextWeek = new Date('2027-01-21T09:40:00Z');
const members = [
  { memberId: 'fi', stateCode: 'FI', coordinates: true },
  { memberId: 'dk', stateCode: 'DK', coordinates: false },
  { memberId: 'pl', stateCode: 'PL', coordinates: false },
];
const section = (number: string, given: Partial<SectionProgress> = {}): SectionProgress => ({
  sectionId: `section-${number}`,
  number,
  title: `Title of ${number}`,
  state: 'drafting',
  mandatory: true,
  dueAt: nextWeek,
  leadMemberId: 'fi',
  leadPersonId: 'writer',
  waitsFor: null,
  round: null,
  ...given,
});
const round = (given: Partial<NonNullable<SectionProgress['round']>> = {}) => ({
  state: 'open' as const,
  dueAt: nextWeek,
  awaitedMemberIds: [],
  changesRequestedByMemberIds: [],
  staleMemberIds: [],
  ...given,
});
const facts = (...sections: SectionProgress[]): ReadinessFacts => ({ sections, members, cutOffAt });
const everything = facts(
  section('D5', {
    state: 'in_review',
    round: round({ awaitedMemberIds: ['dk', 'pl'], staleMemberIds: ['pl'] }),
  }),
  section('C4', {
    state: 'changes_requested',
    round: round({
      state: 'changes_requested',
      awaitedMemberIds: ['pl'],
      changesRequestedByMemberIds: ['dk'],
    }),
  }),
  section('F3', { state: 'not_started', dueAt: yesterday, leadMemberId: 'pl', leadPersonId: null }),
  section('E1', { waitsFor: { code: 'waits.budget_lines', params: { stateCode: 'PL' } } }),
  section('B1', { leadMemberId: null, leadPersonId: null }),
  section('B2', { leadMemberId: null, leadPersonId: null, mandatory: false }),
  section('A1', { state: 'approved' }),
  section('A2', { state: 'locked', dueAt: yesterday }),
);

describe('blockers', () => {
  it('come in order of weight, each with the next actor', () => {
    const found = blockers(everything, now).map(({ kind, code, params, next }) => [
      kind,
      code,
      params['number'],
      next.as,
      next.stateCode,
    ]);
    expect(found).toEqual([
      ['blocked', 'blocker.waits_for', 'E1', 'section_lead', 'FI'],
      ['late', 'blocker.not_started_late', 'F3', 'section_lead', 'PL'],
      ['changes', 'blocker.changes_requested', 'C4', 'section_lead', 'FI'],
      ['stale', 'blocker.verdict_stale', 'D5', 'member', 'PL'],
      ['unassigned', 'blocker.no_lead', 'B1', 'coordinator', 'FI'],
      ['reading', 'blocker.verdict_awaited', 'C4', 'member', 'PL'],
      ['reading', 'blocker.verdict_awaited', 'D5', 'member', 'DK'],
      ['reading', 'blocker.verdict_awaited', 'D5', 'member', 'PL'],
    ]);
  });

  it('name who asks for changes, how many, and what is waited for', () => {
    const [blocked, , changes] = blockers(everything, now);
    expect(blocked?.params).toMatchObject({ reasonCode: 'waits.budget_lines', stateCode: 'PL' });
    expect(changes?.params).toMatchObject({ stateCode: 'DK', states: 1 });
  });

  it('turn late when the round or the section is overdue', () => {
    const late = facts(
      section('D1', { state: 'in_review', round: round({ dueAt: yesterday, awaitedMemberIds: ['dk'] }) }),
      section('D2', { dueAt: yesterday }),
    );
    expect(blockers(late, now).map(({ code }) => code)).toEqual([
      'blocker.verdict_late',
      'blocker.section_late',
    ]);
  });

  it('are none when everything is ready', () => {
    expect(blockers(facts(section('A1', { state: 'approved', dueAt: yesterday })), now)).toEqual([]);
  });

  it('fall to the coordinator where nobody leads, and to nobody in an empty consortium', () => {
    const orphan = section('D2', {
      leadMemberId: null,
      leadPersonId: null,
      dueAt: yesterday,
      mandatory: false,
    });
    expect(blockers(facts(orphan), now)[0]?.next).toMatchObject({ memberId: 'fi', as: 'coordinator' });
    expect(blockers({ ...facts(orphan), members: [] }, now)[0]?.next.memberId).toBeNull();
  });
});

describe('figures and lede', () => {
  it('count what is ready, awaited and late', () => {
    expect(proposalReadiness(everything, now)).toEqual({
      sectionsReady: 2,
      sectionsTotal: 8,
      statesAwaited: 2,
      statesAskingForChanges: 1,
      late: 1,
      blockers: 8,
    });
  });

  it('say the most important clause first', () => {
    const codes = (state: Parameters<typeof cockpitLede>[0]['state'], at = now) =>
      cockpitLede({ ...everything, state }, at).map(({ code }) => code);
    const rest = ['lede.sections_ready', 'lede.states_asking', 'lede.states_awaited', 'lede.late'];
    expect(codes('drafting')).toEqual(rest);
    expect(codes('frozen')).toEqual(['lede.frozen', ...rest]);
    expect(codes('submitted')[0]).toBe('lede.submitted');
    expect(codes('withdrawn')[0]).toBe('lede.withdrawn');
    expect(codes('drafting', cutOffAt)[0]).toBe('lede.closed');
  });
});

describe('next steps', () => {
  const viewer = (given: Partial<Viewer>): Viewer => ({
    personId: 'somebody',
    memberIds: [],
    givesVerdicts: false,
    coordinates: false,
    ...given,
  });
  const stepsOf = (
    given: Partial<Viewer>,
    state: 'drafting' | 'frozen' = 'drafting',
    of = everything,
    prepared = false,
  ) =>
    nextSteps({ ...of, state, packagePrepared: prepared }, viewer(given), now).map(({ code, params }) =>
      [code, params['number']].filter(Boolean).join(' '),
    );

  it('are what waits for the person', () => {
    expect(stepsOf({ personId: 'writer' })).toEqual(['next.answer_changes C4']);
    expect(stepsOf({ memberIds: ['pl'], givesVerdicts: true })).toEqual([
      'next.give_verdict D5',
      'next.confirm_verdict D5',
      'next.give_verdict C4',
    ]);
    expect(stepsOf({ memberIds: ['pl'] })).toEqual([]);
    expect(stepsOf({ coordinates: true })).toEqual(['next.assign_lead B1']);
  });

  it('put what is late first and stop at seven', () => {
    const mine = Array.from({ length: 9 }, (_, index) => section(`D${index + 1}`, { state: 'not_started' }));
    const late = section('F3', { dueAt: yesterday });
    const found = stepsOf({ personId: 'writer' }, 'drafting', facts(...mine, late));
    expect(found).toHaveLength(7);
    expect(found[0]).toBe('next.write_section F3');
  });

  it('lead from ready to frozen to prepared to submitted, and end at the cut-off', () => {
    const ready = facts(section('A1', { state: 'approved' }));
    expect(stepsOf({ coordinates: true }, 'drafting', ready)).toEqual(['next.freeze']);
    expect(stepsOf({ coordinates: true }, 'frozen', ready)).toEqual(['next.prepare']);
    expect(stepsOf({ coordinates: true }, 'frozen', ready, true)).toEqual(['next.submit']);
    expect(
      nextSteps(
        { ...ready, state: 'frozen', packagePrepared: true },
        viewer({ coordinates: true }),
        cutOffAt,
      ),
    ).toEqual([]);
  });

  it('pick the blockers of one viewer', () => {
    const found = blockers(everything, now);
    expect(blockersOf(found, viewer({ personId: 'writer' }))).toHaveLength(2);
    expect(blockersOf(found, viewer({ memberIds: ['pl'] }))).toHaveLength(4);
    expect(blockersOf(found, viewer({ coordinates: true }))).toHaveLength(1);
  });
});
