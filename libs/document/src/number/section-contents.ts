import { sourceOf, type Source } from '../schema/citation.js';
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
  /** How many footnotes there are. */
  readonly footnotes: number;
  /** Ids of sources, one for each citation. */
  readonly citations: readonly string[];
  /** Each source that is cited, once, as its first citation has it. */
  readonly sources: readonly Source[];
  readonly references: readonly Reference[];
}

/** Where a reference goes; without a node id to the section itself. */
export interface Reference {
  readonly sectionId: string;
  readonly nodeId: string | null;
}

/** The contents of a section that holds nothing numbered. */
export const noContents: SectionContents = {
  headings: [],
  tables: [],
  figures: [],
  footnotes: 0,
  citations: [],
  sources: [],
  references: [],
};

/** Sorts the numbered parts of a section by what they are. */
export function contentsOf(parts: readonly NumberedPart[]): SectionContents {
  const named = (type: NumberedPart['type']) => parts.filter((part) => part.type === type);
  const cited = named('citation').map(({ attrs }) => sourceOf(attrs));
  return {
    headings: named('heading').map((part) => ({ ...nameOf(part), level: levelOf(part) })),
    tables: named('captionedTable').map(nameOf),
    figures: named('figure').map(nameOf),
    footnotes: named('footnote').length,
    citations: cited.map(({ source }) => source),
    sources: [...new Map(cited.toReversed().map((source) => [source.source, source])).values()].toReversed(),
    references: named('crossReference').map(({ attrs }) => referenceOf(attrs)),
  };
}

const nameOf = ({ attrs, text }: NumberedPart): NamedPart => ({
  id: isNodeId(attrs.id) ? attrs.id : null,
  text: text.trim().slice(0, longestNaming),
});

const levelOf = ({ attrs }: NumberedPart): number => (typeof attrs.level === 'number' ? attrs.level : 1);

/** Reads where a reference goes from its attributes. */
export const referenceOf = (attrs: Readonly<Record<string, unknown>>): Reference => ({
  sectionId: typeof attrs.section === 'string' ? attrs.section : '',
  nodeId: isNodeId(attrs.target) ? attrs.target : null,
});
