import { appendBlocks, fragmentOf } from '@concordat/document';
import * as Y from 'yjs';
import { StoredState, unstoredWords } from './unstored-words.js';

function documentWith(...paragraphs: readonly string[]): Y.Doc {
  const doc = new Y.Doc();
  appendBlocks(
    doc,
    paragraphs.map((text) => ({ type: 'paragraph', text })),
  );
  return doc;
}

function textOfBlock(doc: Y.Doc, index: number): Y.XmlText {
  const block = fragmentOf(doc).get(index) as Y.XmlElement;
  return block.get(0) as Y.XmlText;
}

describe('the words that are not stored', () => {
  it('are all words of a text of which the server has nothing', () => {
    expect(unstoredWords(documentWith('First.', 'Second.'), new StoredState())).toBe('First.\nSecond.');
  });

  it('are none when the server has said that it has everything', () => {
    const doc = documentWith('Kept words.');
    const stored = new StoredState();
    stored.learnDocument(doc);
    expect(unstoredWords(doc, stored)).toBe('');
  });

  it('are what was inserted since, in reading order, one line for each paragraph', () => {
    const doc = documentWith('One stays.', 'Two stays.');
    const stored = new StoredState();
    stored.learnDocument(doc);
    textOfBlock(doc, 1).insert(4, 'really ');
    textOfBlock(doc, 0).insert(10, ' And a new sentence.');
    expect(unstoredWords(doc, stored)).toBe('And a new sentence.\nreally');
  });

  it('show pieces of one paragraph that do not touch apart', () => {
    const doc = documentWith('The plant will draw power.');
    const stored = new StoredState();
    stored.learnDocument(doc);
    const text = textOfBlock(doc, 0);
    text.insert(26, ' At night.');
    text.insert(3, ' new');
    expect(unstoredWords(doc, stored)).toBe('new …  At night.');
  });

  it('leave out what colleagues wrote and the server passed on', () => {
    const doc = documentWith('Common text.');
    const stored = new StoredState();
    stored.learnDocument(doc);
    const colleague = new Y.Doc();
    Y.applyUpdate(colleague, Y.encodeStateAsUpdate(doc));
    const before = Y.encodeStateVector(colleague);
    textOfBlock(colleague, 0).insert(12, ' Theirs.');
    const update = Y.encodeStateAsUpdate(colleague, before);
    Y.applyUpdate(doc, update);
    stored.learnUpdate(update);
    textOfBlock(doc, 0).insert(0, 'Mine. ');
    expect(unstoredWords(doc, stored)).toBe('Mine.');
  });

  it('leave out what was typed and deleted again', () => {
    const doc = documentWith('Common text.');
    const stored = new StoredState();
    stored.learnDocument(doc);
    const text = textOfBlock(doc, 0);
    text.insert(12, ' Gone.');
    text.delete(12, 6);
    expect(unstoredWords(doc, stored)).toBe('');
  });

  it('survive the page: what the server had is read back beside the text', () => {
    const doc = documentWith('Stored.');
    const stored = new StoredState();
    stored.learnDocument(doc);
    textOfBlock(doc, 0).insert(7, ' Not stored.');
    const reopened = new Y.Doc();
    Y.applyUpdate(reopened, Y.encodeStateAsUpdate(doc));
    const remembered = new StoredState();
    remembered.learnVector(stored.encode());
    expect(unstoredWords(reopened, remembered)).toBe('Not stored.');
  });
});
