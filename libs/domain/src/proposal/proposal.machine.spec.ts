import {
  type ProposalFacts,
  type ProposalState,
  type ProposalStepName,
  isTextFrozen,
  legalProposalSteps,
  proposalStates,
  proposalSteps,
  takeProposalStep,
} from '../index.js';

const cutOffAt = new Date('2027-01-26T16:00:00Z');
const before = new Date(cutOffAt.getTime() - 1);
const facts = (state: ProposalState, hasStandingSubmission = false): ProposalFacts => ({
  state,
  cutOffAt,
  hasStandingSubmission,
});

type Row = Partial<Record<ProposalStepName, ProposalState>>;
const live: Row = { submit: 'submitted', withdraw: 'withdrawn' };
/** The whole table before the cut-off, written out by hand. */
const tableBefore: Record<ProposalState, Row> = {
  drafting: { ...live, startInternalReview: 'internal_review', freeze: 'frozen' },
  internal_review: { ...live, resumeDrafting: 'drafting', freeze: 'frozen' },
  frozen: { ...live, thaw: 'drafting' },
  submitted: { reopen: 'drafting', withdraw: 'withdrawn' },
  withdrawn: { reinstate: 'drafting' },
  under_evaluation: {},
  selected: {},
  reserve: {},
  rejected: {},
  inadmissible: {},
  ineligible: {},
};
const turnedDown: Row = { declareInadmissible: 'inadmissible', declareIneligible: 'ineligible' };
/** The whole table from the cut-off on. */
const tableAfter: Record<ProposalState, Row> = {
  drafting: {},
  internal_review: {},
  frozen: {},
  submitted: { ...turnedDown, startEvaluation: 'under_evaluation' },
  withdrawn: {},
  under_evaluation: { ...turnedDown, select: 'selected', putInReserve: 'reserve', reject: 'rejected' },
  reserve: { select: 'selected', reject: 'rejected' },
  selected: {},
  rejected: {},
  inadmissible: {},
  ineligible: {},
};
const steps = Object.keys(proposalSteps) as ProposalStepName[];
const everyPair = proposalStates.flatMap((state) => steps.map((step) => ({ state, step })));

describe('proposal machine, every state and step on both sides of the cut-off', () => {
  it.each(everyPair)('$state, $step', ({ state, step }) => {
    for (const [now, table, other] of [
      [before, tableBefore, tableAfter],
      [cutOffAt, tableAfter, tableBefore],
    ] as const) {
      const to = table[state][step];
      const outcome = takeProposalStep(step, facts(state), now, 'because');
      if (to) expect(outcome).toEqual({ ok: true, value: to });
      else if (other[state][step])
        expect(outcome).toEqual({
          ok: false,
          reason: now === before ? 'cut_off.not_passed' : 'cut_off.passed',
        });
      else
        expect(outcome).toEqual({
          ok: false,
          reason:
            step === 'submit' && state === 'submitted'
              ? 'submission.already_submitted'
              : 'proposal.wrong_state',
        });
    }
  });

  it.each(['thaw', 'withdraw', 'declareInadmissible', 'declareIneligible'] as const)(
    '%s needs a reason',
    (step) => {
      const [state, now] =
        step === 'thaw'
          ? (['frozen', before] as const)
          : (['submitted', step === 'withdraw' ? before : cutOffAt] as const);
      expect(takeProposalStep(step, facts(state), now, '  ')).toEqual({
        ok: false,
        reason: 'proposal.reason_missing',
      });
    },
  );

  it.each(['drafting', 'internal_review', 'frozen'] as const)(
    'evaluates the package that stands, though the next draft is %s at the cut-off',
    (state) => {
      expect(takeProposalStep('startEvaluation', facts(state, true), cutOffAt)).toEqual({
        ok: true,
        value: 'under_evaluation',
      });
      expect(takeProposalStep('startEvaluation', facts(state), cutOffAt).ok).toBe(false);
    },
  );

  it.each(proposalStates)('lists the legal steps of %s', (state) => {
    expect(legalProposalSteps(facts(state), before).sort()).toEqual(Object.keys(tableBefore[state]).sort());
    expect(legalProposalSteps(facts(state), cutOffAt).sort()).toEqual(Object.keys(tableAfter[state]).sort());
  });

  it('keeps text open in two states only', () => {
    expect(proposalStates.filter((state) => !isTextFrozen(state))).toEqual(['drafting', 'internal_review']);
  });
});
