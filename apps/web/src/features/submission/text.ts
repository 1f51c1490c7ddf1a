import { textOf } from '../../platform/i18n.js';
import type { messages } from './messages.en.js';

/** The words of this feature. */
export const useSubmissionText = textOf<typeof messages>('submission');

/** Says a message of this feature. */
export type Say = ReturnType<typeof useSubmissionText>;
