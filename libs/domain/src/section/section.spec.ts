import {
  type MatrixCellFacts,
  type SectionFacts,
  type SectionState,
  type SectionStepName,
  checkDue,
  countReady,
  editSection,
  legalSectionSteps,
  limitMeter,
  matrixCell,
  matrixCells,
  sectionReadiness,
  sectionStates,
  sectionSteps,
  suggestInSection,
  takeSectionStep,
} from '../index.js';

const cutOffAt = new Date('2027-01-26T16:00:00Z');
const now = new Date('2027-01-14T09:40:00Z');
const facts = (given: Partial<SectionFacts> = {}): SectionFacts => ({
  state: 'drafting',
  frozen: false,
  cutOffAt,
  membersAskingForChanges: 0,
  ...given,
});

/** The whole table, written out by hand: rows are states, entries the steps that are legal and where they lead. */
const table: Record<SectionState, Partial<Record<SectionStepName, SectionState>>> = {
  not_started: { startDrafting: 'drafting' },
  drafting: { requestReview: 'in_review' },
  in_review: {
    cancelReview: 'drafting',
    requestChanges: 'changes_requested',
    backToReview: 'in_review',
    approve: 'approved',
    closeEarly: 'approved',
  },
  changes_requested: {
    requestReview: 'in_review',
    cancelReview: 'drafting',
    resumeDrafting: 'drafting',
    requestChanges: 'changes_requested',
    backToReview: 'in_review',
    approve: 'approved',
    closeEarly: 'approved',
  },
  approved: { lock: 'locked', reopen: 'drafting' },
  locked: { reopen: 'drafting' },
};
const steps = Object.keys(sectionSteps) as SectionStepName[];
const everyPair = sectionStates.flatMap((state) =>
  steps.map((step) => ({ state, step, to: table[state][step] })),
);
const openWhileFrozen: readonly SectionStepName[] = [
  'requestChanges',
  'backToReview',
  'approve',
  'closeEarly',
  'lock',
];

describe('section machine, every state and step', () => {
  it.each(everyPair)('$state, $step leads to $to', ({ state, step, to }) => {
    const expected = to ? { ok: true, value: to } : { ok: false, reason: 'section.wrong_state' };
    expect(takeSectionStep(step, facts({ state }), now, 'because')).toEqual(expected);
  });

  it.each(everyPair.filter(({ to }) => to))(
    '$state, $step is refused from the cut-off on',
    ({ state, step }) => {
      expect(takeSectionStep(step, facts({ state }), cutOffAt, 'because')).toEqual({
        ok: false,
        reason: 'cut_off.passed',
      });
    },
  );

  it.each(everyPair.filter(({ to }) => to))(
    '$state, $step while the text is frozen',
    ({ state, step, to }) => {
      const expected = openWhileFrozen.includes(step)
        ? { ok: true, value: to }
        : { ok: false, reason: 'section.frozen' };
      expect(takeSectionStep(step, facts({ state, frozen: true }), now, 'because')).toEqual(expected);
    },
  );

  it.each(everyPair.filter(({ to }) => to))('$state, $step without a reason', ({ state, step, to }) => {
    const expected = ['closeEarly', 'reopen'].includes(step)
      ? { ok: false, reason: 'section.reason_missing' }
      : { ok: true, value: to };
    expect(takeSectionStep(step, facts({ state }), now, '  ')).toEqual(expected);
  });

  it.each(['in_review', 'changes_requested'] as const)(
    'refuses approval while a state asks for changes (%s), and lets the coordinator close early',
    (state) => {
      const asking = facts({ state, membersAskingForChanges: 1 });
      expect(takeSectionStep('approve', asking, now)).toEqual({
        ok: false,
        reason: 'section.changes_still_requested',
      });
      expect(takeSectionStep('closeEarly', asking, now, 'Settled on the phone.').ok).toBe(true);
    },
  );

  it.each(sectionStates)('says whether suggestions are taken in %s', (state) => {
    const reasons: Partial<Record<string, string>> = {
      not_started: 'section.wrong_state',
      approved: 'section.approved',
      locked: 'section.locked',
    };
    const reason = reasons[state];
    expect(suggestInSection(facts({ state }), now)).toEqual(
      reason ? { ok: false, reason } : { ok: true, value: state },
    );
    expect(suggestInSection(facts({ state }), cutOffAt).ok).toBe(false);
    expect(suggestInSection(facts({ state, frozen: true }), now).ok).toBe(false);
  });

  it.each(sectionStates)('lists the legal steps of %s', (state) => {
    expect(legalSectionSteps(facts({ state }), now).sort()).toEqual(Object.keys(table[state]).sort());
  });
});

describe('editing a section', () => {
  const answers: Record<SectionState, ReturnType<typeof editSection>> = {
    not_started: { ok: true, value: 'drafting' },
    drafting: { ok: true, value: 'drafting' },
    in_review: { ok: true, value: 'in_review' },
    changes_requested: { ok: true, value: 'changes_requested' },
    approved: { ok: false, reason: 'section.approved' },
    locked: { ok: false, reason: 'section.locked' },
  };
  it.each(sectionStates)('%s', (state) => {
    expect(editSection(facts({ state }), now)).toEqual(answers[state]);
    if (answers[state].ok) {
      expect(editSection(facts({ state, frozen: true }), now)).toEqual({
        ok: false,
        reason: 'section.frozen',
      });
      expect(editSection(facts({ state }), cutOffAt)).toEqual({ ok: false, reason: 'cut_off.passed' });
    }
  });
});

describe('limit meter', () => {
  it.each([
    [0, 100, 'ok', 0],
    [89, 100, 'ok', 0],
    [90, 100, 'near', 0],
    [100, 100, 'near', 0],
    [101, 100, 'over', 1],
    [500, null, 'none', 0],
    [500, 0, 'none', 0],
  ])('%d of %p is %s', (count, limit, level, excess) => {
    expect(limitMeter(count, limit)).toMatchObject({ level, excess, count });
  });
});

describe('due dates', () => {
  it.each([
    [now, 'due.in_the_past'],
    [new Date(now.getTime() - 1), 'due.in_the_past'],
    [new Date(cutOffAt.getTime() + 1), 'due.after_cut_off'],
  ])('refuses %s', (dueAt, reason) => {
    expect(checkDue(dueAt, cutOffAt, now)).toEqual({ ok: false, reason });
  });

  it('accepts the next millisecond and the cut-off itself', () => {
    expect(checkDue(new Date(now.getTime() + 1), cutOffAt, now).ok).toBe(true);
    expect(checkDue(cutOffAt, cutOffAt, now)).toEqual({ ok: true, value: cutOffAt });
  });
});

describe('matrix cell', () => {
  const cell = (given: Partial<MatrixCellFacts>) =>
    matrixCell(
      {
        sectionState: 'in_review',
        leads: false,
        asked: false,
        verdict: null,
        textChangedSinceVerdict: false,
        blocked: false,
        sectionDueAt: null,
        roundDueAt: null,
        ...given,
      },
      now,
    );
  const past = new Date(now.getTime() - 1);
  const future = new Date(now.getTime() + 1);

  it.each([
    ['not_asked', {}],
    ['not_asked', { sectionState: 'approved' }],
    ['drafting', { leads: true, sectionState: 'drafting', sectionDueAt: future }],
    ['drafting', { leads: true, sectionState: 'not_started' }],
    ['late', { leads: true, sectionState: 'drafting', sectionDueAt: past }],
    ['blocked', { leads: true, sectionState: 'drafting', sectionDueAt: past, blocked: true }],
    ['approved', { leads: true, sectionState: 'locked' }],
    ['reading', { asked: true, roundDueAt: future }],
    ['late', { asked: true, roundDueAt: past }],
    ['not_asked', { asked: true, sectionState: 'approved' }],
    ['approved', { asked: true, verdict: 'approve' }],
    ['stale', { asked: true, verdict: 'approve', textChangedSinceVerdict: true }],
    ['changes', { asked: true, verdict: 'request_changes', textChangedSinceVerdict: true }],
    ['abstained', { asked: true, verdict: 'abstain' }],
  ] as const)('is %s for %j', (expected, given) => {
    expect(cell(given)).toBe(expected);
    expect(matrixCells).toContain(expected);
  });
});

describe('readiness', () => {
  it.each([
    ['not_started', false, 'not_started'],
    ['not_started', true, 'cannot_be_finished_yet'],
    ['drafting', false, 'in_progress'],
    ['drafting', true, 'cannot_be_finished_yet'],
    ['in_review', true, 'in_review'],
    ['changes_requested', true, 'changes_requested'],
    ['approved', true, 'ready'],
    ['locked', false, 'ready'],
  ] as const)('%s, blocked %s, is %s', (state, blocked, expected) => {
    expect(sectionReadiness(state, blocked)).toBe(expected);
  });

  it('counts what is ready', () => {
    expect(countReady(sectionStates)).toEqual({ ready: 2, total: 6 });
  });
});
