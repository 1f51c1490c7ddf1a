import { hasMessages, messageOf } from '../platform/i18n.js';
import type { RegisteredScreen } from './registry.js';

/** The name of a screen; undefined until the words of its feature are there. */
export function nameOfScreen(registered: RegisteredScreen | undefined): string | undefined {
  if (!registered || !hasMessages(registered.feature.name)) return undefined;
  return messageOf(registered.feature.name, registered.screen.title);
}
