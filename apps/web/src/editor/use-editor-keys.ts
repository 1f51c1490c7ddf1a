import { useEffect, useRef } from 'react';

/** What keys do on the editor's screen, wherever the focus is. */
export interface EditorKeys {
  readonly onSave: () => void;
  readonly onShortcuts: () => void;
  readonly onToolbar: () => void;
  readonly onPanel: () => void;
}

/** Hears the keys of the editor's screen; the browser's own meaning of them is kept back. */
export function useEditorKeys(keys: EditorKeys): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const act = actOf(event);
      if (act === undefined) return;
      event.preventDefault();
      latest.current[act]();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

function actOf({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): keyof EditorKeys | undefined {
  const isCommand = (ctrlKey || metaKey) && !altKey;
  if (isCommand && !shiftKey && key.toLowerCase() === 's') return 'onSave';
  if (isCommand && key === '/') return 'onShortcuts';
  if (altKey && key === 'F10') return 'onToolbar';
  if (altKey && key === 'F6') return 'onPanel';
  return undefined;
}
