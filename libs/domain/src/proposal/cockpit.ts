import type { Message } from '../shared/message.js';
import type { Instant } from '../shared/outcome.js';
import { countReady, sectionReadiness } from '../section/readiness.js';
import { type Blocker, type ReadinessFacts, type SectionProgress, blockers } from './blockers.js';
import type { ProposalState } from './proposal.states.js';

/** The readiness of a proposal in figures; all are counts. */
export interface ProposalReadiness {
  readonly sectionsReady: number;
  readonly sectionsTotal: number;
  /** Members whose verdict is awaited in at least one open round. */
  readonly statesAwaited: number;
  /** Members that ask for changes in at least one open round. */
  readonly statesAskingForChanges: number;
  readonly late: number;
  readonly blockers: number;
}

/** Derives the figures of a proposal's line in the portfolio and of its cockpit. */
export function proposalReadiness(facts: ReadinessFacts, now: Instant): ProposalReadiness {
  const { ready, total } = countReady(facts.sections.map(({ state }) => state));
  const open = facts.sections
    .map(({ round }) => round)
    .filter((round) => round?.state === 'open' || round?.state === 'changes_requested');
  const found = blockers(facts, now);
  return {
    sectionsReady: ready,
    sectionsTotal: total,
    statesAwaited: new Set(open.flatMap((round) => round?.awaitedMemberIds ?? [])).size,
    statesAskingForChanges: new Set(open.flatMap((round) => round?.changesRequestedByMemberIds ?? [])).size,
    late: found.filter(({ kind }) => kind === 'late').length,
    blockers: found.length,
  };
}

/**
 * The sentence on top of the cockpit as data, one message a clause, most important first. Codes: `lede.closed`,
 * `lede.withdrawn`, `lede.submitted`, `lede.frozen`, `lede.sections_ready` (`ready`, `total`), `lede.states_awaited`
 * (`count`), `lede.states_asking` (`count`), `lede.late` (`count`).
 */
export function cockpitLede(
  facts: ReadinessFacts & { readonly state: ProposalState },
  now: Instant,
): Message[] {
  const readiness = proposalReadiness(facts, now);
  const clauses: Message[] = [];
  const say = (code: string, params: Message['params'] = {}) => clauses.push({ code, params });
  if (now >= facts.cutOffAt) say('lede.closed');
  if (facts.state === 'withdrawn' || facts.state === 'submitted' || facts.state === 'frozen')
    say(`lede.${facts.state}`);
  say('lede.sections_ready', { ready: readiness.sectionsReady, total: readiness.sectionsTotal });
  if (readiness.statesAskingForChanges > 0)
    say('lede.states_asking', { count: readiness.statesAskingForChanges });
  if (readiness.statesAwaited > 0) say('lede.states_awaited', { count: readiness.statesAwaited });
  if (readiness.late > 0) say('lede.late', { count: readiness.late });
  return clauses;
}

/** Who looks: what they may do decides which steps are theirs. Ask the policy, never a role. */
export interface Viewer {
  readonly personId: string;
  readonly memberIds: readonly string[];
  /** May give the verdict of their member. */
  readonly givesVerdicts: boolean;
  /** May coordinate: assign, freeze, prepare and submit. */
  readonly coordinates: boolean;
}

/**
 * Something that waits for one person. Codes: `next.give_verdict`, `next.confirm_verdict`, `next.answer_changes`,
 * `next.start_section`, `next.write_section`, `next.assign_lead`, `next.freeze`, `next.prepare`,
 * `next.submit`. Params: `number`, `title` of the section where there is one, `dueAt` (ISO, UTC).
 */
export interface NextStep extends Message {
  readonly sectionId: string | null;
  readonly dueAt: Instant | null;
  readonly late: boolean;
}

const mostShown = 7;

/** What waits for a viewer in one proposal: late things first, then by due instant; at most seven unless asked for more. */
export function nextSteps(
  facts: ReadinessFacts & { readonly state: ProposalState; readonly packagePrepared: boolean },
  viewer: Viewer,
  now: Instant,
  most = mostShown,
): NextStep[] {
  if (now >= facts.cutOffAt) return [];
  const steps: NextStep[] = [];
  const add = (code: string, section: SectionProgress | null, dueAt: Instant | null) =>
    steps.push({
      code,
      params: {
        ...(section ? { number: section.number, title: section.title } : {}),
        ...(dueAt ? { dueAt: dueAt.toISOString() } : {}),
      },
      sectionId: section?.sectionId ?? null,
      dueAt,
      late: dueAt !== null && dueAt < now,
    });
  const textOpen = facts.state === 'drafting' || facts.state === 'internal_review';
  for (const section of facts.sections) {
    for (const code of verdictSteps(section, viewer)) add(code, section, section.round?.dueAt ?? null);
    if (textOpen) for (const code of writingSteps(section, viewer)) add(code, section, section.dueAt);
  }
  if (viewer.coordinates) for (const code of closingSteps(facts)) add(code, null, facts.cutOffAt);
  return steps.sort(lateFirst).slice(0, most);
}

/** The blockers whose next actor is this viewer. */
export function blockersOf(found: readonly Blocker[], viewer: Viewer): Blocker[] {
  return found.filter(({ next }) =>
    next.as === 'coordinator'
      ? viewer.coordinates
      : next.personId
        ? next.personId === viewer.personId
        : next.memberId !== null && viewer.memberIds.includes(next.memberId),
  );
}

function verdictSteps(section: SectionProgress, viewer: Viewer): string[] {
  const { round } = section;
  if (!round || !viewer.givesVerdicts) return [];
  const mine = (ids: readonly string[]) => ids.some((id) => viewer.memberIds.includes(id));
  const open = round.state === 'open' || round.state === 'changes_requested';
  return [
    ...(open && mine(round.awaitedMemberIds) ? ['next.give_verdict'] : []),
    ...(open && mine(round.staleMemberIds) ? ['next.confirm_verdict'] : []),
  ];
}

function writingSteps(section: SectionProgress, viewer: Viewer): string[] {
  if (!section.leadMemberId && section.mandatory && viewer.coordinates) return ['next.assign_lead'];
  if (section.leadPersonId !== viewer.personId || section.waitsFor) return [];
  switch (sectionReadiness(section.state, false)) {
    case 'not_started':
      return ['next.start_section'];
    case 'in_progress':
      return ['next.write_section'];
    case 'changes_requested':
      return ['next.answer_changes'];
    default:
      return [];
  }
}

function closingSteps(
  facts: ReadinessFacts & { readonly state: ProposalState; readonly packagePrepared: boolean },
): string[] {
  if (facts.state !== 'drafting' && facts.state !== 'internal_review' && facts.state !== 'frozen') return [];
  const unready = facts.sections.some(
    ({ state, mandatory }) => mandatory && sectionReadiness(state, false) !== 'ready',
  );
  if (unready) return [];
  if (facts.state !== 'frozen') return ['next.freeze'];
  return [facts.packagePrepared ? 'next.submit' : 'next.prepare'];
}

function lateFirst(one: NextStep, other: NextStep): number {
  const due = (one.dueAt?.getTime() ?? Infinity) - (other.dueAt?.getTime() ?? Infinity);
  return Number(other.late) - Number(one.late) || (Number.isNaN(due) ? 0 : due);
}
