import { Node } from '@tiptap/pm/model';
import { prosemirrorToYXmlFragment } from '@tiptap/y-tiptap';
import { fragmentOf, newSuggestionId, sectionSchema } from '@concordat/document';
import * as Y from 'yjs';

/** A section as people leave it after weeks: headings, paragraphs, suggestions, and passages that comments are about. */
export interface WrittenSection {
  /** The changes in which it came to be, as base64. */
  readonly changes: readonly string[];
  /** The same words as one change without suggestions, for editors that know none. */
  readonly plain: Uint8Array;
  readonly anchors: readonly { readonly start: string; readonly end: string; readonly quote: string }[];
}

/** What a section holds. */
export interface SectionSize {
  readonly words: number;
  readonly suggestions: number;
  readonly comments: number;
}

const wordsOfParagraph = 100;
const vocabulary = ['states', 'write', 'one', 'proposal', 'together', 'and', 'on', 'time', 'with', 'care'];

/** Writes a section, its suggestions by these people, spread over all of it. */
export function writtenSection(size: SectionSize, authors: readonly string[]): WrittenSection {
  const count = Math.max(1, Math.round(size.words / wordsOfParagraph));
  const doc = new Y.Doc();
  const changes: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => changes.push(update));
  const blocks = Array.from({ length: count }, (_, at) =>
    paragraph(at, shareOf(size.suggestions, at, count), authors),
  );
  // A few thousand words at once, as when somebody pastes a chapter.
  for (let end = 0; end < count;) {
    end = Math.min(count, end + 40);
    const content = blocks.slice(0, end).flat();
    const whole = Node.fromJSON(sectionSchema, { type: 'doc', content });
    doc.transact(() => prosemirrorToYXmlFragment(whole, fragmentOf(doc)));
  }
  const texts = fragmentOf(doc)
    .toArray()
    .filter((block) => block instanceof Y.XmlElement && block.nodeName === 'paragraph')
    .map((block) => (block as Y.XmlElement).get(0) as Y.XmlText);
  const anchors = texts.flatMap((text, at) =>
    Array.from({ length: shareOf(size.comments, at, texts.length) }, (_, nth) => anchorIn(text, nth * 12)),
  );
  return {
    changes: changes.map((change) => Buffer.from(change).toString('base64')),
    plain: plainText(blocks.length),
    anchors,
  };
}

function plainText(count: number): Uint8Array {
  const doc = new Y.Doc();
  const content = Array.from({ length: count }, (_, at) => paragraph(at, 0, [])).flat();
  prosemirrorToYXmlFragment(Node.fromJSON(sectionSchema, { type: 'doc', content }), fragmentOf(doc));
  return Y.encodeStateAsUpdate(doc);
}

/** How many of a total fall to one of several, evenly. */
const shareOf = (total: number, at: number, count: number): number =>
  Math.floor(((at + 1) * total) / count) - Math.floor((at * total) / count);

function paragraph(at: number, suggestions: number, authors: readonly string[]): object[] {
  const words = Array.from({ length: wordsOfParagraph }, (_, word) => vocabulary[(at * 7 + word * 3) % 10]);
  const content: object[] = [];
  let from = 0;
  for (let nth = 0; nth < suggestions; nth += 1) {
    const to = 20 + nth * 10;
    const id = newSuggestionId(authors[(at + nth) % authors.length] ?? '');
    content.push(text(`${words.slice(from, to).join(' ')} `));
    content.push(text(`${words[to] ?? ''} `, { type: nth % 2 === 0 ? 'ins' : 'del', attrs: { id } }));
    from = to + 1;
  }
  content.push(text(words.slice(from).join(' ')));
  const body = { type: 'paragraph', content };
  if (at % 10 !== 0) return [body];
  return [{ type: 'heading', attrs: { level: 2 }, content: [text(`Part ${at / 10 + 1}`)] }, body];
}

const text = (words: string, mark?: object): object => ({
  type: 'text',
  text: words,
  ...(mark ? { marks: [mark] } : {}),
});

function anchorIn(within: Y.XmlText, at: number): WrittenSection['anchors'][number] {
  const length = 10;
  const place = (index: number, side: 0 | -1) =>
    Buffer.from(
      Y.encodeRelativePosition(Y.createRelativePositionFromTypeIndex(within, index, side)),
    ).toString('base64');
  const words = (within.toDelta() as { insert: string }[]).map(({ insert }) => insert).join('');
  return { start: place(at, 0), end: place(at + length, -1), quote: words.slice(at, at + length).trim() };
}
