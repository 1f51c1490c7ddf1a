import type { Message } from '../shared/message.js';
import { type Instant, type Outcome, ok, refuse } from '../shared/outcome.js';
import type { ProposalState } from '../proposal/proposal.states.js';
import { takeProposalStep } from '../proposal/proposal.machine.js';
import type { SubmissionState } from './submission.states.js';

interface SubmissionStep {
  readonly from: readonly SubmissionState[];
  readonly to: SubmissionState;
}

/** Every step of a package. Adopting a newer one supersedes the older; the last submitted one stands. */
export const submissionSteps = {
  submit: { from: ['prepared'], to: 'submitted' },
  supersede: { from: ['prepared', 'submitted'], to: 'superseded' },
  withdraw: { from: ['submitted'], to: 'withdrawn' },
} as const satisfies Record<string, SubmissionStep>;

/** The name of a step of {@link submissionSteps}. */
export type SubmissionStepName = keyof typeof submissionSteps;

/** Says whether a step of a package is legal. Refuses `submission.wrong_state`. */
export function takeSubmissionStep(
  step: SubmissionStepName,
  state: SubmissionState,
): Outcome<SubmissionState, 'submission.wrong_state'> {
  const { from, to }: SubmissionStep = submissionSteps[step];
  return from.includes(state) ? ok(to) : refuse('submission.wrong_state');
}

/** What adopting a package is decided on, read under the lock on the proposal and its cut-off. */
export interface SubmissionFacts {
  readonly proposalState: ProposalState;
  readonly packageState: SubmissionState;
  /** The cut-off as read under the lock. */
  readonly cutOffAt: Instant;
  readonly hasStandingSubmission: boolean;
  /** Sections whose text moved on after the package was prepared. */
  readonly sectionsChangedSincePrepare: number;
}

/** An adopted package. A stale one is adopted too, with a warning `submission.package_stale` (`sections`). */
export interface SubmissionDecision {
  readonly proposalState: ProposalState;
  readonly warnings: readonly Message[];
}

/**
 * Decides on a submission at `decidedAt`, the database's clock read once under the lock: accepted only before the
 * instant of the cut-off. Each submission overwrites the previous one and only the latest is evaluated
 * (https://webgate.ec.europa.eu/funding-tenders-opportunities/display/IT/Submit).
 * Refuses `cut_off.passed`, `submission.already_submitted`, `submission.wrong_state` (the package is not a prepared
 * one) and `proposal.wrong_state`.
 */
export function decideSubmission(
  facts: SubmissionFacts,
  decidedAt: Instant,
): Outcome<
  SubmissionDecision,
  'cut_off.passed' | 'submission.already_submitted' | 'submission.wrong_state' | 'proposal.wrong_state'
> {
  if (decidedAt >= facts.cutOffAt) return refuse('cut_off.passed');
  const { proposalState, cutOffAt, hasStandingSubmission } = facts;
  const proposal = takeProposalStep(
    'submit',
    { state: proposalState, cutOffAt, hasStandingSubmission },
    decidedAt,
  );
  if (!proposal.ok)
    return refuse(
      proposal.reason === 'submission.already_submitted' ? proposal.reason : 'proposal.wrong_state',
    );
  if (facts.packageState === 'submitted') return refuse('submission.already_submitted');
  const adopted = takeSubmissionStep('submit', facts.packageState);
  if (!adopted.ok) return adopted;
  const sections = facts.sectionsChangedSincePrepare;
  const warnings = sections > 0 ? [{ code: 'submission.package_stale', params: { sections } }] : [];
  return ok({ proposalState: proposal.value, warnings });
}
