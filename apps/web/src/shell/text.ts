import { registerMessages, textOf } from '../platform/i18n.js';
import { messages } from './messages.en.js';

registerMessages('shell', 'en', messages);

/** The words of the frame. */
export const useShellText = textOf<typeof messages>('shell');

/** Gives the words of the frame for a key. */
export type ShellText = ReturnType<typeof useShellText>;
