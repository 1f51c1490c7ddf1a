import { ConfirmDialog } from '@concordat/ui';
import { useBlocker } from '@tanstack/react-router';
import { useWords } from './i18n.js';

/** Asks before somebody leaves a form with `isUnsaved()` changes, inside the application and when closing the page. */
export function UnsavedGuard({ isUnsaved }: { readonly isUnsaved: () => boolean }) {
  const text = useWords();
  const leaving = useBlocker({
    // A filter in the address is no leaving.
    shouldBlockFn: ({ current, next }) => current.pathname !== next.pathname && isUnsaved(),
    enableBeforeUnload: isUnsaved,
    withResolver: true,
  });
  const stay = () => leaving.reset?.();
  return (
    <ConfirmDialog
      isOpen={leaving.status === 'blocked'}
      onClose={stay}
      title={text('leave.title')}
      confirmLabel={text('leave.leave')}
      cancelLabel={text('leave.stay')}
      onConfirm={() => leaving.proceed?.()}
      kind="danger"
    >
      {text('leave.text')}
    </ConfirmDialog>
  );
}
