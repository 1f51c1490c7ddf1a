import { callKinds, callStates, cutOffStates, proposalOrigins, proposalStates } from '@concordat/domain';
import { z } from 'zod';
import {
  Abilities,
  Id,
  InstantText,
  Moment,
  RowVersion,
  StateCode,
  WallTime,
  ZoneName,
} from '../platform/wire.js';

const reason = z.string().trim().min(1, 'Say why; everybody concerned will read it.').max(2000);
const shortText = z.string().trim().min(1, 'This is needed.').max(300);
const label = z.string().trim().max(120).nullable().default(null);

/** How sure we are of a fact, and where it comes from. */
const Evidence = { verified: z.boolean(), sources: z.array(z.string()) };

export const CutOffMoveView = z.strictObject({
  revision: z.int(),
  from: InstantText,
  to: InstantText,
  reason: z.string(),
  movedAt: InstantText,
});

export const CutOffView = z.strictObject({
  id: Id,
  number: z.int(),
  moment: Moment,
  wallTime: z.string(),
  state: z.enum(cutOffStates),
  origin: z.enum(proposalOrigins),
  revision: z.int(),
  version: RowVersion,
  /** The hour itself is confirmed, not only the day. */
  timeVerified: z.boolean(),
  announcedOn: z.iso.date().nullable(),
  resultAnnouncedOn: z.iso.date().nullable(),
  moves: z.array(CutOffMoveView),
  ...Evidence,
});
export type CutOffView = z.infer<typeof CutOffView>;

export const CallLine = z.strictObject({
  id: Id,
  identifier: z.string(),
  title: z.string(),
  authority: z.string(),
  kind: z.enum(callKinds),
  state: z.enum(callStates),
  origin: z.enum(proposalOrigins),
  nextCutOff: Moment.nullable(),
  ...Evidence,
});
export type CallLine = z.infer<typeof CallLine>;

export const CallList = z.strictObject({ calls: z.array(CallLine), abilities: Abilities });
export type CallList = z.infer<typeof CallList>;

export const CallView = CallLine.extend({
  opensOn: z.iso.date().nullable(),
  closesOn: z.iso.date().nullable(),
  zone: z.string(),
  templateKey: z.string(),
  templateVersion: z.int(),
  version: RowVersion,
  cutOffs: z.array(CutOffView),
  abilities: Abilities,
});
export type CallView = z.infer<typeof CallView>;

export const TemplateBrief = z.strictObject({
  key: z.string(),
  version: RowVersion,
  title: z.string(),
  official: z.boolean(),
  note: z.string(),
  sections: z.array(
    z.strictObject({
      number: z.string(),
      title: z.string(),
      writable: z.boolean(),
      wordLimit: z.int().nullable(),
      limitVerified: z.boolean(),
      verified: z.boolean(),
    }),
  ),
});
export type TemplateBrief = z.infer<typeof TemplateBrief>;

export const TemplateList = z.strictObject({ templates: z.array(TemplateBrief) });
export type TemplateList = z.infer<typeof TemplateList>;

/** A closing moment as a person types it: wall time in a zone, and the label word for word as published. */
export const CutOffWish = z.strictObject({ wallTime: WallTime, zone: ZoneName, label });
export type CutOffWish = z.output<typeof CutOffWish>;

export const MakeCall = z.strictObject({
  identifier: z
    .string()
    .trim()
    .regex(
      /^[A-Z0-9][A-Z0-9._/-]{2,79}$/i,
      'Write the identifier as published, for example EUROHPC-2026-CEI-AI-03.',
    ),
  title: shortText,
  authority: shortText,
  kind: z.enum(callKinds),
  templateKey: z.string().max(80),
  opensOn: z.iso.date().nullable().default(null),
  cutOff: CutOffWish,
});
export type MakeCall = z.output<typeof MakeCall>;

export const EditCall = z.strictObject({ version: RowVersion, title: shortText, authority: shortText });
export type EditCall = z.output<typeof EditCall>;

export const PreviewMove = CutOffWish;

/** What a move would do, as counts that say nothing about anybody’s proposal. */
export const MovePreviewView = z.strictObject({
  from: Moment,
  to: Moment,
  /** The clocks show this wall time twice; the earlier is taken. */
  ambiguous: z.boolean(),
  proposals: z.int(),
  deadlinesThatMove: z.int(),
  deadlinesAlreadyPast: z.int(),
  deadlinesObsolete: z.int(),
  remindersPlanned: z.int(),
});
export type MovePreviewView = z.infer<typeof MovePreviewView>;

export const MoveCutOff = CutOffWish.extend({ version: RowVersion, reason });
export type MoveCutOff = z.output<typeof MoveCutOff>;

export const RecordLetter = z.strictObject({
  stateCode: StateCode,
  intent: shortText,
  receivedOn: z.iso.date().nullable().default(null),
});
export type RecordLetter = z.output<typeof RecordLetter>;

const IntakeState = z.strictObject({ code: StateCode, name: z.string(), euMember: z.boolean() });

export const IntakeProposal = z.strictObject({
  id: Id,
  acronym: z.string(),
  title: z.string(),
  origin: z.enum(proposalOrigins),
  state: z.enum(proposalStates),
  lead: IntakeState,
  partners: z.array(IntakeState),
  hostingEntity: z.string().nullable(),
  callIdentifier: z.string().nullable(),
  callVerified: z.boolean(),
  submittedAt: InstantText.nullable(),
  announcedOn: z.iso.date().nullable(),
  outcomeAnnouncedOn: z.iso.date().nullable(),
  ...Evidence,
});
export type IntakeProposal = z.infer<typeof IntakeProposal>;

/** The intake of one cut-off, counted from its proposals and letters. Before the cut-off nothing is shown. */
export const IntakeView = z.strictObject({
  cutOffs: z.array(
    z.strictObject({
      id: Id,
      number: z.int(),
      moment: Moment,
      origin: z.enum(proposalOrigins),
      calls: z.array(z.string()),
      /** How many proposals and letters are shown for it. */
      received: z.int(),
    }),
  ),
  cutOff: CutOffView.nullable(),
  closed: z.boolean(),
  proposals: z.array(IntakeProposal),
  letters: z.array(
    z.strictObject({
      state: IntakeState,
      intent: z.string(),
      receivedOn: z.iso.date().nullable(),
      ...Evidence,
    }),
  ),
  counts: z.strictObject({
    proposals: z.int(),
    memberStates: z.array(StateCode),
    otherStates: z.array(StateCode),
    statesInAll: z.int(),
    letters: z.array(StateCode),
  }),
  announcement: z.string(),
});
export type IntakeView = z.infer<typeof IntakeView>;

export const IntakeQuery = z.strictObject({ cutOffId: Id.optional() });
