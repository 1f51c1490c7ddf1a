import { useEffect, type RefObject } from 'react';

interface Focused {
  readonly element: Element;
  readonly note: Element;
  readonly index: number;
}

/**
 * Keeps the focus in a list when what had it goes: to the same note, or to the one that stands in its place now, or to
 * the panel when the list is gone. A note itself takes it and not a button in it, so that a key held down decides
 * nothing.
 */
export function useKeptFocus(list: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const frame = list.current;
    if (frame === null) return undefined;
    const panel = frame.closest<HTMLElement>('[role="tabpanel"], main');
    let focused: Focused | null = null;
    const isLost = (): boolean =>
      focused !== null && !focused.element.isConnected && document.activeElement === document.body;
    const onFocus = ({ target }: FocusEvent): void => {
      const note = target instanceof Element ? noteOf(frame, target) : undefined;
      focused =
        note && target instanceof Element
          ? { element: target, note, index: [...frame.children].indexOf(note) }
          : null;
    };
    // Whoever presses somewhere else wants the focus nowhere here; what is taken away has not been left.
    const onBlur = ({ relatedTarget }: FocusEvent): void => {
      if (relatedTarget === null) queueMicrotask(() => focused?.element.isConnected && (focused = null));
    };
    const look = (): void => {
      if (focused === null || !isLost()) return;
      const { note, index } = focused;
      const place = note.isConnected ? note : (frame.children[index] ?? frame.lastElementChild ?? panel);
      (place as HTMLElement | null)?.focus();
    };
    const changes = new MutationObserver(look);
    changes.observe(frame, { childList: true, subtree: true });
    document.addEventListener('focusin', onFocus);
    frame.addEventListener('focusout', onBlur);
    return () => {
      changes.disconnect();
      document.removeEventListener('focusin', onFocus);
      frame.removeEventListener('focusout', onBlur);
      queueMicrotask(() => isLost() && panel?.focus());
    };
  }, [list]);
}

const noteOf = (frame: Element, target: Element): Element | undefined =>
  [...frame.children].find((note) => note.contains(target));
