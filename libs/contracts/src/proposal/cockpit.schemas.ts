import { blockerKinds, matrixCells, proposalStates, sectionStates } from '@concordat/domain';
import { z } from 'zod';
import { Abilities, Id, Moment, StateCode } from '../platform/wire.js';
import { PersonBrief } from '../section/section.schemas.js';
import { MemberBrief, MessageView } from './proposal.schemas.js';

/** One thing that stands in the way, and who acts next. */
export const BlockerView = MessageView.extend({
  kind: z.enum(blockerKinds),
  sectionId: Id,
  due: Moment.nullable(),
  next: z.strictObject({
    memberId: Id.nullable(),
    stateCode: StateCode.nullable(),
    person: PersonBrief.nullable(),
    as: z.enum(['section_lead', 'member', 'coordinator']),
  }),
  /** The reader is the one who acts next. */
  mine: z.boolean(),
});
export type BlockerView = z.infer<typeof BlockerView>;

/** What one state has to do with one section. */
export const CockpitCell = z.strictObject({ memberId: Id, cell: z.enum(matrixCells) });
export type CockpitCell = z.infer<typeof CockpitCell>;

/** A line of the matrix. A group carries a title and no cells. */
export const CockpitRow = z.strictObject({
  id: Id,
  number: z.string(),
  title: z.string(),
  isGroup: z.boolean(),
  mandatory: z.boolean(),
  state: z.enum(sectionStates),
  ready: z.boolean(),
  /** The reader leads it, contributes to it, or is asked for their state's verdict. */
  mine: z.boolean(),
  lead: z
    .strictObject({
      memberId: Id.nullable(),
      stateCode: StateCode.nullable(),
      person: PersonBrief.nullable(),
    })
    .nullable(),
  due: Moment.nullable(),
  words: z.int(),
  wordLimit: z.int().nullable(),
  limitVerified: z.boolean(),
  openComments: z.int(),
  cells: z.array(CockpitCell),
});
export type CockpitRow = z.infer<typeof CockpitRow>;

/** The overview of a proposal: one sentence, what stands in the way, and sections by states. */
export const CockpitView = z.strictObject({
  proposalId: Id,
  state: z.enum(proposalStates),
  closes: Moment,
  lede: z.array(MessageView),
  blockers: z.array(BlockerView),
  members: z.array(MemberBrief),
  rows: z.array(CockpitRow),
  counts: z.strictObject({ all: z.int(), notReady: z.int(), mine: z.int() }),
  abilities: Abilities,
});
export type CockpitView = z.infer<typeof CockpitView>;
