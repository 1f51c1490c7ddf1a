import * as Y from 'yjs';
import { randomFrom } from './random.mjs';

/**
 * A section that people have worked on: so many words, then so many keystrokes in bursts at places all over it, under
 * several client ids. Gives the changes as they came, a few hundred keystrokes each.
 */
export function history({ words, edits, seed }) {
  const random = randomFrom(seed);
  const below = (limit) => Math.floor(random() * limit);
  const doc = new Y.Doc();
  const fragment = doc.getXmlFragment('text');
  const changes = [];
  doc.on('update', (update) => changes.push(update));
  const ids = Array.from({ length: 5 }, () => 1 + below(2 ** 31));
  const vocabulary = ['states', 'write', 'one', 'proposal', 'together', 'and', 'on', 'time', 'with', 'care'];
  const texts = [];
  doc.clientID = ids[0];
  for (let written = 0; written < words; written += 50) {
    const sentence = Array.from({ length: Math.min(50, words - written) }, () => vocabulary[below(10)]).join(
      ' ',
    );
    const paragraph = new Y.XmlElement('paragraph');
    const text = new Y.XmlText(sentence);
    paragraph.insert(0, [text]);
    fragment.insert(fragment.length, [paragraph]);
    texts.push(text);
  }
  for (let edited = 0; edited < edits;) {
    doc.clientID = ids[below(ids.length)];
    doc.transact(() => {
      for (let burst = 0; burst < 20 && edited < edits; burst += 1) {
        const text = texts[below(texts.length)];
        let at = below(text.length + 1);
        for (let key = 0; key < 10 && edited < edits; key += 1, edited += 1)
          if (burst % 2 === 0) text.insert(at++, 'abcdefghij'[key]);
          else if (at < text.length) text.delete(at, 1);
      }
    });
  }
  return changes;
}
