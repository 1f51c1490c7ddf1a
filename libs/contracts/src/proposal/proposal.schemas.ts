import { proposalOrigins, proposalRoles, proposalStates, memberRoles } from '@concordat/domain';
import { z } from 'zod';
import { Abilities, Id, InstantText, Moment, RowVersion, StateCode } from '../platform/wire.js';
import { PersonBrief } from '../section/section.schemas.js';

/** A sentence as data: the screen has the words, `params` fill the gaps. Instants in it are ISO text in UTC. */
export const MessageView = z.strictObject({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type MessageView = z.infer<typeof MessageView>;

/** A state by code and name; only member states of the Union may host. */
export const StateBrief = z.strictObject({ code: StateCode, name: z.string(), euMember: z.boolean() });
export type StateBrief = z.infer<typeof StateBrief>;

/** A participating state in one proposal. The colour (1 to 8) stays with it. */
export const MemberBrief = z.strictObject({
  id: Id,
  stateCode: StateCode,
  stateName: z.string(),
  role: z.enum(memberRoles),
  authorColour: z.int().min(1).max(8),
});
export type MemberBrief = z.infer<typeof MemberBrief>;

/** The call of a proposal; null in history where it is not known. */
export const CallBrief = z.strictObject({ id: Id, identifier: z.string(), title: z.string() });

const Acronym = z
  .string()
  .trim()
  .min(2, 'Give the proposal an acronym of two letters or more.')
  .max(24, 'An acronym has at most 24 characters.');
const Title = z.string().trim().min(3, 'Give the proposal a title.').max(300);
const HostingEntity = z.string().trim().max(300);

/** Founds a proposal for one cut-off of an open call. The founder becomes its coordinator. */
export const FoundProposal = z.strictObject({
  callId: Id,
  cutOffId: Id,
  acronym: Acronym,
  title: Title,
  stateCode: StateCode,
  hostingEntity: HostingEntity.default(''),
});
export type FoundProposal = z.infer<typeof FoundProposal>;

/** One moment of the timetable a new proposal would get, planned back from its cut-off. */
export const TimetablePreview = z.strictObject({
  kind: z.string(),
  daysBefore: z.int(),
  due: Moment,
  alreadyPast: z.boolean(),
});

/** What a proposal can be founded for: open calls, their cut-offs to come, and who may host at each. */
export const FoundingView = z.strictObject({
  calls: z.array(
    CallBrief.extend({
      authority: z.string(),
      practice: z.boolean(),
      cutOffs: z.array(
        z.strictObject({
          id: Id,
          number: z.int(),
          closes: Moment,
          hosts: z.array(StateBrief),
          timetable: z.array(TimetablePreview),
        }),
      ),
    }),
  ),
});
export type FoundingView = z.infer<typeof FoundingView>;

/** A person's own place in a proposal. */
export const StandingView = z.strictObject({
  memberId: Id,
  stateCode: StateCode,
  roles: z.array(z.enum(proposalRoles)),
});

/** What every screen of a proposal stands in: names, moment, people's states, and the rail's figures. */
export const ProposalFrame = z.strictObject({
  id: Id,
  acronym: z.string(),
  title: z.string(),
  origin: z.enum(proposalOrigins),
  state: z.enum(proposalStates),
  version: RowVersion,
  draftNumber: z.int(),
  call: CallBrief.nullable(),
  closes: Moment,
  coordinatingState: StateCode,
  hostingEntity: z.string().nullable(),
  members: z.array(MemberBrief),
  standing: StandingView.nullable(),
  frozen: z
    .strictObject({ at: InstantText, by: PersonBrief.nullable(), reason: z.string().nullable() })
    .nullable(),
  submittedAt: InstantText.nullable(),
  counts: z.strictObject({
    sections: z.int(),
    sectionsReady: z.int(),
    verdictsAwaitedOfMe: z.int(),
    members: z.int(),
    deadlinesOpen: z.int(),
  }),
  abilities: Abilities,
});
export type ProposalFrame = z.infer<typeof ProposalFrame>;

/** Corrects what a proposal is called. */
export const EditProposal = z.strictObject({ version: RowVersion, acronym: Acronym, title: Title });
export type EditProposal = z.infer<typeof EditProposal>;
