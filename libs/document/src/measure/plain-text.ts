import type { NodeJson, SectionJson } from '../read/section-json.js';

/** A block that holds text: what a reader sees as one paragraph, heading, list item line, table cell line or caption. */
const isTextBlock = ({ type }: NodeJson): boolean =>
  type === 'paragraph' || type === 'heading' || type === 'tableCaption' || type === 'figureCaption';

// Control characters other than tab cannot be stored in every place that plain text goes to (a Postgres text column).
const unprintable = /[\u0000-\u0008\u000B-\u001F\u007F]/g;

/**
 * The texts of a section's paragraphs, headings and captions in reading order, then those of its footnotes; marks left
 * out, a hard break as a line feed, control characters removed. What is derived (numbers of citations and references)
 * and formulas are no words.
 */
export function textBlocks(section: SectionJson): string[] {
  const blocks: string[] = [];
  const notes: string[] = [];
  const visit = (node: NodeJson): void => {
    if (isTextBlock(node)) {
      blocks.push(inlineText(node).replace(unprintable, ''));
      notes.push(...footnotesIn(node));
    } else node.content?.forEach(visit);
  };
  section.content.forEach(visit);
  return [...blocks, ...notes];
}

/** A section as plain text, one line feed between blocks. */
export function plainText(section: SectionJson): string {
  return textBlocks(section).join('\n');
}

/** Says whether a section holds nothing a reader could see: no letter, digit or sign outside white space, no formula. */
export function isEmptySection(section: SectionJson): boolean {
  return plainText(section).trim() === '' && !section.content.some(holdsFormula);
}

const holdsFormula = ({ type, content = [] }: NodeJson): boolean =>
  type === 'formula' || type === 'formulaBlock' || content.some(holdsFormula);

const footnotesIn = ({ content = [] }: NodeJson): string[] =>
  content.flatMap(({ type, attrs }) =>
    type === 'footnote' && typeof attrs?.text === 'string' ? [attrs.text] : [],
  );

function inlineText(node: NodeJson): string {
  return (node.content ?? [])
    .map((inline) => (inline.type === 'hardBreak' ? '\n' : (inline.text ?? '')))
    .join('');
}
