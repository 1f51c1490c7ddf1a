import { useRouterState } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useNamedPlace } from '../platform/screen-title.js';
import { useCurrentProposal, useCurrentScreen } from './current.js';
import { nameOfScreen } from './screen-name.js';
import { useShellText } from './text.js';

/** Names the document after the screen shown, so that tabs and histories can be told apart. */
export function useDocumentTitle(): void {
  const text = useShellText();
  const { proposal } = useCurrentProposal();
  const ownName = useNamedPlace();
  const screen = nameOfScreen(useCurrentScreen()) ?? '';
  const name = ownName ?? screen;
  const title =
    name === ''
      ? text('product')
      : proposal
        ? text('title.proposal', { screen: name, acronym: proposal.acronym })
        : text('title.screen', { screen: name });
  useEffect(() => {
    document.title = title;
  }, [title]);
}

/** Moves the focus to the new screen, or a keyboard would go on from a link that is gone. */
export function useFocusOnArrival(): void {
  const pathname = useRouterState({ select: ({ resolvedLocation }) => resolvedLocation?.pathname });
  const before = useRef(pathname);
  useEffect(() => {
    if (pathname === before.current) return;
    const isFirst = before.current === undefined;
    before.current = pathname;
    const main = document.getElementById('main');
    // A form that took the focus itself keeps it.
    if (isFirst || !main || main.contains(document.activeElement)) return;
    main.focus({ preventScroll: true });
  }, [pathname]);
}
