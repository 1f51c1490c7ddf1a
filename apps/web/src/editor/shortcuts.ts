import type { messages } from '../features/section/messages.en.js';

const isApple = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent);

/** The key that commands begin with, as this device's keyboard names it. */
export const commandKey = isApple ? '⌘' : 'Ctrl';

/** Keys in the words of this device's keyboard. */
export const keysOf = (keys: string): string => (isApple ? keys.replaceAll('Alt', '⌥') : keys);

/** What a key does. */
export interface Shortcut {
  readonly keys: string;
  readonly does: keyof typeof messages;
  readonly gaps?: Readonly<Record<string, number>>;
}

/** Every key of the editor, for the list of them. */
export const shortcuts: readonly Shortcut[] = [
  { keys: `${commandKey}+B`, does: 'tools.bold' },
  { keys: `${commandKey}+I`, does: 'tools.italic' },
  { keys: `${commandKey}+K`, does: 'tools.link' },
  ...([1, 2, 3, 4] as const).map((level): Shortcut => ({
    keys: `${commandKey}+Alt+${level}`,
    does: 'tools.heading',
    gaps: { level },
  })),
  { keys: `${commandKey}+Alt+0`, does: 'tools.paragraph' },
  { keys: `${commandKey}+Shift+8`, does: 'tools.bullets' },
  { keys: `${commandKey}+Shift+7`, does: 'tools.numbers' },
  { keys: `${commandKey}+Shift+B`, does: 'tools.quote' },
  { keys: `${commandKey}+Z`, does: 'tools.undo' },
  { keys: `${commandKey}+Y`, does: 'tools.redo' },
  { keys: 'Tab, Shift+Tab', does: 'shortcuts.cell' },
  { keys: `${commandKey}+Enter`, does: 'shortcuts.leave_table' },
  { keys: `${commandKey}+S`, does: 'shortcuts.save' },
  { keys: `${commandKey}+Alt+M`, does: 'shortcuts.comment' },
  { keys: 'Alt+F10', does: 'shortcuts.toolbar' },
  { keys: 'Alt+F6', does: 'shortcuts.panel' },
  { keys: `${commandKey}+/`, does: 'shortcuts.this' },
];
