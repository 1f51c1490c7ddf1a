import * as Y from 'yjs';
import { fragmentOf } from '../read/read-section.js';

/** A block of plain text, as templates and samples give it. Heading levels are 1 to 4. */
export type TextBlock =
  | { readonly type: 'heading'; readonly level: 1 | 2 | 3 | 4; readonly text: string }
  | { readonly type: 'paragraph'; readonly text: string }
  | { readonly type: 'list'; readonly items: readonly string[] };

/** Makes a new Y.Doc whose section holds these blocks. Send its state through the gate like any other update. */
export function buildSection(blocks: readonly TextBlock[]): Y.Doc {
  const doc = new Y.Doc();
  appendBlocks(doc, blocks);
  return doc;
}

/** Adds blocks at the end of a section, as one transaction. */
export function appendBlocks(doc: Y.Doc, blocks: readonly TextBlock[]): void {
  const fragment = fragmentOf(doc);
  doc.transact(() => fragment.insert(fragment.length, blocks.map(elementOf)));
}

function elementOf(block: TextBlock): Y.XmlElement {
  switch (block.type) {
    case 'heading': {
      const heading = new Y.XmlElement<{ level: number }>('heading');
      heading.setAttribute('level', block.level);
      return withText(heading as Y.XmlElement, block.text);
    }
    case 'paragraph':
      return withText(new Y.XmlElement('paragraph'), block.text);
    case 'list': {
      const list = new Y.XmlElement('bulletList');
      list.insert(
        0,
        block.items.map((item) => {
          const element = new Y.XmlElement('listItem');
          element.insert(0, [withText(new Y.XmlElement('paragraph'), item)]);
          return element;
        }),
      );
      return list;
    }
  }
}

function withText(element: Y.XmlElement, text: string): Y.XmlElement {
  // An empty Y.XmlText would read as an empty text node, which ProseMirror refuses.
  if (text !== '') element.insert(0, [new Y.XmlText(text)]);
  return element;
}
