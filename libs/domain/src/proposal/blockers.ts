import type { Message } from '../shared/message.js';
import type { Instant } from '../shared/outcome.js';
import type { RoundState } from '../section-review/section-review.states.js';
import type { SectionState } from '../section/section.states.js';
import { sectionReadiness } from '../section/readiness.js';

/** A participating state in the proposal, as far as readiness needs it. */
export interface MemberProgress {
  readonly memberId: string;
  /** ISO 3166-1 code, `FI`. */
  readonly stateCode: string;
  readonly coordinates: boolean;
}

/** The latest review round of a section, as far as readiness needs it. */
export interface RoundProgress {
  readonly state: RoundState;
  readonly dueAt: Instant | null;
  readonly awaitedMemberIds: readonly string[];
  readonly changesRequestedByMemberIds: readonly string[];
  /** Members that approved a text which changed afterwards. */
  readonly staleMemberIds: readonly string[];
}

/** A section, as far as readiness needs it. */
export interface SectionProgress {
  readonly sectionId: string;
  /** As in the outline, `C4`. */
  readonly number: string;
  readonly title: string;
  readonly state: SectionState;
  readonly mandatory: boolean;
  readonly dueAt: Instant | null;
  readonly leadMemberId: string | null;
  readonly leadPersonId: string | null;
  /** Something outside the section that has to happen first; null when nothing has. */
  readonly waitsFor: Message | null;
  readonly round: RoundProgress | null;
}

/** Everything the readiness of a proposal is derived from. */
export interface ReadinessFacts {
  readonly sections: readonly SectionProgress[];
  readonly members: readonly MemberProgress[];
  readonly cutOffAt: Instant;
}

/** Kinds of blocker, the most pressing first. */
export const blockerKinds = ['blocked', 'late', 'changes', 'stale', 'unassigned', 'reading'] as const;

/** One of {@link blockerKinds}. */
export type BlockerKind = (typeof blockerKinds)[number];

/** Who has to act next: a member, and the person where one is named. */
export interface NextActor {
  readonly memberId: string | null;
  readonly stateCode: string | null;
  readonly personId: string | null;
  readonly as: 'section_lead' | 'member' | 'coordinator';
}

/**
 * One thing that stands in the way, in words as data. Codes: `blocker.waits_for`, `blocker.not_started_late`,
 * `blocker.section_late`, `blocker.changes_requested`, `blocker.verdict_stale`, `blocker.no_lead`,
 * `blocker.verdict_late`, `blocker.verdict_awaited`. Params: `number`, `title`, and where they apply `stateCode`,
 * `states` (how many), `dueAt` (ISO, UTC), `reasonCode`.
 */
export interface Blocker extends Message {
  readonly kind: BlockerKind;
  readonly sectionId: string;
  readonly dueAt: Instant | null;
  readonly next: NextActor;
}

/** What stands in the way of the proposal, the most pressing first, then by due instant and section number. */
export function blockers(facts: ReadinessFacts, now: Instant): Blocker[] {
  return facts.sections.flatMap((section) => sectionBlockers(section, facts.members, now)).sort(byUrgency);
}

function sectionBlockers(
  section: SectionProgress,
  members: readonly MemberProgress[],
  now: Instant,
): Blocker[] {
  const readiness = sectionReadiness(section.state, section.waitsFor !== null);
  const lead = leadOf(section, members);
  const make = (kind: BlockerKind, code: string, next: NextActor, dueAt: Instant | null): Blocker => ({
    kind,
    code,
    params: {
      number: section.number,
      title: section.title,
      ...(dueAt ? { dueAt: dueAt.toISOString() } : {}),
      ...(next.stateCode ? { stateCode: next.stateCode } : {}),
    },
    sectionId: section.sectionId,
    dueAt,
    next,
  });
  const found: Blocker[] = stale(section, members, make);
  if (readiness === 'ready') return found;
  if (section.waitsFor) {
    const blocked = make('blocked', 'blocker.waits_for', lead, section.dueAt);
    const params = { ...blocked.params, ...section.waitsFor.params, reasonCode: section.waitsFor.code };
    found.push({ ...blocked, params });
  }
  if (!section.leadMemberId && section.mandatory)
    found.push(make('unassigned', 'blocker.no_lead', coordinator(members), section.dueAt));
  found.push(...reviewBlockers(section, members, now, make));
  const inReview = readiness === 'in_review' || readiness === 'changes_requested';
  if (!inReview && !section.waitsFor && section.dueAt && section.dueAt < now) {
    const code = section.state === 'not_started' ? 'blocker.not_started_late' : 'blocker.section_late';
    found.push(make('late', code, lead, section.dueAt));
  }
  return found;
}

type MakeBlocker = (kind: BlockerKind, code: string, next: NextActor, dueAt: Instant | null) => Blocker;

function stale(section: SectionProgress, members: readonly MemberProgress[], make: MakeBlocker): Blocker[] {
  const memberIds = section.round?.staleMemberIds ?? [];
  return memberIds.map((id) => make('stale', 'blocker.verdict_stale', member(id, members), null));
}

function reviewBlockers(
  section: SectionProgress,
  members: readonly MemberProgress[],
  now: Instant,
  make: MakeBlocker,
): Blocker[] {
  const { round } = section;
  if (!round || (round.state !== 'open' && round.state !== 'changes_requested')) return [];
  const overdue = round.dueAt !== null && round.dueAt < now;
  const awaited = round.awaitedMemberIds.map((id) =>
    make(
      overdue ? 'late' : 'reading',
      overdue ? 'blocker.verdict_late' : 'blocker.verdict_awaited',
      member(id, members),
      round.dueAt,
    ),
  );
  const [first, ...others] = round.changesRequestedByMemberIds;
  if (first === undefined) return awaited;
  const changes = make('changes', 'blocker.changes_requested', leadOf(section, members), section.dueAt);
  const stateCode = member(first, members).stateCode ?? '';
  return [...awaited, { ...changes, params: { ...changes.params, stateCode, states: others.length + 1 } }];
}

function member(memberId: string, members: readonly MemberProgress[]): NextActor {
  const stateCode = members.find((candidate) => candidate.memberId === memberId)?.stateCode ?? null;
  return { memberId, stateCode, personId: null, as: 'member' };
}

function coordinator(members: readonly MemberProgress[]): NextActor {
  const found = members.find(({ coordinates }) => coordinates);
  const memberId = found?.memberId ?? null;
  return { memberId, stateCode: found?.stateCode ?? null, personId: null, as: 'coordinator' };
}

/** A section without a lead falls to the coordinator: somebody is always named. */
function leadOf(section: SectionProgress, members: readonly MemberProgress[]): NextActor {
  if (!section.leadMemberId) return coordinator(members);
  return { ...member(section.leadMemberId, members), personId: section.leadPersonId, as: 'section_lead' };
}

function byUrgency(one: Blocker, other: Blocker): number {
  const kind = blockerKinds.indexOf(one.kind) - blockerKinds.indexOf(other.kind);
  const due = (one.dueAt?.getTime() ?? Infinity) - (other.dueAt?.getTime() ?? Infinity);
  return kind || (Number.isNaN(due) ? 0 : due) || compareText(one.params['number'], other.params['number']);
}

/** Made once: a comparison by `localeCompare` makes its own, each time. */
const byNumber = new Intl.Collator('en', { numeric: true });

function compareText(one: string | number | undefined, other: string | number | undefined): number {
  return byNumber.compare(String(one ?? ''), String(other ?? ''));
}
