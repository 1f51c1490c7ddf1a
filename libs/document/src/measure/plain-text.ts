import type { NodeJson, SectionJson } from '../read/section-json.js';

/** A block that holds text: what a reader sees as one paragraph, heading, list item line, table cell line or caption. */
const isTextBlock = ({ type }: NodeJson): boolean =>
  type === 'paragraph' || type === 'heading' || type === 'tableCaption' || type === 'figureCaption';

// Control characters other than tab cannot be stored in every place that plain text goes to (a Postgres text column).
const unprintable = /[\u0000-\u0008\u000B-\u001F\u007F]/g;

/**
 * The texts of a section's paragraphs, headings and captions in reading order, marks left out, a hard break as a line feed,
 * control characters removed.
 */
export function textBlocks(section: SectionJson): string[] {
  const blocks: string[] = [];
  const visit = (node: NodeJson): void => {
    if (isTextBlock(node)) blocks.push(inlineText(node).replace(unprintable, ''));
    else node.content?.forEach(visit);
  };
  section.content.forEach(visit);
  return blocks;
}

/** A section as plain text, one line feed between blocks. */
export function plainText(section: SectionJson): string {
  return textBlocks(section).join('\n');
}

/** Says whether a section holds nothing a reader could see: no letter, digit or sign outside white space. */
export function isEmptySection(section: SectionJson): boolean {
  return plainText(section).trim() === '';
}

function inlineText(node: NodeJson): string {
  return (node.content ?? [])
    .map((inline) => (inline.type === 'hardBreak' ? '\n' : (inline.text ?? '')))
    .join('');
}
