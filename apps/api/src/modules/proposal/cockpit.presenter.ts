import type { BlockerView, CockpitRow, CockpitView } from '@concordat/contracts';
import {
  type Blocker,
  blockers,
  blockersOf,
  cockpitLede,
  type Instant,
  sectionReadiness,
  type Viewer,
} from '@concordat/domain';
import type { RequestContext } from '../../platform/authz/index.js';
import { closingOf, memberBrief, momentOf, standingOf } from './proposal.presenter.js';
import type { ProposalRow } from './proposal.repository.js';
import { cellOf, readinessFacts } from './readiness.js';
import type { SectionReadinessRow, StandingMemberRow } from './readiness.repository.js';

/** Everything the overview is derived from. */
export interface CockpitRows {
  readonly proposal: ProposalRow;
  readonly members: readonly StandingMemberRow[];
  readonly rows: readonly SectionReadinessRow[];
}

/** Who looks at a proposal, as the rules of "what is mine" ask for it. */
export function viewerOf(ctx: RequestContext, proposalId: string): Viewer {
  const standing = standingOf(ctx, proposalId);
  const memberIds = standing ? [standing.memberId] : [];
  return {
    personId: ctx.personId,
    memberIds,
    givesVerdicts: ctx.can('verdict.give', { proposalId, askedMemberIds: memberIds }),
    coordinates: ctx.can('proposal.edit', { proposalId }),
  };
}

export function presentCockpit(ctx: RequestContext, rows: CockpitRows, now: Instant): CockpitView {
  const { proposal, members } = rows;
  const facts = readinessFacts(rows.rows, members, proposal.cutOffAt);
  const viewer = viewerOf(ctx, proposal.id);
  const found = blockers(facts, now);
  const mine = new Set(blockersOf(found, viewer));
  const lines = rows.rows.map((row) => cockpitRow(row, rows, viewer, now));
  const sections = lines.filter(({ isGroup }) => !isGroup);
  return {
    proposalId: proposal.id,
    state: proposal.state,
    closes: closingOf(proposal),
    lede: cockpitLede({ ...facts, state: proposal.state }, now).map(({ code, params }) => ({
      code,
      params: { ...params },
    })),
    blockers: found.map((blocker) => blockerView(blocker, rows, mine.has(blocker))),
    members: members.map(memberBrief),
    rows: lines,
    counts: {
      all: sections.length,
      notReady: sections.filter(({ ready }) => !ready).length,
      mine: sections.filter((line) => line.mine).length,
    },
    abilities: ctx.abilities(['reminder.nudge', 'section.assign', 'proposal.freeze', 'submission.prepare'], {
      proposalId: proposal.id,
    }),
  };
}

function blockerView(blocker: Blocker, { proposal, rows }: CockpitRows, mine: boolean): BlockerView {
  const section = rows.find(({ id }) => id === blocker.sectionId);
  const { personId, memberId, stateCode } = blocker.next;
  const person =
    personId !== null && section?.leadName
      ? { id: personId, displayName: section.leadName, stateCode }
      : null;
  const zone = section?.dueZone ?? proposal.cutOffZone;
  return {
    kind: blocker.kind,
    code: blocker.code,
    params: { ...blocker.params },
    sectionId: blocker.sectionId,
    due: blocker.dueAt && momentOf(blocker.dueAt, zone),
    next: { memberId, stateCode, person, as: blocker.next.as },
    mine,
  };
}

function cockpitRow(
  row: SectionReadinessRow,
  { members }: CockpitRows,
  viewer: Viewer,
  now: Instant,
): CockpitRow {
  const { id, number, title, isGroup, mandatory, state, words, wordLimit, limitVerified, openComments } = row;
  return {
    id,
    number,
    title,
    isGroup,
    mandatory,
    state,
    ready: !isGroup && sectionReadiness(state, false) === 'ready',
    mine: !isGroup && isMine(row, viewer),
    lead: leadOf(row, members),
    due: row.dueAt && row.dueZone ? momentOf(row.dueAt, row.dueZone) : null,
    words,
    wordLimit,
    limitVerified,
    openComments,
    cells: isGroup
      ? []
      : members.map((member) => ({ memberId: member.id, cell: cellOf(row, member.id, now) })),
  };
}

function leadOf(row: SectionReadinessRow, members: readonly StandingMemberRow[]): CockpitRow['lead'] {
  if (row.leadMemberId === null && row.leadPersonId === null) return null;
  const stateCode = members.find(({ id }) => id === row.leadMemberId)?.stateCode ?? null;
  const person =
    row.leadPersonId && row.leadName ? { id: row.leadPersonId, displayName: row.leadName, stateCode } : null;
  return { memberId: row.leadMemberId, stateCode, person };
}

function isMine(row: SectionReadinessRow, viewer: Viewer): boolean {
  const writes = row.leadPersonId === viewer.personId || row.contributorPersonIds.includes(viewer.personId);
  const open = row.round?.state === 'open' || row.round?.state === 'changes_requested';
  const asked = viewer.memberIds.some((id) => row.round?.askedMemberIds.includes(id));
  return writes || (open && asked && viewer.givesVerdicts);
}
