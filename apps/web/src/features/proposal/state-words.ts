import type { BlockerView, MemberBrief, PortfolioLine } from '@concordat/contracts';
import type { MarkKind, PlateProps } from '@concordat/ui';

/** The oval of a state, filled for the one that coordinates. */
export const plateOf = (code: string, name: string, kind: PlateProps['kind'] = 'member'): PlateProps => ({
  code,
  name,
  kind,
});

/** The oval of a member. */
export const plateOfMember = ({
  stateCode,
  stateName,
  role,
}: Pick<MemberBrief, 'stateCode' | 'stateName' | 'role'>): PlateProps =>
  plateOf(stateCode, stateName, role === 'coordinator' ? 'lead' : 'member');

/** How the stage of a proposal is marked. */
export const stageMarks = {
  drafting: 'drafting',
  internal_review: 'reading',
  frozen: 'approved',
  submitted: 'approved',
  under_evaluation: 'reading',
  selected: 'approved',
  reserve: 'planned',
  rejected: 'cancelled',
  withdrawn: 'cancelled',
  inadmissible: 'failed',
  ineligible: 'failed',
} as const satisfies Record<PortfolioLine['state'], MarkKind>;

/** How a blocker is marked. */
export const blockerMarks = {
  blocked: 'blocked',
  late: 'late',
  changes: 'changes',
  stale: 'stale',
  unassigned: 'warning',
  reading: 'reading',
} as const satisfies Record<BlockerView['kind'], MarkKind>;
