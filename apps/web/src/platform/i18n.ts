import type { MessageView } from '@concordat/contracts';
import { useCallback } from 'react';
import type { Feature, Language, Messages } from './feature.js';
import { type CompiledMessage, fillMessage, type Gaps } from './icu.js';
import { messages as words } from './words.en.js';

export type { Gaps };

/** Gives the words for a key. */
export type Text<M extends Messages> = (key: keyof M & string, gaps?: Gaps) => string;

/** The words of every feature that was opened so far, by language and name. */
const known = new Map<string, Readonly<Record<string, CompiledMessage>>>();
const placeOf = (language: Language, feature: string): string => `${language} ${feature}`;

/** The language of the interface. It is chosen once for a page; another one loads the page anew. */
export const language: Language = 'en';

/** The locale of dates and numbers. English is written the European way: day before month, 24 hours. */
export const localeOf = (language: string): string => (language === 'en' ? 'en-GB' : language);

/** Makes the words of a feature known under its name. */
export function registerMessages(feature: string, of: Language, messages: Messages): void {
  known.set(placeOf(of, feature), messages);
}

/** Whether the words of a feature are here. */
export const hasMessages = (feature: string): boolean => known.has(placeOf(language, feature));

/** Loads the words of a feature once, before its screen is shown. */
export async function loadMessages(feature: Feature): Promise<void> {
  if (hasMessages(feature.name)) return;
  const { messages } = await (feature.messages[language] ?? feature.messages.en)();
  registerMessages(feature.name, language, messages);
}

/** A message of a feature with its gaps filled; its key where there are no words for it. */
export function messageOf(feature: string, key: string, gaps: Gaps = {}): string {
  const message = known.get(placeOf(language, feature))?.[key];
  return message === undefined ? key : fillMessage(message, gaps, language);
}

registerMessages('words', 'en', words);

/** The words outside React: only those of the platform. */
export const platformText: Text<typeof words> = (key, gaps) => messageOf('words', key, gaps);

/** A sentence that the server says in English, in the language of the page; undefined where that is English too. */
export function translatedSentence(key: string): string | undefined {
  const isTranslated =
    (language as string) !== 'en' && known.get(placeOf(language, 'words'))?.[key] !== undefined;
  return isTranslated ? messageOf('words', key) : undefined;
}

/**
 * Makes the hook by which a feature reads its words, keys checked against its messages:
 * `export const useDeadlineText = textOf<typeof messages>('deadline')`.
 */
export const textOf =
  <M extends Messages>(feature: string) =>
  (): Text<M> =>
    useCallback((key, gaps) => messageOf(feature, key, gaps), []);

/** The words that belong to no feature: states, roles, kinds, save words. */
export const useWords = textOf<typeof words>('words');

/** Puts sentences that came as data (`{code, params}`) into words of a feature; `gaps` prepares what fills them. */
export const sentencesOf =
  (feature: string) =>
  (): ((views: readonly MessageView[], gaps?: (params: MessageView['params']) => Gaps) => string) =>
    useCallback(
      (views, gaps) =>
        views.map(({ code, params }) => messageOf(feature, code, gaps ? gaps(params) : params)).join(' '),
      [],
    );
