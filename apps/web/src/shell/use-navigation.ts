import { useCurrentProposal, useCurrentScreen } from './current.js';
import { navigationOf, publicNavigationOf, type Navigation } from './navigation.js';
import { useRegistry } from './registry-context.js';
import { useShellText } from './text.js';
import { useSession } from '../platform/session.js';

/** The entries of this reader, here. */
export function useNavigation(): Navigation {
  const { proposalId, proposal } = useCurrentProposal();
  return navigationOf({
    registry: useRegistry(),
    session: useSession(),
    proposalId,
    proposal,
    current: useCurrentScreen()?.screen.path ?? '',
    text: useShellText(),
  });
}

/** The entries for somebody who is not signed in. */
export function usePublicNavigation(): Navigation {
  const current = useCurrentScreen()?.screen.path ?? '';
  return publicNavigationOf({ registry: useRegistry(), current, text: useShellText() });
}
