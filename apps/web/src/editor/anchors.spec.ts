import { appendBlocks, fragmentOf, sectionExtensions, sectionFieldName } from '@concordat/document';
import { Editor } from '@tiptap/core';
import { Collaboration } from '@tiptap/extension-collaboration';
import * as Y from 'yjs';
import {
  anchorOfRange,
  anchorOfSelection,
  locateAnchor,
  onAnchorPress,
  SectionAnchors,
  showAnchors,
  type TextAnchor,
} from './anchors.js';

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
      SectionAnchors,
    ],
    injectCSS: false,
  });
  opened.push(editor);
  return { doc, editor };
}

function anchorOf(editor: Editor, words: string): TextAnchor {
  let from = -1;
  editor.state.doc.descendants((node, position) => {
    if (node.isText && node.text?.includes(words)) from = position + node.text.indexOf(words);
  });
  const anchor = anchorOfRange(editor.state, { from, to: from + words.length });
  if (anchor === null) throw new Error(`"${words}" gave no anchor`);
  return anchor;
}

function wordsAt(editor: Editor, anchor: TextAnchor): string | null {
  const range = locateAnchor(editor, anchor);
  return range && editor.state.doc.textBetween(range.from, range.to, '\n');
}

const textOfBlock = (doc: Y.Doc, index: number) =>
  (fragmentOf(doc).get(index) as Y.XmlElement).get(0) as Y.XmlText;

/** The binding works between tasks. */
const settled = () => new Promise((resolve) => setTimeout(resolve, 20));

beforeAll(() => {
  // jsdom lays nothing out.
  document.elementFromPoint = () => null;
});
beforeEach(settled);
afterEach(() => {
  for (const editor of opened.splice(0)) editor.destroy();
  document.body.replaceChildren();
});

describe('an anchor in the text', () => {
  it('is the selected words', async () => {
    const { editor } = open('The loop is measured every ten minutes.');
    await settled();
    editor.commands.setTextSelection({ from: 5, to: 9 });
    expect(anchorOfSelection(editor)?.quote).toBe('loop');
  });

  it('is none where nothing is selected', async () => {
    const { editor } = open('Words.');
    await settled();
    editor.commands.setTextSelection(2);
    expect(anchorOfSelection(editor)).toBeNull();
  });

  it('is found at the very beginning of the text', async () => {
    const { editor } = open('First words here.');
    await settled();
    expect(wordsAt(editor, anchorOf(editor, 'First words'))).toBe('First words');
  });

  it('follows its words when colleagues write before, around and in them', async () => {
    const { doc, editor } = open('Before.', 'Heat goes to the river in summer.');
    await settled();
    const anchor = anchorOf(editor, 'the river');
    textOfBlock(doc, 0).insert(0, 'Something new. ');
    textOfBlock(doc, 1).insert(13, 'straight to ');
    await settled();
    expect(wordsAt(editor, anchor)).toBe('the river');
    textOfBlock(doc, 1).insert(28, ' wide');
    await settled();
    expect(wordsAt(editor, anchor)).toBe('the wide river');
  });

  it('is read by another editor of the same text', async () => {
    const { doc, editor } = open('One.', 'Shared passage of two editors.');
    await settled();
    const anchor = anchorOf(editor, 'passage of two');
    const other = open();
    Y.applyUpdate(other.doc, Y.encodeStateAsUpdate(doc));
    await settled();
    expect(wordsAt(other.editor, anchor)).toBe('passage of two');
  });

  it('is gone when its words are gone, alone or with their paragraph', async () => {
    const { doc, editor } = open('Keep this and drop that.', 'A whole paragraph goes.');
    await settled();
    const words = anchorOf(editor, 'drop that');
    const paragraph = anchorOf(editor, 'whole paragraph');
    textOfBlock(doc, 0).delete(14, 9);
    fragmentOf(doc).delete(1, 1);
    await settled();
    expect(locateAnchor(editor, words)).toBeNull();
    expect(locateAnchor(editor, paragraph)).toBeNull();
  });

  it('is found again by its words where they were moved to', async () => {
    const { doc, editor } = open('Moved sentence here.', 'Other paragraph.');
    await settled();
    const anchor = anchorOf(editor, 'Moved sentence');
    textOfBlock(doc, 0).delete(0, 14);
    textOfBlock(doc, 1).insert(16, ' Moved sentence');
    await settled();
    expect(wordsAt(editor, anchor)).toBe('Moved sentence');
  });

  it('cannot be made to fail by positions that are no positions', async () => {
    const { editor } = open('Some text.');
    await settled();
    expect(locateAnchor(editor, { start: 'AAAA', end: '////', quote: 'not there' })).toBeNull();
  });
});

describe('marked passages', () => {
  it('are drawn beside the text and never become part of it', async () => {
    const { doc, editor } = open('A passage to mark.');
    await settled();
    const before = Y.encodeStateVector(doc);
    showAnchors(editor, 'comments', [{ id: 'one', anchor: anchorOf(editor, 'passage'), isActive: true }]);
    const drawn = editor.view.dom.querySelector('[data-anchor="one"]');
    expect(drawn?.textContent).toBe('passage');
    expect(drawn?.className).toBe('anchor is-on');
    expect(Y.encodeStateVector(doc)).toEqual(before);
  });

  it('of one group leave those of another alone', async () => {
    const { editor } = open('A passage to mark.');
    await settled();
    showAnchors(editor, 'comments', [{ id: 'one', anchor: anchorOf(editor, 'passage'), isActive: false }]);
    showAnchors(editor, 'review', [{ id: 'two', anchor: anchorOf(editor, 'mark'), isActive: false }]);
    showAnchors(editor, 'comments', []);
    expect(editor.view.dom.querySelectorAll('[data-anchor]')).toHaveLength(1);
    expect(editor.view.dom.querySelector('[data-anchor="two"]')).not.toBeNull();
  });

  it('move with what a colleague writes before them', async () => {
    const { doc, editor } = open('A passage to mark.');
    await settled();
    showAnchors(editor, 'comments', [{ id: 'one', anchor: anchorOf(editor, 'passage'), isActive: false }]);
    textOfBlock(doc, 0).insert(0, 'Not only: ');
    await settled();
    expect(editor.view.dom.querySelector('[data-anchor="one"]')?.textContent).toBe('passage');
  });

  it('are all told when several lie where somebody presses', async () => {
    const { editor } = open('A passage to mark.');
    await settled();
    showAnchors(editor, 'comments', [
      { id: 'one', anchor: anchorOf(editor, 'passage to'), isActive: false },
      { id: 'two', anchor: anchorOf(editor, 'to mark'), isActive: false },
    ]);
    const pressed = editor.view.dom.querySelector('[data-anchor="two"]');
    const at = editor.view.state.doc.textContent.indexOf('to mark') + 2;
    const heard: string[][] = [];
    onAnchorPress(editor, (ids) => heard.push([...ids]));
    const event = Object.defineProperty(new MouseEvent('click'), 'target', { value: pressed });
    editor.view.someProp('handleClickOn', (handle) =>
      handle(editor.view, at, editor.view.state.doc, 0, event, true),
    );
    expect(heard).toEqual([['one', 'two']]);
  });

  it('stop telling a listener that has gone', async () => {
    const { editor } = open('Words.');
    await settled();
    const heard: string[] = [];
    const stop = onAnchorPress(editor, (ids) => heard.push(...ids));
    stop();
    showAnchors(editor, 'comments', [{ id: 'one', anchor: anchorOf(editor, 'Words'), isActive: false }]);
    editor.view.dom
      .querySelector('[data-anchor="one"]')
      ?.dispatchEvent(new MouseEvent('click', { bubbles: true }));
    expect(heard).toEqual([]);
  });
});
