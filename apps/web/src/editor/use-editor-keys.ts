import { useEffect, useRef } from 'react';
import { shortcutsOff } from '../platform/shortcuts-off.js';
import { commandKey } from './shortcuts.js';

/** What keys do on the editor's screen. */
export interface EditorKeys {
  readonly onSave: () => void;
  readonly onShortcuts: () => void;
  readonly onToolbar: () => void;
  readonly onPanel: () => void;
  readonly onEditing: () => void;
  readonly onSuggesting: () => void;
  readonly onViewing: () => void;
  readonly onNextMode: () => void;
  /** Heard only from within the text and what belongs to it; elsewhere the browser's own finding is wanted. */
  readonly onFind: () => void;
  readonly onReplace: () => void;
  /** On the way to finding words in all sections, to which the shell leads. */
  readonly onFindAll: () => void;
}

const onlyInText: readonly (keyof EditorKeys)[] = ['onFind', 'onReplace'];

/** Hears the keys of the editor's screen; the browser's own meaning of them is kept back. */
export function useEditorKeys(keys: EditorKeys, area: () => HTMLElement | null): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const act = actOf(event);
      if (act === undefined || shortcutsOff.now()) return;
      const isInText = event.target instanceof Node && area()?.contains(event.target) === true;
      if (onlyInText.includes(act) && !isInText) return;
      event.preventDefault();
      latest.current[act]();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [area]);
}

const shifted: Readonly<Record<string, keyof EditorKeys>> = { e: 'onNextMode', f: 'onFindAll' };
const modeKeys: Readonly<Record<string, keyof EditorKeys>> = {
  KeyZ: 'onEditing',
  KeyX: 'onSuggesting',
  KeyC: 'onViewing',
};

function actOf(event: KeyboardEvent): keyof EditorKeys | undefined {
  const { key, code, altKey, shiftKey } = event;
  const letter = key.toLowerCase();
  const hasCommand = event.ctrlKey || event.metaKey;
  if (hasCommand && altKey) {
    // With these keys some keyboards write letters of their language: Ż, Ź and Ć in Poland.
    if (event.getModifierState('AltGraph')) return undefined;
    if (shiftKey) return modeKeys[code];
    return event.metaKey && code === 'KeyF' ? 'onReplace' : undefined;
  }
  if (hasCommand) {
    if (key === '/') return 'onShortcuts';
    if (shiftKey) return shifted[letter];
    if (letter === 's') return 'onSave';
    if (letter === 'f') return 'onFind';
    return letter === 'h' && commandKey === 'Ctrl' ? 'onReplace' : undefined;
  }
  if (altKey && key === 'F10') return 'onToolbar';
  return altKey && key === 'F6' ? 'onPanel' : undefined;
}
