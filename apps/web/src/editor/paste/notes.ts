import { longestNote } from '@concordat/document';
import { styleName } from './styles.js';
import { wordsOf } from './lines.js';

/** How a program writes a footnote: a link in the line, and the words at the end that go with it. */
interface NoteHabit {
  readonly link: RegExp;
  readonly find: (source: Document, name: string) => Element | null;
}

const habits: readonly NoteHabit[] = [
  // Word: `#_ftn1`, and `<div style='mso-element:footnote' id=ftn1>`.
  {
    link: /^#_((?:ftn|edn)\d+)$/,
    find: (source, name) => {
      const note = source.getElementById(name);
      return note && /mso-element: ?(?:foot|end)note/.test(note.getAttribute(styleName) ?? '') ? note : null;
    },
  },
  // Google Docs: `#ftnt1`, and `<div><p><a id="ftnt1">`.
  { link: /^#(ftnt\d+)$/, find: (source, name) => lineOf(source.getElementById(name)) },
  // LibreOffice: `#sdfootnote1sym`, and `<div id="sdfootnote1">`.
  { link: /^#(sd(?:foot|end)note\d+)sym$/, find: (source, name) => source.getElementById(name) },
];

const backLinks =
  'a[href^="#_ftnref"], a[href^="#_ednref"], a[href^="#ftnt_ref"], a[href^="#sdfootnote"], a[href^="#sdendnote"]';

/**
 * Takes the words of footnotes from the end of a paste to where they are referred to: gives them by the link that stands
 * there. Works in place, on an inert document.
 */
export function takeOutNotes(source: Document): ReadonlyMap<Element, string> {
  const found = new Map<Element, string>();
  const words = new Map<Element, string>();
  for (const link of source.querySelectorAll('a[href^="#"]')) {
    const note = noteOf(source, link.getAttribute('href') ?? '');
    if (note === null || note.contains(link)) continue;
    if (!words.has(note)) words.set(note, wordsOfNote(note));
    found.set(link, words.get(note) ?? '');
  }
  for (const note of words.keys()) note.remove();
  return found;
}

/** Whether words are short enough for a footnote; longer ones stay in the line. */
export const fitsNote = (words: string): boolean => words !== '' && words.length <= longestNote;

function noteOf(source: Document, href: string): Element | null {
  for (const { link, find } of habits) {
    const [, name] = link.exec(href) ?? [];
    if (name !== undefined) return find(source, name);
  }
  return null;
}

/** The line around a note's own sign; the block around the line where it holds this note alone. */
function lineOf(sign: Element | null): Element | null {
  const block = sign?.closest('div') ?? null;
  if (block?.querySelectorAll('a[id^="ftnt"]').length === 1) return block;
  return sign?.closest('p') ?? null;
}

/** A footnote is one line of plain words: where a link in it goes is said in brackets. */
function wordsOfNote(note: Element): string {
  for (const back of note.querySelectorAll(backLinks)) back.remove();
  for (const link of note.querySelectorAll('a[href^="http"]')) {
    const address = link.getAttribute('href') ?? '';
    if (!wordsOf(link.textContent).includes(address)) link.append(` (${address})`);
  }
  for (const end of note.querySelectorAll('p, br, li')) end.append(' ');
  return wordsOf(note.textContent);
}
