import { sentenceFactsOf, type SentenceFact, type Suggestion } from '@concordat/document';
import type { Text } from '../../platform/i18n.js';
import type { messages } from './messages.en.js';

type Say = Text<typeof messages>;

/** A quotation needs no more than its beginning and its end: the text itself stands beside it. */
const longestQuote = 90;
/** More than these nobody reads in one sentence. */
const mostFacts = 3;

/** What a suggestion does, as the second half of a sentence: `replaced “brown” with “red”`. */
export function whatIsSuggested(suggestion: Suggestion, say: Say): string {
  const sentences = sentenceFactsOf(suggestion)
    .slice(0, mostFacts)
    .map((fact) => factInWords(fact, say));
  if (sentences.length === 0) return say('fact.nothing');
  return sentences.reduce((one, other) => say('fact.and', { one, other }));
}

function factInWords(fact: SentenceFact, say: Say): string {
  switch (fact.fact) {
    case 'replaced':
      return say('fact.replaced', { before: quoted(fact.before, say), after: quoted(fact.after, say) });
    case 'inserted':
    case 'deleted':
      return say(`fact.${fact.fact}`, { text: quoted(fact.text, say) });
    case 'split':
    case 'joined':
      return say(`fact.${fact.fact}`);
    case 'formatted':
      return formattingInWords(fact, say);
    case 'block_changed':
      return changeInWords(fact, say);
    case 'blocks_inserted':
    case 'blocks_deleted': {
      const { type, count, text } = fact;
      const key = text.trim() === '' ? (`fact.${fact.fact}` as const) : (`fact.${fact.fact}_text` as const);
      return say(key, { type, count, text: quoted(text, say) });
    }
    case 'columns_inserted':
    case 'columns_deleted':
      return say(`fact.${fact.fact}`, { count: fact.count });
  }
}

function formattingInWords(
  { text, gained, lost }: Extract<SentenceFact, { fact: 'formatted' }>,
  say: Say,
): string {
  const words = { text: quoted(text, say) };
  const [one] = gained;
  const [other] = lost;
  if (one && other && one.type === 'link' && other.type === 'link') return say('fact.changed_link', words);
  if (one && gained.length === 1 && !other)
    return one.type === 'link'
      ? say('fact.gained_link', words)
      : say('fact.gained', { ...words, marks: one.type });
  if (other && lost.length === 1 && !one) return say('fact.lost', { ...words, marks: other.type });
  return say('fact.reformatted', words);
}

function changeInWords(
  { before, after, text }: Extract<SentenceFact, { fact: 'block_changed' }>,
  say: Say,
): string {
  const words = { text: quoted(text, say) };
  const levelOf = ({ attrs }: typeof before) => Number(attrs['level'] ?? 0);
  if (before.type === after.type && levelOf(before) === levelOf(after))
    return say('fact.block_attributes', words);
  return say('fact.block_changed', {
    ...words,
    before: before.type,
    after: after.type,
    beforeLevel: levelOf(before),
    afterLevel: levelOf(after),
  });
}

/** Words as they are quoted: on one line, and long ones without their middle, cut between words. */
function quoted(text: string, say: Say): string {
  const line = text.trim().replace(/\s*\n\s*/gu, ' ¶ ');
  if (line === '') return say('fact.space');
  if (line.length <= longestQuote) return line;
  const half = Math.floor(longestQuote / 2);
  const head = line.slice(0, half + 1).replace(/\s+\S*$/u, '');
  const tail = line.slice(-half - 1).replace(/^\S*\s+/u, '');
  return `${head.slice(0, half)} … ${tail.slice(-half)}`;
}
