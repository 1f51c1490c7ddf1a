import type { ProposalFrame } from '@concordat/contracts';
import { DeadlineChip } from '@concordat/ui';
import { addresses } from '../platform/addresses.js';
import { useFormat } from '../platform/format.js';
import { useTimeLeft } from '../platform/time-left.js';
import { useRegistry } from './registry-context.js';

/** The cut-off of the proposal that is open, counted down by the server's clock. */
export function DeadlineOfProposal({ proposal }: { readonly proposal: ProposalFrame }) {
  const format = useFormat();
  const { countdown, tone } = useTimeLeft(proposal.closes.at);
  const hasScreen = useRegistry().has('/proposals/$proposalId/deadlines');
  return (
    <DeadlineChip
      relative={format.timeLeft(countdown)}
      moment={format.moment(proposal.closes)}
      tone={tone}
      {...(hasScreen ? { href: addresses.deadlines(proposal.id) } : {})}
    />
  );
}
