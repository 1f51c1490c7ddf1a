import { textOf } from '../../platform/i18n.js';
import type { messages } from './messages.en.js';

/** The words of this feature. */
export const useAuditText = textOf<typeof messages>('audit');
/** What gives them. */
export type Say = ReturnType<typeof useAuditText>;
