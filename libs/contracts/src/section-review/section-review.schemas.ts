import { roundPolicies, roundStates, verdictKinds } from '@concordat/domain';
import { z } from 'zod';
import { Abilities, Id, InstantText, Moment, RowVersion, StateCode } from '../platform/wire.js';
import { PersonBrief, SectionState } from '../section/section.schemas.js';

const longReason = z.string().trim().max(4000);

/** Asks members for their verdict on a section. A quorum is given for the policy `quorum` only. */
export const RequestReview = z.strictObject({
  memberIds: z.array(Id).min(1, 'Choose at least one state.').max(40),
  policy: z.enum(roundPolicies),
  quorum: z.int().min(1).max(40).nullable().default(null),
  dueAt: InstantText,
  note: z.string().trim().max(2000).default(''),
});
export type RequestReview = z.output<typeof RequestReview>;

export const GiveVerdict = z.strictObject({
  version: RowVersion,
  memberId: Id,
  kind: z.enum(verdictKinds),
  reason: longReason.default(''),
});
export type GiveVerdict = z.output<typeof GiveVerdict>;

export const AskAgain = z.strictObject({
  version: RowVersion,
  answer: longReason.min(1, 'Say what was done about the changes.'),
});
export type AskAgain = z.output<typeof AskAgain>;

export const CloseRound = z.strictObject({
  version: RowVersion,
  reason: longReason.min(1, 'Say why the round is closed before every state has answered.'),
});
export type CloseRound = z.output<typeof CloseRound>;

export const CancelRound = z.strictObject({ version: RowVersion });
export type CancelRound = z.output<typeof CancelRound>;

export const VerdictView = z.strictObject({
  id: Id,
  memberId: Id,
  person: PersonBrief,
  kind: z.enum(verdictKinds),
  reason: z.string(),
  givenAt: InstantText,
  /** A later verdict of the same member, or asking again, has taken its place. */
  superseded: z.boolean(),
  /** The text is not the one that was judged. */
  textChangedSince: z.boolean(),
});
export type VerdictView = z.infer<typeof VerdictView>;

export const AskedMember = z.strictObject({
  memberId: Id,
  stateCode: StateCode,
  verdict: VerdictView.nullable(),
});
export type AskedMember = z.infer<typeof AskedMember>;

export const RoundView = z.strictObject({
  id: Id,
  sectionId: Id,
  number: z.int(),
  policy: z.enum(roundPolicies),
  quorum: z.int().nullable(),
  due: Moment,
  note: z.string(),
  state: z.enum(roundStates),
  answer: z.string().nullable(),
  requestedBy: PersonBrief,
  requestedAt: InstantText,
  askedAgainAt: InstantText.nullable(),
  closedAt: InstantText.nullable(),
  closedBy: PersonBrief.nullable(),
  closeReason: z.string().nullable(),
  version: RowVersion,
  asked: z.array(AskedMember),
  /** Verdicts that stand no more, the newest first. */
  earlier: z.array(VerdictView),
  /** Members for which the reader may give the verdict now. */
  myMemberIds: z.array(Id),
  abilities: Abilities,
});
export type RoundView = z.infer<typeof RoundView>;

/** The review of one section: the round that takes verdicts or was the last to do so, and those before it. */
export const SectionReviewView = z.strictObject({
  sectionId: Id,
  current: RoundView.nullable(),
  history: z.array(RoundView),
  abilities: Abilities,
});
export type SectionReviewView = z.infer<typeof SectionReviewView>;

/** One line of the review screen. */
export const ReviewLine = z.strictObject({
  sectionId: Id,
  number: z.string(),
  title: z.string(),
  sectionState: SectionState,
  words: z.int(),
  round: RoundView,
});
export type ReviewLine = z.infer<typeof ReviewLine>;

export const ReviewList = z.strictObject({
  /** Rounds in which the reader’s state is asked and has not answered. */
  waitingForMe: z.array(ReviewLine),
  /** Rounds the reader can answer for: a state asks for changes. */
  waitingForAnswer: z.array(ReviewLine),
  others: z.array(ReviewLine),
});
export type ReviewList = z.infer<typeof ReviewList>;
