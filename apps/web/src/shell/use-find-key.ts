import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { addresses } from '../platform/addresses.js';
import { shortcutsOff } from '../platform/shortcuts-off.js';
import { useCurrentProposal } from './current.js';
import { useRegistry } from './registry-context.js';

/** Ctrl+Shift+F leads from every screen of a proposal to finding words in all its sections. */
export function useFindKey(): void {
  const navigate = useNavigate();
  const { proposalId } = useCurrentProposal();
  const hasScreen = useRegistry().has('/proposals/$proposalId/find');
  useEffect(() => {
    if (proposalId === undefined || !hasScreen) return undefined;
    const onKey = (event: KeyboardEvent) => {
      const isCommand = (event.ctrlKey || event.metaKey) && event.shiftKey && !event.altKey;
      if (!isCommand || event.key.toLowerCase() !== 'f' || shortcutsOff.now()) return;
      event.preventDefault();
      void navigate({ to: addresses.find(proposalId) });
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [navigate, proposalId, hasScreen]);
}
