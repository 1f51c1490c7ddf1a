import { textOf } from '../../platform/i18n.js';
import type { messages } from './messages.en.js';

/** The words of this feature. */
export const useVersionText = textOf<typeof messages>('version');
