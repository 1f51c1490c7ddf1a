import { appendBlocks, sectionExtensions, sectionFieldName, type WordQuery } from '@concordat/document';
import { Editor } from '@tiptap/core';
import { Collaboration } from '@tiptap/extension-collaboration';
import * as Y from 'yjs';
import { findMatches } from './find-matches.js';
import { findStateOf, goToMatch, lookFor, replaceEvery, replaceMatch, SectionFind } from './section-find.js';

const opened: Editor[] = [];

function open(...paragraphs: readonly string[]): { doc: Y.Doc; editor: Editor } {
  const doc = new Y.Doc();
  appendBlocks(
    doc,
    paragraphs.map((text) => ({ type: 'paragraph', text })),
  );
  const editor = new Editor({
    element: document.body.appendChild(document.createElement('div')),
    extensions: [
      ...sectionExtensions,
      Collaboration.configure({ document: doc, field: sectionFieldName }),
      SectionFind,
    ],
    injectCSS: false,
  });
  opened.push(editor);
  return { doc, editor };
}

const query = (words: string, change: Partial<WordQuery> = {}): WordQuery => ({
  words,
  matchCase: false,
  wholeWord: false,
  ...change,
});
const found = (editor: Editor, asked: WordQuery) =>
  findMatches(editor.state.doc, asked).map(({ from, to }) => editor.state.doc.textBetween(from, to));
const marked = () => [...document.querySelectorAll('.find-hit')].map(({ textContent }) => textContent);
const textOf = (editor: Editor) => editor.state.doc.textBetween(0, editor.state.doc.content.size, '\n');
/** The binding works between tasks. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 20));

beforeAll(() => {
  // jsdom lays nothing out.
  document.elementFromPoint = () => null;
  Element.prototype.scrollIntoView = () => undefined;
});
afterEach(() => {
  for (const editor of opened.splice(0)) editor.destroy();
  document.body.replaceChildren();
});

describe('finding in a section', () => {
  it.each([
    ['heat', {}, ['Heat', 'heat', 'heat']],
    ['heat', { matchCase: true }, ['heat', 'heat']],
    ['heat', { wholeWord: true }, ['Heat', 'heat']],
    ['é', { wholeWord: true }, []],
    ["state's", {}, ['state’s']],
    ['45 °C', {}, ['45\u00a0°C']],
    ['(a+b)', {}, ['(a+b)']],
    ['.', {}, ['.']],
    ['', {}, []],
  ] as const)('finds "%s" with %j', async (words, change, places) => {
    const { editor } = open('Heat and heating, heat: café. The state’s 45\u00a0°C, (a+b)');
    await settled();
    expect(found(editor, query(words, change))).toEqual(places);
  });

  it('looks for words and not for patterns, and never across paragraphs', async () => {
    const { editor } = open('one', 'two');
    await settled();
    expect(found(editor, query('.*'))).toEqual([]);
    expect(found(editor, query('one two'))).toEqual([]);
  });

  it('finds words that are partly bold', async () => {
    const { editor } = open('supercomputer');
    await settled();
    editor.chain().setTextSelection({ from: 1, to: 6 }).setBold().run();
    expect(found(editor, query('supercomputer'))).toEqual(['supercomputer']);
  });

  it('marks what is found without becoming part of the text, and goes round', async () => {
    const { doc, editor } = open('heat', 'no', 'heat');
    await settled();
    const before = Y.encodeStateVector(doc);
    lookFor(editor, query('heat'));
    expect(marked()).toEqual(['heat', 'heat']);
    expect(findStateOf(editor.state).current).toBe(0);
    goToMatch(editor, 1);
    expect(editor.state.selection.from).toBe(findStateOf(editor.state).matches[1]?.from);
    goToMatch(editor, 1);
    expect(findStateOf(editor.state).current).toBe(0);
    goToMatch(editor, -1);
    expect(findStateOf(editor.state).current).toBe(1);
    lookFor(editor, null);
    expect(marked()).toEqual([]);
    expect(Y.encodeStateVector(doc)).toEqual(before);
  });

  it('stays at its match when a colleague writes before it', async () => {
    const { doc, editor } = open('heat');
    await settled();
    lookFor(editor, query('heat'));
    appendBlocks(doc, [{ type: 'paragraph', text: 'more heat' }]);
    await settled();
    expect(marked()).toEqual(['heat', 'heat']);
    expect(findStateOf(editor.state).current).toBe(0);
  });
});

describe('replacing', () => {
  it('replaces the match in sight and goes to the next, even where the new words hold the old', async () => {
    const { editor } = open('heat and heat');
    await settled();
    lookFor(editor, query('heat'));
    expect(replaceMatch(editor, 'waste heat')).toBe(true);
    expect(textOf(editor)).toBe('waste heat and heat');
    expect(findStateOf(editor.state).current).toBe(1);
  });

  it('replaces all in one step back', async () => {
    const { editor } = open('heat and heat', 'Heat');
    await settled();
    editor.commands.insertContentAt(1, 'The ');
    lookFor(editor, query('heat'));
    expect(replaceEvery(editor, 'warmth', false)).toBe(3);
    expect(textOf(editor)).toBe('The warmth and warmth\nwarmth');
    editor.commands.undo();
    expect(textOf(editor)).toBe('The heat and heat\nHeat');
    editor.commands.undo();
    expect(textOf(editor)).toBe('heat and heat\nHeat');
  });

  it('makes each its own change where edits become suggestions, and still takes one step back', async () => {
    const { editor } = open('heat and heat');
    await settled();
    const changes: number[] = [];
    editor.on('transaction', ({ transaction }) => {
      if (transaction.docChanged) changes.push(transaction.steps.length);
    });
    lookFor(editor, query('heat'));
    replaceEvery(editor, '', true);
    expect(changes).toEqual([1, 1]);
    editor.commands.undo();
    expect(textOf(editor)).toBe('heat and heat');
  });
});
