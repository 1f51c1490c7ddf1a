import { type Instant, type Outcome, ok, refuse } from '../shared/outcome.js';
import type { SectionState } from './section.states.js';

/** What the section machine needs to know, read from the locked rows. */
export interface SectionFacts {
  readonly state: SectionState;
  /** True while the proposal's live text is closed (frozen or submitted and not reopened). */
  readonly frozen: boolean;
  /** The instant of the proposal's cut-off. */
  readonly cutOffAt: Instant;
  /** Members whose last verdict in the current round asks for changes. */
  readonly membersAskingForChanges: number;
}

interface SectionStep {
  readonly from: readonly SectionState[];
  readonly to: SectionState;
  /** False where the step would open text that a freeze has closed. */
  readonly whileFrozen: boolean;
  readonly needsReason?: true;
}

/**
 * Every step of a section. `requestReview` from changes_requested is the lead asking again; `backToReview` is the
 * round falling back to open because a member took its request for changes back.
 */
export const sectionSteps = {
  startDrafting: { from: ['not_started'], to: 'drafting', whileFrozen: false },
  requestReview: { from: ['drafting', 'changes_requested'], to: 'in_review', whileFrozen: false },
  cancelReview: { from: ['in_review', 'changes_requested'], to: 'drafting', whileFrozen: false },
  resumeDrafting: { from: ['changes_requested'], to: 'drafting', whileFrozen: false },
  requestChanges: { from: ['in_review', 'changes_requested'], to: 'changes_requested', whileFrozen: true },
  backToReview: { from: ['in_review', 'changes_requested'], to: 'in_review', whileFrozen: true },
  approve: { from: ['in_review', 'changes_requested'], to: 'approved', whileFrozen: true },
  closeEarly: {
    from: ['in_review', 'changes_requested'],
    to: 'approved',
    whileFrozen: true,
    needsReason: true,
  },
  lock: { from: ['approved'], to: 'locked', whileFrozen: true },
  reopen: { from: ['approved', 'locked'], to: 'drafting', whileFrozen: false, needsReason: true },
} as const satisfies Record<string, SectionStep>;

/** The name of a step of {@link sectionSteps}. */
export type SectionStepName = keyof typeof sectionSteps;

/** Why a step of a section may be refused. */
export type SectionRefusal =
  | 'section.wrong_state'
  | 'section.frozen'
  | 'section.changes_still_requested'
  | 'section.reason_missing'
  | 'cut_off.passed';

/**
 * Says whether a step is legal at this instant and which state it leads to. Who may take it is the policy's business.
 * Refuses `section.wrong_state`, `cut_off.passed` (from the instant of the cut-off on), `section.frozen`,
 * `section.changes_still_requested` (approve while a member asks for changes) and `section.reason_missing`
 * (closing a round early and reopening need one).
 */
export function takeSectionStep(
  step: SectionStepName,
  facts: SectionFacts,
  now: Instant,
  reason = '',
): Outcome<SectionState, SectionRefusal> {
  const { from, to, whileFrozen, needsReason }: SectionStep = sectionSteps[step];
  if (!from.includes(facts.state)) return refuse('section.wrong_state');
  if (now >= facts.cutOffAt) return refuse('cut_off.passed');
  if (facts.frozen && !whileFrozen) return refuse('section.frozen');
  if (step === 'approve' && facts.membersAskingForChanges > 0)
    return refuse('section.changes_still_requested');
  if (needsReason && reason.trim() === '') return refuse('section.reason_missing');
  return ok(to);
}

/** The steps that are legal now, in the order of {@link sectionSteps}; steps that need a reason count as legal. */
export function legalSectionSteps(facts: SectionFacts, now: Instant): SectionStepName[] {
  const names = Object.keys(sectionSteps) as SectionStepName[];
  return names.filter((step) => takeSectionStep(step, facts, now, 'a reason').ok);
}

/**
 * Says whether the live text of a section takes an edit, by whichever door it comes (socket, HTTP, import, restore).
 * Refuses `section.approved`, `section.locked`, `section.frozen` and `cut_off.passed`.
 */
export function editSection(
  facts: Pick<SectionFacts, 'state' | 'frozen' | 'cutOffAt'>,
  now: Instant,
): Outcome<SectionState, 'section.approved' | 'section.locked' | 'section.frozen' | 'cut_off.passed'> {
  if (facts.state === 'approved') return refuse('section.approved');
  if (facts.state === 'locked') return refuse('section.locked');
  if (facts.frozen) return refuse('section.frozen');
  if (now >= facts.cutOffAt) return refuse('cut_off.passed');
  // The first words in a section that nobody had begun are what begins it.
  return ok(facts.state === 'not_started' ? 'drafting' : facts.state);
}

/**
 * Says whether the live text of a section takes suggestions of those who may not edit it: wherever it takes edits, once
 * somebody has begun it. Refuses what {@link editSection} refuses, and `section.wrong_state` before the first words:
 * proposing changes to nothing would begin a draft.
 */
export function suggestInSection(
  facts: Pick<SectionFacts, 'state' | 'frozen' | 'cutOffAt'>,
  now: Instant,
): Outcome<
  SectionState,
  'section.wrong_state' | 'section.approved' | 'section.locked' | 'section.frozen' | 'cut_off.passed'
> {
  const editing = editSection(facts, now);
  return editing.ok && facts.state === 'not_started' ? refuse('section.wrong_state') : editing;
}
