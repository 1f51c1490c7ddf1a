import type { MessageView, PortfolioLine, ProgressLine, WaitingItem } from '@concordat/contracts';
import {
  type Blocker,
  blockers,
  countReady,
  type Instant,
  type NextStep,
  nextSteps,
  type ReadinessFacts,
  type Viewer,
} from '@concordat/domain';
import type { AssignedRow, InvitedRow, OwnProposalRow, ProgressRow } from './portfolio.repository.js';
import { closingOf, momentOf } from './proposal.presenter.js';
import { readinessFacts, statesAgreed } from './readiness.js';
import type { SectionStandingRow } from './readiness.repository.js';

/** One of the reader's proposals with everything its line and its waiting things are derived from. */
export interface OwnProposal {
  readonly proposal: OwnProposalRow;
  readonly facts: ReadinessFacts;
  readonly viewer: Viewer;
}

export const ownProposal = (proposal: OwnProposalRow, viewer: Viewer): OwnProposal => ({
  proposal,
  viewer,
  facts: readinessFacts(proposal.sections, proposal.members, proposal.cutOffAt),
});

const kindOfStep: Readonly<Record<string, WaitingItem['kind']>> = {
  'next.give_verdict': 'verdict_to_give',
  'next.confirm_verdict': 'verdict_to_confirm',
  'next.answer_changes': 'changes_to_answer',
  'next.start_section': 'section_to_start',
  'next.write_section': 'section_to_write',
  'next.assign_lead': 'lead_to_name',
  'next.freeze': 'proposal_to_freeze',
  'next.prepare': 'package_to_prepare',
  'next.submit': 'proposal_to_submit',
};

/** Proposals whose text nobody works on any more have no blockers. */
const isWorkedOn = ({ state }: OwnProposalRow): boolean =>
  state === 'drafting' || state === 'internal_review' || state === 'frozen';

export function portfolioLine({ proposal, facts }: OwnProposal, now: Instant): PortfolioLine {
  const { members, sections } = proposal;
  const closed = proposal.cutOffAt <= now;
  const found = closed || !isWorkedOn(proposal) ? [] : blockers(facts, now);
  return {
    id: proposal.id,
    acronym: proposal.acronym,
    title: proposal.title,
    origin: proposal.origin,
    state: proposal.state,
    call: proposal.call,
    closes: closingOf(proposal),
    closed,
    coordinatingState: proposal.coordinatingState,
    partnerStates: members.filter(({ role }) => role === 'partner').map(({ stateCode }) => stateCode),
    sections: countReady(facts.sections.map(({ state }) => state)),
    states: statesAgreed(sections, members),
    blockers: {
      count: found.length,
      late: found.filter(({ kind }) => kind === 'late').length,
      first: messageOf(found[0]),
    },
    submittedAt: proposal.submittedAt?.toISOString() ?? null,
  };
}

/** What waits for the reader in one proposal. A proposal that only records history asks nothing of anybody. */
export function waitingIn(own: OwnProposal, now: Instant): WaitingItem[] {
  const { proposal, facts, viewer } = own;
  if (proposal.origin === 'historical') return [];
  const { state, packagePrepared } = proposal;
  const steps = nextSteps({ ...facts, state, packagePrepared }, viewer, now, Infinity);
  return foldLeads(steps.flatMap((step) => waitingItem(step, own) ?? []));
}

/** Sections without a lead are one thing to do, not fourteen. */
function foldLeads(items: readonly WaitingItem[]): WaitingItem[] {
  const leaderless = items.filter(({ kind }) => kind === 'lead_to_name');
  const [first] = leaderless;
  if (!first || leaderless.length === 1) return [...items];
  const others = items.filter(({ kind }) => kind !== 'lead_to_name');
  return [...others, { ...first, section: null, count: leaderless.length }];
}

function waitingItem(step: NextStep, { proposal, viewer }: OwnProposal): WaitingItem | null {
  const kind = kindOfStep[step.code];
  if (!kind) return null;
  const { members, sections } = proposal;
  const row = sections.find(({ id }) => id === step.sectionId);
  const asksForChanges = row?.round?.verdicts.find((given) => given.kind === 'request_changes');
  const speaksFor = kind === 'changes_to_answer' ? asksForChanges?.memberId : viewer.memberIds[0];
  const aboutVerdict = kind === 'verdict_to_give' || kind === 'verdict_to_confirm';
  const since = aboutVerdict ? row?.round?.askedAt : asksForChanges?.givenAt;
  return {
    kind,
    proposalId: proposal.id,
    acronym: proposal.acronym,
    section: row ? { id: row.id, number: row.number, title: row.title } : null,
    threadId: null,
    count: 1,
    stateCode: members.find(({ id }) => id === speaksFor)?.stateCode ?? null,
    since: since ? new Date(since).toISOString() : null,
    due: step.dueAt && momentOf(step.dueAt, zoneOf(step, row, proposal)),
    late: step.late,
  };
}

function zoneOf(step: NextStep, row: SectionStandingRow | undefined, proposal: OwnProposalRow): string {
  const zone = step.code.endsWith('_verdict') ? row?.round?.dueZone : row?.dueZone;
  return zone ?? proposal.cutOffZone;
}

export const invitationItem = ({ acronym, stateCode, sentAt, expiresAt }: InvitedRow): WaitingItem => ({
  kind: 'invitation_to_answer',
  proposalId: null,
  acronym,
  section: null,
  threadId: null,
  count: 1,
  stateCode,
  since: sentAt,
  due: { at: expiresAt, zone: 'Europe/Brussels', label: null },
  late: false,
});

/** Comments that wait for the reader or their state, while the proposal's text can still be answered for. */
export function assignedItems(
  assigned: readonly AssignedRow[],
  own: readonly OwnProposal[],
  now: Instant,
): WaitingItem[] {
  return assigned.flatMap(({ proposalId, ...thing }) => {
    const proposal = own.find((each) => each.proposal.id === proposalId)?.proposal;
    if (!proposal || !isWorkedOn(proposal) || proposal.cutOffAt <= now) return [];
    const { acronym } = proposal;
    return { kind: 'comments_to_answer', proposalId, acronym, ...thing, due: null, late: false };
  });
}

/** Oldest first: by when it was due, else since when it waits; what has no date comes last. */
export function oldestFirst(one: WaitingItem, other: WaitingItem): number {
  const at = ({ due, since }: WaitingItem) => Date.parse(due?.at ?? since ?? '9999-12-31T00:00:00Z');
  return at(one) - at(other) || one.acronym.localeCompare(other.acronym, 'en');
}

/**
 * The opening sentence as data: `lede.waiting` (`count`), then `lede.next_cut_off` (`acronym`, `at`, `state`) for the
 * next of the reader's proposals to close, or `lede.no_proposals`.
 */
export function portfolioLede(waiting: number, lines: readonly PortfolioLine[]): MessageView[] {
  const next = lines.find(({ closed, state }) => !closed && state !== 'withdrawn');
  const opening: MessageView = { code: 'lede.waiting', params: { count: waiting } };
  if (lines.length === 0) return [opening, { code: 'lede.no_proposals', params: {} }];
  if (!next) return [opening];
  const { acronym, state, closes } = next;
  return [opening, { code: 'lede.next_cut_off', params: { acronym, at: closes.at, state } }];
}

export function progressLine(row: ProgressRow): ProgressLine {
  const { id, acronym, origin, state, callIdentifier, coordinatingState, members, verdictsAwaited } = row;
  const next =
    row.nextKind && row.nextAt && row.nextZone
      ? { kind: row.nextKind, due: momentOf(row.nextAt, row.nextZone) }
      : null;
  return {
    id,
    acronym,
    origin,
    state,
    callIdentifier,
    closes: momentOf(row.cutOffAt, row.cutOffZone, row.cutOffLabel),
    coordinatingState,
    members,
    sections: { ready: row.sectionsReady, total: row.sectionsTotal, late: row.sectionsLate },
    verdictsAwaited,
    nextDeadline: next,
    submittedAt: row.submittedAt?.toISOString() ?? null,
  };
}

const messageOf = (blocker: Blocker | undefined): MessageView | null =>
  blocker ? { code: blocker.code, params: { ...blocker.params } } : null;
