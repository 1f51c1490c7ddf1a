import format, { type CompiledMessage, type FormatOptions } from 'icu-minify/format';

/** A message as the page carries it: read once while building (`compiled-messages.mjs`), here it is only filled. */
export type { CompiledMessage };

/** What fills the gaps of a message. What `plural` and `number` count must be a number. */
export type Gaps = Readonly<Record<string, string | number | boolean>>;

/** Making one of these costs more than filling a message. */
function kept<O, F>(make: (locales: Intl.LocalesArgument, options?: O) => F) {
  const made = new Map<string, F>();
  return (locales?: Intl.LocalesArgument, options?: O): F => {
    const key = JSON.stringify([locales, options]);
    const found = made.get(key) ?? make(locales, options);
    made.set(key, found);
    return found;
  };
}

const formatters: FormatOptions['formatters'] = {
  getDateTimeFormat: kept((locales, options) => new Intl.DateTimeFormat(locales, options)),
  getNumberFormat: kept((locales, options) => new Intl.NumberFormat(locales, options)),
  getPluralRules: kept((locales, options) => new Intl.PluralRules(locales, options)),
};

/** Fills a message. A gap that is missing throws in development and specifications; a page says the rest of the sentence. */
export const fillMessage = (message: CompiledMessage, gaps: Gaps, language: string): string =>
  String(format(message, language, gaps, { formatters }));
