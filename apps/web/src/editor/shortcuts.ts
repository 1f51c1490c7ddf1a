import { Extension } from '@tiptap/core';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import type { messages } from '../features/section/messages.en.js';
import { shortcutsOff } from '../platform/shortcuts-off.js';

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
  { keys: `${commandKey}+Alt+Shift+Z`, does: 'shortcuts.editing' },
  { keys: `${commandKey}+Alt+Shift+X`, does: 'shortcuts.suggesting' },
  { keys: `${commandKey}+Alt+Shift+C`, does: 'shortcuts.viewing' },
  { keys: `${commandKey}+Shift+E`, does: 'shortcuts.next_mode' },
  { keys: `${commandKey}+F`, does: 'shortcuts.find' },
  { keys: `${commandKey}+Shift+F`, does: 'shortcuts.find_all' },
  { keys: isApple ? '⌘+Alt+F' : 'Ctrl+H', does: 'shortcuts.replace' },
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
  { keys: `${commandKey}+Alt+F`, does: 'insert.footnote' },
  { keys: `${commandKey}+Alt+R`, does: 'insert.reference' },
  { keys: `${commandKey}+Alt+B`, does: 'insert.citation' },
  { keys: 'Alt+=', does: 'insert.formula' },
  { keys: 'Enter', does: 'shortcuts.part' },
  { keys: `${commandKey}+Enter`, does: 'shortcuts.follow' },
  ...(isApple ? [] : [{ keys: 'Alt+←', does: 'shortcuts.back' } as const]),
  { keys: 'Tab, Shift+Tab', does: 'shortcuts.cell' },
  { keys: `${commandKey}+Enter`, does: 'shortcuts.leave_table' },
  { keys: `${commandKey}+S`, does: 'shortcuts.save' },
  { keys: `${commandKey}+Alt+M`, does: 'shortcuts.comment' },
  { keys: `${commandKey}+Alt+.`, does: 'shortcuts.next_comment' },
  { keys: `${commandKey}+Alt+,`, does: 'shortcuts.previous_comment' },
  { keys: 'Alt+F10', does: 'shortcuts.toolbar' },
  { keys: 'Alt+F6', does: 'shortcuts.panel' },
  { keys: `${commandKey}+/`, does: 'shortcuts.this' },
];

/** Commands that every text of a browser has, which would do something else there without the editor. */
const ownOfText = ['a', 'c', 'v', 'x', 'y', 'z'];
/** What a browser would do to the text by itself, past the editor's document. */
const browserFormats = ['b', 'i', 'u'];

/** Leaves the keys of commands alone while they are turned off on this device. */
export const QuietKeys = Extension.create({
  name: 'quietKeys',
  priority: 10_000,
  addProseMirrorPlugins: () => [
    new Plugin({
      key: new PluginKey('quiet-keys'),
      props: {
        handleDOMEvents: {
          keydown(_, event) {
            if (!shortcutsOff.now() || !isCommand(event)) return false;
            if (browserFormats.includes(event.key.toLowerCase())) event.preventDefault();
            return true;
          },
        },
      },
    }),
  ],
});

function isCommand({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean {
  if (!ctrlKey && !metaKey) return false;
  // Moving and deleting by words and lines are typing, and so is a third sign of a key.
  if (key.length !== 1 || (altKey && ctrlKey && key.charCodeAt(0) > 127)) return false;
  return altKey || !ownOfText.includes(key.toLowerCase()) || (shiftKey && key.toLowerCase() !== 'z');
}
