import { newNodeId } from '@concordat/document';
import { wordsOf } from './lines.js';
import { isFar, isPoint } from './pasted-pictures.js';

/** What a paste says of its tables, pictures and headings: their captions, and what refers to them. */
export interface Captions {
  /** The words of a table or picture, without label and number: these are derived. */
  readonly words: ReadonlyMap<Element, Element>;
  /** What each caption belongs to. */
  readonly owners: ReadonlyMap<Element, Element>;
  /** The names by which what is pasted refers to its own headings, tables and pictures. */
  readonly names: ReadonlyMap<Element, string>;
  /** Where a passage of the paste refers to; null where that did not come along. */
  readonly references: ReadonlyMap<Element, string | null>;
}

/** "Table 3:", "Abb. 2 –" in the languages in which proposals are drafted; a number has to follow. */
const label =
  /^\s*(?:table|tab|tabelle|tableau|tabla|tabella|tabel|tabela|tabell|taulukko|tabulka|figure|fig|figura|figuur|figur|abbildung|abb|kuva|slika|rysunek|rys|obrázek|joonis)\.?\s+\d+(?:[.-]\d+)*/iu;
const divider = /^[\s\u00a0]*[.:|–—-]?[\s\u00a0]+|^[.:|–—-]/u;

const wordReference = /\bREF\s+(_Ref\d+)\b/;

/**
 * Finds the captions and the cross-references of a paste: Word's by their fields and styles, a page's by its elements.
 * Works in place, on an inert document: a passage that is a reference becomes an element of its own.
 */
export function takeOutCaptions(source: Document): Captions {
  const words = captionsIn(source);
  const links = referencesIn(source);
  const names = new Map<Element, string>();
  const byBookmark = new Map<string, string>();
  const owners = new Map([...words].map(([owner, caption]) => [caption, owner]));
  const targets = targetsIn(source, owners);
  for (const bookmark of new Set(links.values())) {
    const target = targets.get(bookmark);
    if (target === undefined) continue;
    const name = names.get(target) ?? newNodeId();
    names.set(target, name);
    byBookmark.set(bookmark, name);
  }
  const references = new Map([...links].map(([link, bookmark]) => [link, byBookmark.get(bookmark) ?? null]));
  return { words, owners, names, references };
}

function captionsIn(source: Document): Map<Element, Element> {
  const words = new Map<Element, Element>();
  for (const caption of source.querySelectorAll('caption, figcaption, p')) {
    const owner = ownerOf(caption, words);
    // What does not come itself leaves its caption as a line.
    if (owner === null || words.has(owner) || isFar(owner) || isPoint(owner)) continue;
    words.set(owner, caption);
    dropStart(caption, lengthOfLabel(caption));
  }
  return words;
}

/** The table or picture that a line belongs to; null where the line is no caption. */
function ownerOf(caption: Element, taken: ReadonlyMap<Element, Element>): Element | null {
  if (caption.querySelector('img, table') !== null) return null;
  if (caption.tagName === 'CAPTION') return caption.closest('table');
  if (caption.tagName === 'FIGCAPTION') return onlyOne(caption.closest('figure'));
  if (!/\bMsoCaption\b/.test(caption.className) && endOfNumber(caption) === null) return null;
  const [before, after] = [around(caption.previousElementSibling), around(caption.nextElementSibling)];
  // Below a picture, above a table; else whatever stands beside it.
  const wanted = [
    before?.tagName === 'IMG' ? before : null,
    after?.tagName === 'TABLE' ? after : null,
    before,
    after,
  ];
  return wanted.find((each) => each !== null && !taken.has(each)) ?? null;
}

const around = (neighbour: Element | null): Element | null =>
  neighbour === null || /\bMsoCaption\b/.test(neighbour.className) ? null : onlyOne(neighbour);

/** The one table or picture that a block consists of. */
function onlyOne(block: Element | null): Element | null {
  if (block === null || block.tagName === 'TABLE') return block;
  const [only, other] = block.querySelectorAll('table, img');
  if (!only || (other && !only.contains(other))) return null;
  // Words beside it would be somebody else's.
  const own = block.tagName === 'FIGURE' || wordsOf(block.textContent) === wordsOf(only.textContent);
  return own ? only : null;
}

/** How long label, number and the sign behind them are, in UTF-16 code units. */
function lengthOfLabel(caption: Element): number {
  const text = caption.textContent;
  const end = endOfNumber(caption) ?? label.exec(text)?.[0].length ?? 0;
  return end === 0 ? 0 : end + (divider.exec(text.slice(end))?.[0].length ?? 0);
}

/** Where the number ends that Word's field counts; null where there is none. */
function endOfNumber(caption: Element): number | null {
  let [length, isCounting] = [0, false];
  const nodes = caption.ownerDocument.createTreeWalker(
    caption,
    NodeFilter.SHOW_COMMENT | NodeFilter.SHOW_TEXT,
  );
  for (let next = nodes.nextNode(); next; next = nodes.nextNode()) {
    const content = next.nodeValue ?? '';
    if (next.nodeType === Node.TEXT_NODE) length += content.length;
    else if (/\bSEQ\s/.test(content)) isCounting = true;
    else if (isCounting && content.includes('field-end')) return length;
  }
  return null;
}

function dropStart(element: Element, count: number): void {
  let left = count;
  const texts = element.ownerDocument.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let next = texts.nextNode(); next && left > 0; next = texts.nextNode()) {
    const content = next.nodeValue ?? '';
    next.nodeValue = content.slice(left);
    left -= content.length;
  }
}

/** Passages that refer to a bookmark: Word's fields, whose beginning and end only Word reads, and Google Docs' links. */
function referencesIn(source: Document): Map<Element, string> {
  const found = new Map<Element, string>();
  const comments = source.createTreeWalker(source, NodeFilter.SHOW_COMMENT);
  const all: Comment[] = [];
  for (let next = comments.nextNode(); next; next = comments.nextNode()) all.push(next as Comment);
  all.forEach((start, index) => {
    const [, bookmark] = wordReference.exec(start.data) ?? [];
    if (bookmark === undefined) return;
    const end = all.slice(index + 1, index + 8).find(({ data }) => data.includes('field-end'));
    const passage = end ? passageBetween(start, end) : null;
    if (passage) found.set(passage, bookmark);
  });
  for (const link of source.querySelectorAll('a[href^="#_Ref"], a[href^="#h."], a[href^="#heading=h."]'))
    if (!link.parentElement || !found.has(link.parentElement))
      found.set(link, (link.getAttribute('href') ?? '').replace(/^#(?:heading=)?/, ''));
  return found;
}

function passageBetween(start: Comment, end: Comment): Element | null {
  if (start.parentNode === null || start.parentNode !== end.parentNode) return null;
  const passage = start.ownerDocument.createElement('span');
  while (start.nextSibling && start.nextSibling !== end) passage.append(start.nextSibling);
  start.after(passage);
  return passage;
}

/** The headings, tables and pictures that bookmarks stand in, by the name of the bookmark. */
function targetsIn(source: Document, owners: ReadonlyMap<Element, Element>): Map<string, Element> {
  const found = new Map<string, Element>();
  for (const place of source.querySelectorAll('a[name^="_Ref"], [id^="h."]')) {
    const line = place.closest('h1, h2, h3, h4, h5, h6, p, caption, figcaption');
    const target = line && (/^H\d$/.test(line.tagName) ? line : owners.get(line));
    if (target) found.set(place.getAttribute('name') ?? place.id, target);
  }
  return found;
}
