import { proposalOrigins, proposalStates } from '@concordat/domain';
import { z } from 'zod';
import { Abilities, Id, InstantText, Moment, StateCode } from '../platform/wire.js';
import { CallBrief, MessageView } from './proposal.schemas.js';

/** The kinds of thing that can wait for a person; each has one action. */
export const waitingKinds = [
  'verdict_to_give',
  'verdict_to_confirm',
  'changes_to_answer',
  'section_to_start',
  'section_to_write',
  'comments_to_answer',
  'lead_to_name',
  'proposal_to_freeze',
  'package_to_prepare',
  'proposal_to_submit',
  'invitation_to_answer',
] as const;

/** One thing that waits for the reader. */
export const WaitingItem = z.strictObject({
  kind: z.enum(waitingKinds),
  /** Null for an invitation to a proposal that the reader is not yet in. */
  proposalId: Id.nullable(),
  acronym: z.string(),
  /** Null where it concerns the whole proposal or several sections. */
  section: z.strictObject({ id: Id, number: z.string(), title: z.string() }).nullable(),
  /** The comment that waits longest, where comments do. */
  threadId: Id.nullable(),
  /** How many of the same kind it stands for: sections without a lead are one thing, comments of a section too. */
  count: z.int().min(1),
  /** Where one state speaks: who asked for changes, for whom the verdict is, or whom a comment waits for. */
  stateCode: StateCode.nullable(),
  /** Since when it waits; null where nobody wrote it down. */
  since: InstantText.nullable(),
  due: Moment.nullable(),
  late: z.boolean(),
});
export type WaitingItem = z.infer<typeof WaitingItem>;

/** One proposal as one line. */
export const PortfolioLine = z.strictObject({
  id: Id,
  acronym: z.string(),
  title: z.string(),
  origin: z.enum(proposalOrigins),
  state: z.enum(proposalStates),
  call: CallBrief.nullable(),
  closes: Moment,
  closed: z.boolean(),
  coordinatingState: StateCode,
  partnerStates: z.array(StateCode),
  sections: z.strictObject({ ready: z.int(), total: z.int() }),
  /** States that were asked for a verdict somewhere, and those that have nothing left to answer. */
  states: z.strictObject({ agreed: z.int(), asked: z.int() }),
  blockers: z.strictObject({ count: z.int(), late: z.int(), first: MessageView.nullable() }),
  submittedAt: InstantText.nullable(),
});
export type PortfolioLine = z.infer<typeof PortfolioLine>;

/** A coming deadline of one of the reader's proposals. */
export const CalendarItem = z.strictObject({
  deadlineId: Id,
  proposalId: Id,
  acronym: z.string(),
  kind: z.string(),
  title: z.string(),
  due: Moment,
});
export type CalendarItem = z.infer<typeof CalendarItem>;

/** The first screen: what waits for the reader, oldest first and at most seven, then their proposals. */
export const PortfolioView = z.strictObject({
  lede: z.array(MessageView),
  waiting: z.array(WaitingItem).max(7),
  waitingTotal: z.int(),
  proposals: z.array(PortfolioLine),
  calendar: z.array(CalendarItem),
  abilities: Abilities,
});
export type PortfolioView = z.infer<typeof PortfolioView>;

/** A proposal as the admin follows it: counts and dates, never text. */
export const ProgressLine = z.strictObject({
  id: Id,
  acronym: z.string(),
  origin: z.enum(proposalOrigins),
  state: z.enum(proposalStates),
  callIdentifier: z.string().nullable(),
  closes: Moment,
  coordinatingState: StateCode,
  members: z.int(),
  sections: z.strictObject({ ready: z.int(), total: z.int(), late: z.int() }),
  verdictsAwaited: z.int(),
  nextDeadline: z.strictObject({ kind: z.string(), due: Moment }).nullable(),
  submittedAt: InstantText.nullable(),
});
export type ProgressLine = z.infer<typeof ProgressLine>;

export const ProgressList = z.strictObject({ proposals: z.array(ProgressLine) });
export type ProgressList = z.infer<typeof ProgressList>;
