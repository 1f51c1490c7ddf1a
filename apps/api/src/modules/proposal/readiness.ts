import {
  type Instant,
  type MatrixCell,
  matrixCell,
  type MemberProgress,
  membersAwaited,
  type ReadinessFacts,
  type RoundProgress,
  type SectionProgress,
  takesVerdicts,
} from '@concordat/domain';
import type { SectionStandingRow, StandingMemberRow } from './readiness.repository.js';

/** A state as far as readiness needs it. */
type Member = Pick<StandingMemberRow, 'id' | 'stateCode' | 'role'>;

const changes = (row: SectionStandingRow): string[] =>
  (row.round?.verdicts ?? [])
    .filter(({ kind }) => kind === 'request_changes')
    .map(({ memberId }) => memberId);

const stale = (row: SectionStandingRow): string[] =>
  (row.round?.verdicts ?? [])
    .filter(({ kind, textChanged }) => kind === 'approve' && textChanged)
    .map(({ memberId }) => memberId);

/** The section's latest round as the rules of readiness ask for it; states that left are no longer waited for. */
function roundProgress(row: SectionStandingRow, standing: ReadonlySet<string>): RoundProgress | null {
  if (!row.round) return null;
  const { state, dueAt, askedMemberIds } = row.round;
  const verdicts = row.round.verdicts.map(({ memberId, kind, givenAt }) => ({
    memberId,
    kind,
    reason: '',
    givenAt: new Date(givenAt),
  }));
  const here = (memberId: string) => standing.has(memberId);
  return {
    state,
    dueAt: new Date(dueAt),
    awaitedMemberIds: membersAwaited({ askedMemberIds, verdicts }).filter(here),
    changesRequestedByMemberIds: changes(row).filter(here),
    staleMemberIds: stale(row).filter(here),
  };
}

/** Turns the rows of one proposal into the facts that the rules of readiness ask for. Headings have no readiness. */
export function readinessFacts(
  rows: readonly SectionStandingRow[],
  members: readonly Member[],
  cutOffAt: Instant,
): ReadinessFacts {
  const standing = new Set(members.map(({ id }) => id));
  const sections = rows
    .filter(({ isGroup }) => !isGroup)
    .map((row): SectionProgress => ({
      sectionId: row.id,
      number: row.number,
      title: row.title,
      state: row.state,
      mandatory: row.mandatory,
      dueAt: row.dueAt,
      leadMemberId: row.leadMemberId,
      leadPersonId: row.leadPersonId,
      waitsFor: null,
      round: roundProgress(row, standing),
    }));
  const progress = members.map(({ id, stateCode, role }): MemberProgress => ({
    memberId: id,
    stateCode,
    coordinates: role === 'coordinator',
  }));
  return { sections, members: progress, cutOffAt };
}

/** What one state has to do with one section, for the matrix. */
export function cellOf(row: SectionStandingRow, memberId: string, now: Instant): MatrixCell {
  const verdict = row.round?.verdicts.find((given) => given.memberId === memberId);
  return matrixCell(
    {
      sectionState: row.state,
      leads: row.leadMemberId === memberId,
      asked: row.round?.askedMemberIds.includes(memberId) ?? false,
      verdict: verdict?.kind ?? null,
      textChangedSinceVerdict: verdict?.textChanged ?? false,
      blocked: false,
      sectionDueAt: row.dueAt,
      roundDueAt: row.round ? new Date(row.round.dueAt) : null,
    },
    now,
  );
}

/** Of the states that were asked for a verdict anywhere, how many have nothing left to answer. */
export function statesAgreed(
  rows: readonly SectionStandingRow[],
  members: readonly Member[],
): { agreed: number; asked: number } {
  const asked = members.filter(({ id }) => rows.some(({ round }) => round?.askedMemberIds.includes(id)));
  const agreed = asked.filter(({ id }) => rows.every((row) => hasAnswered(row, id)));
  return { agreed: agreed.length, asked: asked.length };
}

function hasAnswered(row: SectionStandingRow, memberId: string): boolean {
  const { round } = row;
  if (!round?.askedMemberIds.includes(memberId)) return true;
  const verdict = round.verdicts.find((given) => given.memberId === memberId);
  // A round that was closed asks nothing more of those who did not answer in time.
  if (!verdict) return !takesVerdicts(round.state);
  return verdict.kind !== 'request_changes' && !(verdict.kind === 'approve' && verdict.textChanged);
}
