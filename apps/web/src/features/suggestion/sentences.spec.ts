import type { SentenceFact, Suggestion } from '@concordat/document';
import { type Gaps, messageOf, registerMessages } from '../../platform/i18n.js';
import { messages } from './messages.en.js';
import { whatIsSuggested } from './sentences.js';

const facts: SentenceFact[] = [];
jest.mock('@concordat/document', () => ({
  ...jest.requireActual<object>('@concordat/document'),
  sentenceFactsOf: () => facts,
}));

const say = (key: string, gaps?: Gaps): string => messageOf('suggestion', key, gaps);
const sentence = (...said: SentenceFact[]): string => {
  facts.splice(0, facts.length, ...said);
  return whatIsSuggested({} as Suggestion, say);
};
const block = (type: string, level?: number) => ({ type, attrs: level === undefined ? {} : { level } });

describe('the sentence about a suggestion', () => {
  beforeAll(() => registerMessages('suggestion', 'en', messages));

  it.each<[string, SentenceFact]>([
    ['replaced “brown” with “red”', { fact: 'replaced', before: 'brown', after: 'red' }],
    ['added “so”', { fact: 'inserted', text: ' so ' }],
    ['added “a space”', { fact: 'inserted', text: ' ' }],
    ['removed “one ¶ two”', { fact: 'deleted', text: 'one\ntwo' }],
    ['began a new paragraph', { fact: 'split', text: '' }],
    ['joined two paragraphs', { fact: 'joined', text: '' }],
    ['made “heat” bold', { fact: 'formatted', text: 'heat', gained: [{ type: 'bold' }], lost: [] }],
    ['took from “heat” italic', { fact: 'formatted', text: 'heat', gained: [], lost: [{ type: 'italic' }] }],
    ['linked “heat”', { fact: 'formatted', text: 'heat', gained: [{ type: 'link' }], lost: [] }],
    [
      'changed “Aims” from a paragraph to a heading of level 2',
      { fact: 'block_changed', before: block('paragraph'), after: block('heading', 2), text: 'Aims' },
    ],
    ['added 2 table rows', { fact: 'blocks_inserted', type: 'tableRow', count: 2, text: '' }],
    ['removed a table: “North”', { fact: 'blocks_deleted', type: 'captionedTable', count: 1, text: 'North' }],
    ['added a part', { fact: 'blocks_inserted', type: 'somethingNew', count: 1, text: '' }],
    ['added a table column', { fact: 'columns_inserted', count: 1 }],
  ])('says: %s', (words, fact) => {
    expect(sentence(fact)).toBe(words);
  });

  it('joins what belongs together and leaves out the middle of long quotations', () => {
    const both = sentence({ fact: 'deleted', text: 'x'.repeat(300) }, { fact: 'joined', text: '' });
    expect(both).toMatch(/^removed “x{45} … x{45}”, and joined two paragraphs$/);
  });

  it('cuts long quotations between words', () => {
    const said = sentence({ fact: 'inserted', text: 'Twenty engineers keep the system running. '.repeat(5) });
    expect(said).toBe(
      'added “Twenty engineers keep the system running. … Twenty engineers keep the system running.”',
    );
  });
});
