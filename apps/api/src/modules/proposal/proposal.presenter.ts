import type { MemberBrief, Moment, ProposalFrame } from '@concordat/contracts';
import type { RequestContext } from '../../platform/authz/index.js';
import type { ProposalRow } from './proposal.repository.js';
import type { StandingMemberRow } from './readiness.repository.js';
import { stateBrief } from './state-names.js';

/** What screens of a proposal and its rail ask about. */
const frameActions = [
  'proposal.read',
  'proposal.edit',
  'proposal.freeze',
  'proposal.thaw',
  'proposal.reopen',
  'member.add',
  'section.assign',
  'section.read',
  'review.close',
  'deadline.read',
  'deadline.edit',
  'reminder.nudge',
  'submission.read',
  'submission.prepare',
  'submission.submit',
  'submission.withdraw',
  'comment.write',
  'audit.read',
] as const;

/** A moment of the wire; null stays null. */
export const momentOf = (at: Date, zone: string, label: string | null = null): Moment => ({
  at: at.toISOString(),
  zone,
  label,
});

/** When the proposal closes, with the label the authority printed. */
export const closingOf = (row: Pick<ProposalRow, 'cutOffAt' | 'cutOffZone' | 'cutOffLabel'>): Moment =>
  momentOf(row.cutOffAt, row.cutOffZone, row.cutOffLabel);

export const memberBrief = ({ id, stateCode, role, authorColour }: StandingMemberRow): MemberBrief => ({
  id,
  stateCode,
  stateName: stateBrief(stateCode).name,
  role,
  authorColour,
});

/** The reader's own place in a proposal, or null. */
export const standingOf = (ctx: RequestContext, proposalId: string) =>
  ctx.actor.memberships.find((standing) => standing.proposalId === proposalId) ?? null;

export function presentFrame(
  ctx: RequestContext,
  row: ProposalRow,
  members: readonly StandingMemberRow[],
  counts: { sections: number; sectionsReady: number; verdictsAwaited: number; deadlinesOpen: number },
): ProposalFrame {
  const standing = standingOf(ctx, row.id);
  const { id, acronym, title, origin, state, version, draftNumber, call } = row;
  return {
    id,
    acronym,
    title,
    origin,
    state,
    version,
    draftNumber,
    call,
    closes: closingOf(row),
    coordinatingState: row.coordinatingState,
    hostingEntity: row.hostingEntity,
    members: members.map(memberBrief),
    standing: standing && {
      memberId: standing.memberId,
      stateCode: standing.stateCode,
      roles: [...standing.roles],
    },
    frozen: row.frozenAt && { at: row.frozenAt.toISOString(), by: row.frozenBy, reason: row.freezeReason },
    submittedAt: row.submittedAt?.toISOString() ?? null,
    counts: {
      sections: counts.sections,
      sectionsReady: counts.sectionsReady,
      verdictsAwaitedOfMe: counts.verdictsAwaited,
      members: members.length,
      deadlinesOpen: counts.deadlinesOpen,
    },
    abilities: ctx.abilities(frameActions, { proposalId: id }),
  };
}
