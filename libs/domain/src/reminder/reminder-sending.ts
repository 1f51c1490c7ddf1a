import type { Instant } from '../shared/outcome.js';
import type { ProposalState } from '../proposal/proposal.states.js';
import { DAY, HOUR, MINUTE } from '../time/zoned-time.js';

/** What is checked again just before a reminder goes out. */
export interface SendingFacts {
  readonly deadlineRevision: number;
  /** The deadline's revision now; null when the deadline is gone. */
  readonly currentRevision: number | null;
  readonly deadlineDone: boolean;
  /** The recipient's membership holds and their account is open. */
  readonly recipientActive: boolean;
  /** The recipient wants this kind of mail, or it cannot be declined. */
  readonly recipientWants: boolean;
  readonly proposalState: ProposalState;
  readonly cutOffAt: Instant;
}

/** Why a reminder is cancelled, for the console. */
export const cancellationReasons = [
  'deadline_gone',
  'deadline_moved',
  'deadline_done',
  'recipient_left',
  'recipient_declined',
  'proposal_withdrawn',
  'proposal_closed',
  'cut_off_passed',
] as const;

/** One of {@link cancellationReasons}. */
export type CancellationReason = (typeof cancellationReasons)[number];

/** Whether the reason for a reminder still stands. */
export type SendDecision =
  { readonly kind: 'send' } | { readonly kind: 'cancel'; readonly why: CancellationReason };

const closedStates: readonly ProposalState[] = [
  'under_evaluation',
  'selected',
  'reserve',
  'rejected',
  'inadmissible',
  'ineligible',
];

/** Decides at the moment of sending, from facts read then, whether a reminder still has a reason. */
export function shouldStillSend(facts: SendingFacts, now: Instant): SendDecision {
  const cancel = (why: CancellationReason): SendDecision => ({ kind: 'cancel', why });
  if (facts.currentRevision === null) return cancel('deadline_gone');
  if (facts.currentRevision !== facts.deadlineRevision) return cancel('deadline_moved');
  if (facts.deadlineDone) return cancel('deadline_done');
  if (!facts.recipientActive) return cancel('recipient_left');
  if (!facts.recipientWants) return cancel('recipient_declined');
  if (facts.proposalState === 'withdrawn') return cancel('proposal_withdrawn');
  if (closedStates.includes(facts.proposalState)) return cancel('proposal_closed');
  // "When due" of the cut-off itself falls on that instant and is worth an hour's catching up, no more.
  if (now.getTime() - facts.cutOffAt.getTime() > HOUR) return cancel('cut_off_passed');
  return { kind: 'send' };
}

/** Something to be folded: who gets it, about which proposal, and when it is due. */
export interface Foldable {
  readonly recipientId: string;
  /** A mail belongs to one proposal: nothing about another stands in it, though its reader takes part in both. */
  readonly proposalId: string;
  readonly dueAt: Instant;
}

/**
 * Folds what one person would get about one proposal within the same minute into one message; the order given is kept
 * inside and between folds. During a catch-up call it with `catchingUp`, which folds everything a person has due there,
 * whatever its minute.
 */
export function foldReminders<T extends Foldable>(occurrences: readonly T[], catchingUp = false): T[][] {
  const folds = new Map<string, T[]>();
  for (const occurrence of occurrences) {
    const minute = catchingUp ? 'all' : Math.floor(occurrence.dueAt.getTime() / MINUTE);
    const key = `${occurrence.recipientId}/${occurrence.proposalId}/${minute}`;
    const fold = folds.get(key);
    if (fold) fold.push(occurrence);
    else folds.set(key, [occurrence]);
  }
  return [...folds.values()];
}

/** Whether what is found due was left lying: something of it was due a minute ago or longer, by the database's clock. */
export function isCatchingUp(dueAts: readonly Instant[], now: Instant): boolean {
  return dueAts.some((dueAt) => lateness(dueAt, now).kind === 'late');
}

/** How late something went out, in whole units, rounding down; under a minute is on time. */
export type Lateness =
  | { readonly kind: 'on_time' }
  | { readonly kind: 'late'; readonly unit: 'minutes' | 'hours' | 'days'; readonly amount: number };

/** Measures lateness between the instant due and the instant sent. */
export function lateness(dueAt: Instant, sentAt: Instant): Lateness {
  const late = sentAt.getTime() - dueAt.getTime();
  if (late < MINUTE) return { kind: 'on_time' };
  if (late < 2 * HOUR) return { kind: 'late', unit: 'minutes', amount: Math.floor(late / MINUTE) };
  if (late < 2 * DAY) return { kind: 'late', unit: 'hours', amount: Math.floor(late / HOUR) };
  return { kind: 'late', unit: 'days', amount: Math.floor(late / DAY) };
}

/** Lateness in English: `on time`, `14 min late`, `3 h late`, `2 d late`. */
export function latenessText(value: Lateness): string {
  if (value.kind === 'on_time') return 'on time';
  return `${value.amount} ${{ minutes: 'min', hours: 'h', days: 'd' }[value.unit]} late`;
}
