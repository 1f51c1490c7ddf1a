import { declarationsOf, styleName } from './styles.js';

/** A line of a list as Word writes it: a paragraph that says of which list, how deep, and with which mark. */
interface WordLine {
  readonly element: Element;
  readonly level: number;
  readonly list: string;
  readonly mark: string;
}

const listStyle = /(\S+)\s+level(\d+)/;
const deepest = 9;

/**
 * Makes real lists of Word's: paragraphs with `mso-list`, whose marks are text. Works in place, on an inert document.
 * What stands between two lines of the same list ends it.
 */
export function makeWordLists(root: ParentNode): void {
  const lines = [...root.querySelectorAll(`[${styleName}*="mso-list"]`)]
    .map(lineOf)
    .filter((line) => line !== null);
  const taken = new Set<Element>();
  for (const line of lines) {
    if (taken.has(line.element)) continue;
    const run = runFrom(line, lines, taken);
    const [first] = run;
    if (!first) continue;
    const holder = first.element.ownerDocument.createElement('div');
    first.element.before(holder);
    nest(run, holder);
  }
}

function lineOf(element: Element): WordLine | null {
  const [, list = '', level = '1'] = listStyle.exec(declarationsOf(element).get('mso-list') ?? '') ?? [];
  if (list === '' || !/^(?:P|H[1-6]|DIV|LI)$/.test(element.tagName) || element.tagName === 'LI') return null;
  // Headings are numbered by the proposal, not by where they come from.
  const marks = [
    ...element.querySelectorAll(`[${styleName}*="mso-list:Ignore"], [${styleName}*="mso-list: Ignore"]`),
  ];
  const mark = marks
    .map(({ textContent }) => textContent)
    .join('')
    .trim();
  for (const each of marks) each.remove();
  if (/^H/.test(element.tagName)) return null;
  return { element, list, mark, level: Math.min(Math.max(Number(level), 1), deepest) };
}

/** Lines that follow each other without anything between. */
function runFrom(start: WordLine, lines: readonly WordLine[], taken: Set<Element>): WordLine[] {
  const byElement = new Map(lines.map((line) => [line.element, line]));
  const run: WordLine[] = [];
  for (let next: Element | null = start.element; next; next = next.nextElementSibling) {
    const line = byElement.get(next);
    if (!line || taken.has(next)) break;
    if (line.level === 1 && run.length > 0 && line.list !== start.list) break;
    run.push(line);
    taken.add(next);
  }
  return run;
}

function nest(run: readonly WordLine[], holder: Element): void {
  const document = holder.ownerDocument;
  const open: { readonly level: number; readonly list: Element }[] = [];
  for (const line of run) {
    while ((open.at(-1)?.level ?? 0) > line.level) open.pop();
    let last = open.at(-1);
    if (!last || last.level < line.level) {
      const list = listFor(line.mark, document);
      (last?.list.lastElementChild ?? holder).append(list);
      last = { level: line.level, list };
      open.push(last);
    }
    const item = document.createElement('li');
    const paragraph = document.createElement('p');
    paragraph.append(...line.element.childNodes);
    item.append(paragraph);
    last.list.append(item);
    line.element.remove();
  }
}

/** What a mark says of its list: `1.`, `c)`, `iv.` count, everything else is a bullet. */
export function listFor(mark: string, document: Document): Element {
  const [, counted = ''] = /^\(?(\d{1,5}|[a-z]{1,4}|[A-Z]{1,4})[.)]$/.exec(mark) ?? [];
  // Word writes the hollow bullet as a bare "o".
  if (counted === '') return document.createElement('ul');
  const list = document.createElement('ol');
  if (/^\d/.test(counted)) {
    if (Number(counted) !== 1) list.setAttribute('start', String(Number(counted)));
  } else {
    const isRoman = /^[ivx]+$/i.test(counted) && (counted.length > 1 || /^i$/i.test(counted));
    const isCapital = counted === counted.toUpperCase();
    list.setAttribute('type', isRoman ? (isCapital ? 'I' : 'i') : isCapital ? 'A' : 'a');
  }
  return list;
}
