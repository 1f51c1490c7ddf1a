import type { WaitingItem } from '@concordat/contracts';
import type { MarkKind } from '@concordat/ui';
import { addresses } from '../../platform/addresses.js';

const marks = {
  verdict_to_give: 'reading',
  verdict_to_confirm: 'stale',
  changes_to_answer: 'changes',
  section_to_start: 'drafting',
  section_to_write: 'drafting',
  comments_to_answer: 'asked',
  lead_to_name: 'warning',
  proposal_to_freeze: 'due',
  package_to_prepare: 'due',
  proposal_to_submit: 'due',
  invitation_to_answer: 'asked',
} as const satisfies Record<WaitingItem['kind'], MarkKind>;

/** How a waiting thing is marked; what is late is late before it is anything else. */
export const waitingMark = ({ kind, late }: WaitingItem): MarkKind => (late ? 'late' : marks[kind]);

/** Where the one thing asked is done. */
export function waitingAddress({ kind, proposalId, section, threadId }: WaitingItem): string {
  if (proposalId === null) return addresses.mailbox();
  if (section) return addresses.section(proposalId, section.id) + (threadId ? `?thread=${threadId}` : '');
  if (kind === 'lead_to_name') return `${addresses.overview(proposalId)}?show=not_ready`;
  return addresses.submission(proposalId);
}
