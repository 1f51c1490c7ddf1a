import { isNodeId } from '../schema/node-id.js';
import type { NumberedPart } from './numbered-parts.js';

/** The longest words of a heading or caption that are passed on, in UTF-16 code units. */
export const longestNaming = 300;

/** A heading of a section, or a caption; without an id nothing can refer to it yet. */
export interface NamedPart {
  readonly id: string | null;
  readonly text: string;
}

/** A heading with its level, 1 to 4. */
export interface HeadingPart extends NamedPart {
  readonly level: number;
}

/** What a section holds that is numbered across the proposal, in reading order. */
export interface SectionContents {
  readonly headings: readonly HeadingPart[];
  readonly tables: readonly NamedPart[];
  readonly figures: readonly NamedPart[];
}

/** Sorts the numbered parts of a section by what they are. */
export function contentsOf(parts: readonly NumberedPart[]): SectionContents {
  const named = (type: NumberedPart['type']) => parts.filter((part) => part.type === type);
  return {
    headings: named('heading').map((part) => ({ ...nameOf(part), level: levelOf(part) })),
    tables: named('captionedTable').map(nameOf),
    figures: named('figure').map(nameOf),
  };
}

const nameOf = ({ attrs, text }: NumberedPart): NamedPart => ({
  id: isNodeId(attrs.id) ? attrs.id : null,
  text: text.trim().slice(0, longestNaming),
});

const levelOf = ({ attrs }: NumberedPart): number => (typeof attrs.level === 'number' ? attrs.level : 1);
