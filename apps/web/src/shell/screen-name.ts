import { useTranslation } from 'react-i18next';
import { i18n } from '../platform/i18n.js';
import type { RegisteredScreen } from './registry.js';

/** The name of a screen; undefined until the words of its feature are there. */
export function useScreenName(registered: RegisteredScreen | undefined): string | undefined {
  const { t } = useTranslation(registered?.feature.name);
  if (!registered || !i18n.hasResourceBundle(i18n.language, registered.feature.name)) return undefined;
  return t(registered.screen.title, { ns: registered.feature.name });
}
