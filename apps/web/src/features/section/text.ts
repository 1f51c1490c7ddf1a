import { textOf } from '../../platform/i18n.js';
import type { messages } from './messages.en.js';

/** The words of sections and of their editor, keys checked. */
export const useSectionText = textOf<typeof messages>('section');
