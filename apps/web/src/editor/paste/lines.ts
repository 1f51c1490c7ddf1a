/** Whether a node stands within a line. */
export const isInline = (node: Node): boolean =>
  !(node instanceof Element) || /^(?:A|EM|STRONG|BR|SUP|SPAN)$/.test(node.tagName);

/** Bare words beside blocks, as lines of their own. */
export function inBlocks(holder: Element): Node[] {
  const found: Node[] = [];
  let line: Element | null = null;
  for (const child of [...holder.childNodes]) {
    if (!isInline(child)) {
      line = null;
      found.push(child);
      continue;
    }
    if (line === null) {
      line = holder.ownerDocument.createElement('p');
      found.push(line);
    }
    line.append(child);
  }
  // Between two blocks a break or a space is no line.
  return found.filter((each) => each.nodeName !== 'P' || !isBlank(each as Element));
}

/** A line without the pictures in it, which stand between lines. Word spaces its lines with empty ones. */
export function linesOf(line: Element): Element[] {
  const parts: Element[] = [];
  let part = line.cloneNode(false) as Element;
  for (const child of [...line.childNodes]) {
    if (child.nodeName !== 'FIGURE') {
      part.append(child);
      continue;
    }
    parts.push(part, child as Element);
    part = line.cloneNode(false) as Element;
  }
  return [...parts, part].filter((each) => each.tagName === 'FIGURE' || !isEmpty(each));
}

const isBlank = (element: Element): boolean =>
  !/[^\s\u00a0]/.test(element.textContent) && element.querySelector('figure, table, sup, span') === null;

/** Whether a line holds nothing at all: no word, picture, table or break. */
export const isEmpty = (element: Element): boolean =>
  isBlank(element) && element.querySelector('br') === null;

/** Words as one line, without space around them. */
export const wordsOf = (text: string | null): string => (text ?? '').replace(/\s+/g, ' ').trim();
