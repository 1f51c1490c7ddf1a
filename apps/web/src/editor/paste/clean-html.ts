import { isAllowedAddress } from '@concordat/document';
import { inBlocks, isEmpty, isInline, linesOf } from './lines.js';
import { LeftOutCounter, type LeftOut } from './left-out.js';
import { declarationsOf, emphasisOf, isColour, styleName, withQuietStyles } from './styles.js';
import { makeWordLists } from './word-lists.js';

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

const silent = new Set([
  'HEAD',
  'TITLE',
  'META',
  'LINK',
  'BASE',
  'STYLE',
  'SCRIPT',
  'NOSCRIPT',
  'TEMPLATE',
  'COL',
  'COLGROUP',
  'WBR',
]);
const embedded = new Set([
  'IFRAME',
  'OBJECT',
  'EMBED',
  'VIDEO',
  'AUDIO',
  'CANVAS',
  'SVG',
  'MAP',
  'APPLET',
  'FRAME',
  'FRAMESET',
  'MATH',
]);
const controls = new Set(['INPUT', 'SELECT', 'TEXTAREA', 'BUTTON', 'PROGRESS', 'METER', 'DIALOG']);
const kept: Readonly<Record<string, string>> = {
  ...{ P: 'p', H1: 'h1', H2: 'h2', H3: 'h3', H4: 'h4', H5: 'h4', H6: 'h4' },
  ...{ UL: 'ul', OL: 'ol', LI: 'li', BLOCKQUOTE: 'blockquote', BR: 'br' },
  ...{ TABLE: 'table', TBODY: 'tbody', THEAD: 'tbody', TFOOT: 'tbody', TR: 'tr', TD: 'td', TH: 'th' },
  ...{ PRE: 'p', DT: 'p', DD: 'p', ADDRESS: 'p', CAPTION: 'p', FIGCAPTION: 'p' },
};
const blocks =
  /^(?:DIV|SECTION|ARTICLE|ASIDE|HEADER|FOOTER|MAIN|NAV|DL|FIGURE|FORM|FIELDSET|DETAILS|SUMMARY|CENTER)$/;

/**
 * Cleans what Word, Google Docs, LibreOffice and web pages put on the clipboard. The source is read in an inert
 * document (nothing in it runs or is fetched) and a new tree is built of known parts only: what is not named here does
 * not come through, whatever it is called. Null for more than is looked at.
 */
export function cleanHtml(
  html: string,
  most: { readonly elements: number; readonly characters: number },
): Cleaned | null {
  const source = new DOMParser().parseFromString(withQuietStyles(html), 'text/html');
  if (source.getElementsByTagName('*').length > most.elements) return null;
  if ((source.body.textContent ?? '').length > most.characters) return null;
  return new Cleaner(source).clean();
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
  private readonly notes = new Map<string, string>();

  constructor(private readonly source: Document) {}

  clean(): Cleaned {
    this.takeOutNotes();
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
    if (name === 'A' && this.note(element, into, around)) return;
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
    if (/^(?:p|h\d)$/.test(tag)) into.append(...linesOf(made));
    else if (tag === 'div') into.append(...inBlocks(made));
    else into.append(made);
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
    const address = (element.getAttribute('src') ?? '').trim();
    if (/^(?:https?:)?\/\//i.test(address)) return this.counter.add('picture_far');
    // A drawing's stand-in, or a point that counts readers.
    const [width, height] = [element.getAttribute('width'), element.getAttribute('height')];
    if ((width === '1' || width === '0') && (height === '1' || height === '0')) return;
    const index = this.pictures.length;
    const data = /^data:image\//i.test(address) ? address : null;
    this.pictures.push({ index, data, alternative: wordsOf(element.getAttribute('alt')) });
    const place = this.target.createElement('figure');
    place.setAttribute('data-image', placeId(index));
    place.append(this.target.createElement('figcaption'));
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

  /** The words of Word's footnotes stand at the end; they are taken to where they are referred to. */
  private takeOutNotes(): void {
    for (const note of this.source.querySelectorAll(
      `[${styleName}*="mso-element:footnote"], [${styleName}*="mso-element:endnote"]`,
    )) {
      if (note.id === '') continue;
      for (const reference of note.querySelectorAll('a[href^="#_ftnref"], a[href^="#_ednref"]'))
        reference.remove();
      this.notes.set(`#_${note.id}`, wordsOf(note.textContent));
      note.remove();
    }
  }

  private note(element: Element, into: Element, around: Around): boolean {
    const words = this.notes.get(element.getAttribute('href') ?? '');
    if (words === undefined) return false;
    this.counter.add('footnote');
    this.text(` [${words}]`, into, around);
    return true;
  }
}

const attributesOf = (tag: string): readonly (readonly [string, RegExp])[] =>
  tag === 'td' || tag === 'th'
    ? [
        ['colspan', /^(?:[1-9]\d?|100)$/],
        ['rowspan', /^(?:[1-9]\d?|100)$/],
      ]
    : tag === 'ol'
      ? [
          ['start', /^\d{1,5}$/],
          ['type', /^[1aAiI]$/],
        ]
      : [];

const wordsOf = (text: string | null): string => (text ?? '').replace(/\s+/g, ' ').trim();
