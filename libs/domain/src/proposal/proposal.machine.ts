import { type Instant, type Outcome, ok, refuse } from '../shared/outcome.js';
import type { ProposalState } from './proposal.states.js';

/** What the proposal machine needs to know, read from the locked rows. */
export interface ProposalFacts {
  readonly state: ProposalState;
  readonly cutOffAt: Instant;
  /** True while a submitted package stands: not superseded, not withdrawn. It stays so when the next draft is open. */
  readonly hasStandingSubmission: boolean;
}

interface ProposalStep {
  readonly from: readonly ProposalState[];
  readonly to: ProposalState;
  /** On which side of the cut-off the step belongs. */
  readonly when: 'before_cut_off' | 'after_cut_off';
  readonly needsReason?: true;
  /** States from which the step is legal only while a submitted package stands. */
  readonly fromWithStanding?: readonly ProposalState[];
}

const live = ['drafting', 'internal_review', 'frozen'] as const;
const received = ['submitted', 'under_evaluation'] as const;

/** Every step of a proposal. The authority's steps come after the cut-off, the consortium's before it. */
export const proposalSteps = {
  startInternalReview: { from: ['drafting'], to: 'internal_review', when: 'before_cut_off' },
  resumeDrafting: { from: ['internal_review'], to: 'drafting', when: 'before_cut_off' },
  freeze: { from: ['drafting', 'internal_review'], to: 'frozen', when: 'before_cut_off' },
  thaw: { from: ['frozen'], to: 'drafting', when: 'before_cut_off', needsReason: true },
  submit: { from: live, to: 'submitted', when: 'before_cut_off' },
  reopen: { from: ['submitted'], to: 'drafting', when: 'before_cut_off' },
  withdraw: { from: [...live, 'submitted'], to: 'withdrawn', when: 'before_cut_off', needsReason: true },
  reinstate: { from: ['withdrawn'], to: 'drafting', when: 'before_cut_off' },
  startEvaluation: {
    from: ['submitted'],
    fromWithStanding: live,
    to: 'under_evaluation',
    when: 'after_cut_off',
  },
  select: { from: ['under_evaluation', 'reserve'], to: 'selected', when: 'after_cut_off' },
  putInReserve: { from: ['under_evaluation'], to: 'reserve', when: 'after_cut_off' },
  reject: { from: ['under_evaluation', 'reserve'], to: 'rejected', when: 'after_cut_off' },
  declareInadmissible: { from: received, to: 'inadmissible', when: 'after_cut_off', needsReason: true },
  declareIneligible: { from: received, to: 'ineligible', when: 'after_cut_off', needsReason: true },
} as const satisfies Record<string, ProposalStep>;

/** The name of a step of {@link proposalSteps}. */
export type ProposalStepName = keyof typeof proposalSteps;

/** Why a step of a proposal may be refused. */
export type ProposalRefusal =
  | 'proposal.wrong_state'
  | 'proposal.reason_missing'
  | 'cut_off.passed'
  | 'cut_off.not_passed'
  | 'submission.already_submitted';

/**
 * Says whether a step is legal at this instant and which state it leads to. Who may take it is the policy's business.
 * Refuses `proposal.wrong_state`, `submission.already_submitted` (submitting what is submitted and not reopened),
 * `cut_off.passed`, `cut_off.not_passed` (the authority's steps), `proposal.reason_missing` (thaw, withdraw,
 * inadmissible, ineligible).
 */
export function takeProposalStep(
  step: ProposalStepName,
  facts: ProposalFacts,
  now: Instant,
  reason = '',
): Outcome<ProposalState, ProposalRefusal> {
  const { from, to, when, needsReason, fromWithStanding }: ProposalStep = proposalSteps[step];
  const standing = facts.hasStandingSubmission && (fromWithStanding ?? []).includes(facts.state);
  if (step === 'submit' && facts.state === 'submitted') return refuse('submission.already_submitted');
  if (!from.includes(facts.state) && !standing) return refuse('proposal.wrong_state');
  const passed = now >= facts.cutOffAt;
  if (when === 'before_cut_off' && passed) return refuse('cut_off.passed');
  if (when === 'after_cut_off' && !passed) return refuse('cut_off.not_passed');
  if (needsReason && reason.trim() === '') return refuse('proposal.reason_missing');
  return ok(to);
}

/** The steps that are legal now, in the order of {@link proposalSteps}; steps that need a reason count as legal. */
export function legalProposalSteps(facts: ProposalFacts, now: Instant): ProposalStepName[] {
  const names = Object.keys(proposalSteps) as ProposalStepName[];
  return names.filter((step) => takeProposalStep(step, facts, now, 'a reason').ok);
}

/** Says whether a proposal's live text is closed by its state; the cut-off closes it too, see `editSection`. */
export function isTextFrozen(state: ProposalState): boolean {
  return state !== 'drafting' && state !== 'internal_review';
}
