import { type PersonLine, resetSecondFactor } from '@concordat/contracts';
import { ConfirmDialog } from '@concordat/ui';
import { useEndpointMutation } from '../../../platform/query.js';
import { RefusalBanner } from '../../../platform/refusal-banner.js';
import { useIdentityText } from '../text.js';

/** Asks an admin before somebody's second factors are forgotten; it is never shown what they are. */
export function ResetFactorDialog({
  person,
  onClose,
}: {
  readonly person: PersonLine;
  readonly onClose: () => void;
}) {
  const say = useIdentityText();
  const reset = useEndpointMutation(resetSecondFactor, { onSuccess: onClose });
  return (
    <ConfirmDialog
      isOpen
      kind="danger"
      onClose={onClose}
      title={say('factor_reset.title', { name: person.displayName })}
      confirmLabel={say('factor_reset.confirm')}
      pendingLabel={say('factor_reset.working')}
      cancelLabel={say('people.cancel')}
      isPending={reset.isPending}
      onConfirm={() => reset.mutate({ params: { personId: person.id } })}
    >
      {say('factor_reset.text')}
      <RefusalBanner refusal={reset.error} title={say('people.refused')} />
    </ConfirmDialog>
  );
}
