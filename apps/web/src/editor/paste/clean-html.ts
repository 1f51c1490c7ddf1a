import { isAllowedAddress } from '@concordat/document';
import { type Captions, takeOutCaptions } from './captions.js';
import { inBlocks, isEmpty, isInline, linesOf, wordsOf } from './lines.js';
import { attributesOf, blocks, controls, embedded, kept, silent } from './known-elements.js';
import { LeftOutCounter, type LeftOut } from './left-out.js';
import { fitsNote, takeOutNotes } from './notes.js';
import { declarationsOf, emphasisOf, isColour, withQuietStyles } from './styles.js';
import { isFar, isPoint } from './pasted-pictures.js';
import { makeWordLists } from './word-lists.js';

/** How much of a paste is looked at, and the section it comes into; without one nothing in it becomes a reference. */
export interface CleaningLimits {
  readonly elements: number;
  readonly characters: number;
  readonly sectionId: string | null;
}

/** A picture that came with the words: where its place is marked with `index`, and its alternative text. */
export interface PastedPicture {
  readonly index: number;
  /** `data:` address; null where only the clipboard's own files may hold it. */
  readonly data: string | null;
  readonly alternative: string;
}

/** What a paste came to: a fresh tree that holds only what a section can, pictures apart, and what stayed behind. */
export interface Cleaned {
  readonly body: HTMLElement;
  readonly pictures: readonly PastedPicture[];
  readonly leftOut: LeftOut;
}

const placePrefix = '00000000-0000-0000-0000-';

/** The id that stands where a picture will; no picture has it. */
const placeId = (index: number): string => `${placePrefix}${index.toString(16).padStart(12, '0')}`;

/** Which picture's place an id names; null where it names a picture. */
export const indexOfPlace = (id: unknown): number | null =>
  typeof id === 'string' && id.startsWith(placePrefix)
    ? Number.parseInt(id.slice(placePrefix.length), 16)
    : null;

const deepestTree = 120;
/** Lists and quotations within each other; what is deeper comes as lines of the last of them. */
const deepestBlocks = 8;

/**
 * Cleans what Word, Google Docs, LibreOffice and web pages put on the clipboard. The source is read in an inert
 * document (nothing in it runs or is fetched) and a new tree is built of known parts only: what is not named here does
 * not come through, whatever it is called. Null for more than is looked at.
 */
export function cleanHtml(html: string, most: CleaningLimits): Cleaned | null {
  const source = new DOMParser().parseFromString(withQuietStyles(html), 'text/html');
  if (source.getElementsByTagName('*').length > most.elements) return null;
  if ((source.body.textContent ?? '').length > most.characters) return null;
  return new Cleaner(source, most.sectionId).clean();
}

interface Around {
  readonly depth: number;
  readonly blocks: number;
  readonly bold: boolean;
  readonly italic: boolean;
  /** Too deep for another list: items come as lines. */
  readonly flat: boolean;
}

class Cleaner {
  private readonly target = document.implementation.createHTMLDocument('');
  private readonly counter = new LeftOutCounter();
  private readonly pictures: PastedPicture[] = [];
  private readonly notes: ReadonlyMap<Element, string>;
  private readonly captions: Captions;

  constructor(
    private readonly source: Document,
    private readonly sectionId: string | null,
  ) {
    this.notes = takeOutNotes(source);
    this.captions = takeOutCaptions(source);
  }

  clean(): Cleaned {
    this.countTextBoxes();
    makeWordLists(this.source.body);
    const body = this.target.createElement('div');
    this.children(this.source.body, body, { depth: 0, blocks: 0, bold: false, italic: false, flat: false });
    // Words alone stay words, which join the line they come into.
    if (![...body.childNodes].every(isInline)) body.replaceChildren(...inBlocks(body));
    return { body, pictures: this.pictures, leftOut: this.counter.all };
  }

  private children(from: Node, into: Element, around: Around): void {
    for (const child of [...from.childNodes]) this.node(child, into, around);
  }

  private node(node: Node, into: Element, around: Around): void {
    if (node.nodeType === Node.TEXT_NODE) return this.text(node.textContent ?? '', into, around);
    if (!(node.nodeType === Node.ELEMENT_NODE)) return;
    const element = node as Element;
    if (around.depth >= deepestTree) {
      this.counter.add('nesting');
      return this.text(element.textContent, into, around);
    }
    this.element(element, into, { ...around, depth: around.depth + 1 });
  }

  private element(element: Element, into: Element, around: Around): void {
    const name = element.tagName.toUpperCase();
    if (silent.has(name)) return;
    if (embedded.has(name)) return this.counter.add('embedded');
    if (controls.has(name)) return this.counter.add('control');
    const styles = declarationsOf(element);
    if (this.isLeftOut(element, styles)) return;
    if (name === 'IMG') return this.picture(element, into);
    if (name === 'BR') return into.append(this.target.createElement('br'));
    if (name === 'DEL' || name === 'S' || name === 'STRIKE') return this.struck(element, name, into, around);
    if (name === 'INS') this.counter.add('tracked');
    if (this.note(element, into, around) || this.reference(element, into)) return;
    if (this.captions.owners.has(element)) return;
    // The sign of a footnote is raised by itself.
    if (name !== 'SUP' || ![...element.children].some((each) => this.notes.has(each)))
      this.countLooks(name, styles);
    const inside = this.emphasis(name, styles, around);
    if (name === 'A') return this.link(element, into, inside);
    const found = this.tagFor(element, name);
    const tag = found === 'li' && around.flat ? 'div' : found;
    if (tag === null) return this.children(element, into, inside);
    this.block(element, tag, into, inside);
  }

  private block(element: Element, tag: string, into: Element, around: Around): void {
    const nests = tag === 'ul' || tag === 'ol' || tag === 'blockquote';
    if (nests && around.blocks >= deepestBlocks) {
      this.counter.add('nesting');
      return this.children(element, into, { ...around, flat: true });
    }
    const made = this.target.createElement(tag);
    for (const [attribute, pattern] of attributesOf(tag)) {
      const value = element.getAttribute(attribute);
      if (value !== null && pattern.test(value)) made.setAttribute(attribute, value);
    }
    // A heading is bold by itself.
    const isHeading = /^h\d$/.test(tag);
    this.children(element, made, {
      ...around,
      ...(isHeading && { bold: false, italic: false }),
      blocks: around.blocks + (nests ? 1 : 0),
    });
    if (isHeading) this.nameBlock(element, made);
    if (/^(?:p|h\d)$/.test(tag)) into.append(...linesOf(made));
    else if (tag === 'div') into.append(...inBlocks(made));
    else into.append(tag === 'table' ? this.captioned(element, made, around) : made);
  }

  /** A table together with its caption; by itself where it has none. */
  private captioned(element: Element, table: Element, around: Around): Element {
    const caption = this.captions.words.get(element);
    if (!caption) return table;
    const holder = this.target.createElement('figure');
    holder.setAttribute('data-table', '');
    this.nameBlock(element, holder);
    holder.append(this.captionFrom(caption, around), table);
    return holder;
  }

  private captionFrom(words: Element, around: Around): Element {
    const caption = this.target.createElement('figcaption');
    this.children(words, caption, { ...around, bold: false, italic: false });
    // Only a line has a place in a caption: what else stands in it comes as its words.
    for (const child of [...caption.childNodes])
      if (!isInline(child)) child.replaceWith(child.textContent ?? '');
    return caption;
  }

  private nameBlock(element: Element, made: Element): void {
    const name = this.captions.names.get(element);
    if (name !== undefined) made.setAttribute('data-node', name);
  }

  private tagFor(element: Element, name: string): string | null {
    const style = element.className;
    if (name === 'P' && /\bMsoTitle\b/.test(style)) return 'h1';
    const level = element.getAttribute('aria-level') ?? '';
    if (element.getAttribute('role') === 'heading' && /^[1-4]$/.test(level)) return `h${level}`;
    return kept[name] ?? (blocks.test(name) ? 'div' : null);
  }

  private text(text: string, into: Element, { bold, italic }: Around): void {
    if (text === '') return;
    let node: Node = this.target.createTextNode(text);
    for (const [isOn, tag] of [
      [italic, 'em'],
      [bold, 'strong'],
    ] as const) {
      if (!isOn || !/\S/.test(text)) continue;
      const mark = this.target.createElement(tag);
      mark.append(node);
      node = mark;
    }
    into.append(node);
  }

  private emphasis(name: string, styles: ReadonlyMap<string, string>, around: Around): Around {
    const said = emphasisOf(styles);
    const bold = said.bold ?? (name === 'B' || name === 'STRONG' || around.bold);
    const italic = said.italic ?? (name === 'I' || name === 'EM' || name === 'CITE' || around.italic);
    return { ...around, bold, italic };
  }

  private link(element: Element, into: Element, around: Around): void {
    const address = (element.getAttribute('href') ?? '').trim();
    if (!isAllowedAddress(address as unknown)) {
      // A bookmark is no link; everything else that goes nowhere is told.
      if (address !== '' && !address.startsWith('#')) this.counter.add('link');
      return this.children(element, into, around);
    }
    const made = this.target.createElement('a');
    made.setAttribute('href', address);
    this.children(element, made, around);
    const places = [...made.querySelectorAll('figure')];
    for (const place of places) place.remove();
    if (!isEmpty(made)) into.append(made);
    into.append(...places);
  }

  /** What was struck out as a tracked change is gone; what only looks so is text. */
  private struck(element: Element, name: string, into: Element, around: Around): void {
    if (name === 'DEL') return this.counter.add('tracked');
    this.counter.add('underline');
    this.children(element, into, around);
  }

  private picture(element: Element, into: Element): void {
    if (isFar(element)) return this.counter.add('picture_far');
    if (isPoint(element)) return;
    const address = (element.getAttribute('src') ?? '').trim();
    const index = this.pictures.length;
    const data = /^data:image\//i.test(address) ? address : null;
    this.pictures.push({ index, data, alternative: wordsOf(element.getAttribute('alt')) });
    const place = this.target.createElement('figure');
    place.setAttribute('data-image', placeId(index));
    this.nameBlock(element, place);
    const caption = this.captions.words.get(element);
    const plain = { depth: 0, blocks: 0, bold: false, italic: false, flat: true };
    place.append(caption ? this.captionFrom(caption, plain) : this.target.createElement('figcaption'));
    into.append(place);
  }

  private isLeftOut(element: Element, styles: ReadonlyMap<string, string>): boolean {
    if (/comment/.test(styles.get('mso-element') ?? '') || /\bMsoComment/.test(element.className)) {
      if (/\bMsoCommentReference\b/.test(element.className)) this.counter.add('comment');
      return true;
    }
    if (/^(?:footnote-list|endnote-list)$/.test(styles.get('mso-element') ?? '')) return true;
    if (
      styles.get('display') === 'none' ||
      styles.get('mso-hide') === 'all' ||
      element.hasAttribute('hidden')
    ) {
      if (/\S/.test(element.textContent)) this.counter.add('hidden');
      return true;
    }
    return false;
  }

  private countLooks(name: string, styles: ReadonlyMap<string, string>): void {
    const background = styles.get('background-color') ?? styles.get('background');
    if (isColour(styles.get('color')) || isColour(background) || name === 'MARK') this.counter.add('colour');
    if (styles.has('font-family') || styles.has('font-size') || name === 'FONT') this.counter.add('font');
    if (name === 'U' || /underline|line-through/.test(styles.get('text-decoration') ?? ''))
      this.counter.add('underline');
    if (/^(?:center|right|justify)/.test(styles.get('text-align') ?? '')) this.counter.add('alignment');
    if (name === 'SUB' || name === 'SUP') this.counter.add('script_position');
  }

  /** Word's text boxes are drawings in comments that only Word reads. */
  private countTextBoxes(): void {
    const comments = this.source.createNodeIterator(this.source, NodeFilter.SHOW_COMMENT);
    for (let next = comments.nextNode(); next; next = comments.nextNode())
      if (/v:textbox/i.test(next.textContent ?? '')) this.counter.add('text_box');
  }

  private note(element: Element, into: Element, around: Around): boolean {
    const words = this.notes.get(element);
    if (words === undefined) return false;
    if (fitsNote(words)) {
      const note = this.target.createElement('sup');
      note.setAttribute('data-text', words);
      into.append(note);
      return true;
    }
    this.counter.add('footnote');
    this.text(` [${words}]`, into, around);
    return true;
  }

  /** A passage that refers to something of the same paste. What refers elsewhere stays the words that it was. */
  private reference(element: Element, into: Element): boolean {
    const name = this.captions.references.get(element);
    if (name === undefined) return false;
    if (name === null || this.sectionId === null) {
      this.counter.add('reference');
      return false;
    }
    const reference = this.target.createElement('span');
    reference.setAttribute('data-section', this.sectionId);
    reference.setAttribute('data-target', name);
    into.append(reference);
    return true;
  }
}
