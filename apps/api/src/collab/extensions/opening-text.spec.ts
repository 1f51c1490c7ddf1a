import * as Y from 'yjs';
import { OpeningText } from './opening-text.js';

/** A text that grows, with everything that was committed to it. */
function grown(paragraphs: number) {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on('update', (update) => updates.push(update));
  const write = (words: string): Uint8Array => {
    doc.getText('text').insert(0, words);
    return updates.at(-1) ?? new Uint8Array();
  };
  for (let count = 0; count < paragraphs; count += 1) write(`paragraph ${count} `);
  let encodings = 0;
  const encode = (): Uint8Array => {
    encodings += 1;
    return Y.encodeStateAsUpdate(doc);
  };
  return { doc, write, encode, encodings: () => encodings };
}

/** Opens as an editor does: what came since first, then what is missing. */
function open(opening: OpeningText, encode: () => Uint8Array, reader = new Y.Doc()): string {
  const { missing, since } = opening.for(Y.encodeStateVector(reader), encode);
  if (since) Y.applyUpdate(reader, since);
  Y.applyUpdate(reader, missing);
  expect(reader.store.pendingStructs).toBeNull();
  return reader.getText('text').toJSON();
}

describe('the text that is handed to whoever opens it', () => {
  it('is encoded once for many, also while people write', () => {
    const text = grown(50);
    const opening = new OpeningText();
    for (let reader = 0; reader < 20; reader += 1) {
      expect(open(opening, text.encode)).toBe(text.doc.getText('text').toJSON());
      opening.add(text.write(`between ${reader} `));
    }
    expect(text.encodings()).toBe(1);
  });

  it('gives those who come back only what they lack', () => {
    const text = grown(50);
    const opening = new OpeningText();
    const reader = new Y.Doc();
    Y.applyUpdate(reader, text.encode());
    opening.add(text.write('meanwhile '));
    const { missing } = opening.for(Y.encodeStateVector(reader), text.encode);
    expect(missing.byteLength).toBeLessThan(100);
    opening.add(text.write('and more '));
    expect(open(opening, text.encode, reader)).toBe(text.doc.getText('text').toJSON());
  });

  it('is encoded anew when much has come since', () => {
    const text = grown(1);
    const opening = new OpeningText();
    open(opening, text.encode);
    for (let change = 0; change < 500; change += 1) opening.add(text.write(`change ${change} `));
    expect(open(opening, text.encode)).toBe(text.doc.getText('text').toJSON());
    expect(text.encodings()).toBe(2);
  });

  it('says what the server knows, so that nobody is asked for it', () => {
    const text = grown(3);
    const { known } = new OpeningText().for(Y.encodeStateVector(new Y.Doc()), text.encode);
    expect(Y.decodeStateVector(known).get(text.doc.clientID)).toBe(
      Y.getState(text.doc.store, text.doc.clientID),
    );
  });
});
