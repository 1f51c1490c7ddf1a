import { textOf } from '../../platform/i18n.js';
import type { messages } from './messages.en.js';

/** The words of this feature. */
export const useAboutText = textOf<typeof messages>('about');

/** A key of them. */
export type AboutKey = keyof typeof messages;
