import { type BlockerView, nudge } from '@concordat/contracts';
import { Button, sayStatus } from '@concordat/ui';
import { useEndpointMutation } from '../../platform/query.js';
import type { Say } from './sentences.js';

/** Reminds whoever acts next of one blocker, and says what came of it. */
export function RemindButton({
  proposalId,
  blocker,
  title,
  say,
}: {
  proposalId: string;
  blocker: BlockerView;
  /** The blocker in words: many buttons say the same verb. */
  title: string;
  say: Say;
}) {
  const remind = useEndpointMutation(nudge, {
    onSuccess: ({ reminded, alreadyReminded }) =>
      sayStatus({
        text:
          reminded > 0
            ? say('overview.blockers.reminded_count', { count: reminded })
            : say('overview.blockers.reminded_before', { count: alreadyReminded }),
      }),
  });
  const { sectionId, next } = blocker;
  const body = { sectionId, memberId: next.memberId, personId: next.person?.id ?? null };
  const stage = remind.isSuccess ? 'reminded' : remind.isPending ? 'reminding' : 'remind';
  return (
    <Button
      size="dense"
      aria-label={say(`overview.blockers.${stage}_of`, { title })}
      isPending={remind.isPending}
      pendingLabel={say('overview.blockers.reminding')}
      disabledReason={remind.isSuccess ? say('overview.blockers.reminded') : undefined}
      reasonPlace="tip"
      onPress={() =>
        remind.mutate(
          { params: { proposalId }, body },
          { onError: (error) => void sayStatus({ text: error.message }) },
        )
      }
    >
      {remind.isSuccess ? say('overview.blockers.reminded') : say('overview.blockers.remind')}
    </Button>
  );
}
