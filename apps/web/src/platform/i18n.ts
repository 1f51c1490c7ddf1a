import type { MessageView } from '@concordat/contracts';
import i18next from 'i18next';
import Icu from 'i18next-icu';
import { useCallback } from 'react';
import { initReactI18next, useTranslation } from 'react-i18next';
import type { Feature, Language, Messages } from './feature.js';
import { messages as words } from './words.en.js';

/** What fills the gaps of a message. */
export type Gaps = Readonly<Record<string, string | number | boolean | Date>>;

/** Gives the words for a key. */
export type Text<M extends Messages> = (key: keyof M & string, gaps?: Gaps) => string;

/** The one instance. Keys are plain: a dot in them is part of the name, as in refusal codes. */
export const i18n = i18next.createInstance();

void i18n
  .use(Icu)
  .use(initReactI18next)
  .init({
    lng: 'en',
    fallbackLng: 'en',
    ns: ['words'],
    defaultNS: 'words',
    resources: { en: { words } },
    keySeparator: false,
    nsSeparator: false,
    initAsync: false,
    react: { useSuspense: false },
    interpolation: { escapeValue: false },
  });

/** The locale of dates and numbers. English is written the European way: day before month, 24 hours. */
export const localeOf = (language: string): string => (language === 'en' ? 'en-GB' : language);

/** Makes the words of a feature known under its name. */
export function registerMessages(feature: string, language: Language, messages: Messages): void {
  i18n.addResourceBundle(language, feature, messages, true, true);
}

/** Loads the words of a feature once, before its screen is shown. */
export async function loadMessages(feature: Feature): Promise<void> {
  const language = i18n.language as Language;
  if (i18n.hasResourceBundle(language, feature.name)) return;
  const { messages } = await (feature.messages[language] ?? feature.messages.en)();
  registerMessages(feature.name, language, messages);
}

/** The words outside React: only those of the platform. */
export const platformText: Text<typeof words> = (key, gaps) => i18n.t(key, { ...gaps });

/**
 * Makes the hook by which a feature reads its words, keys checked against its messages:
 * `export const useDeadlineText = textOf<typeof messages>('deadline')`.
 */
export const textOf =
  <M extends Messages>(feature: string) =>
  (): Text<M> => {
    const { t } = useTranslation(feature);
    return useCallback((key, gaps) => t(key, { ...gaps }), [t]);
  };

/** The words that belong to no feature: states, roles, kinds, save words. */
export const useWords = textOf<typeof words>('words');

/** Puts sentences that came as data (`{code, params}`) into words of a feature; `gaps` prepares what fills them. */
export const sentencesOf =
  (feature: string) =>
  (): ((views: readonly MessageView[], gaps?: (params: MessageView['params']) => Gaps) => string) => {
    const { t } = useTranslation(feature);
    return useCallback(
      (views, gaps) =>
        views.map(({ code, params }) => t(code, { ...(gaps ? gaps(params) : params) })).join(' '),
      [t],
    );
  };
