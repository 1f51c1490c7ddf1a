import type { Source } from '../schema/citation.js';
import type { Reference, SectionContents } from './section-contents.js';

/** A section in the order of the outline. Its number is the template's, empty where there is none. */
export interface SectionToNumber {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly contents: SectionContents;
}

/** What can be referred to, with the words that a reference shows: "Table 3", "section C4.1". */
export interface ReferenceTarget {
  readonly kind: 'section' | 'heading' | 'table' | 'figure';
  readonly sectionId: string;
  /** Null for the section itself, and for a block that has no name yet. */
  readonly nodeId: string | null;
  readonly label: string;
  /** Title, heading or caption. */
  readonly text: string;
}

/** The numbers of one section. The lists run beside those of its contents. */
export interface SectionNumbers {
  /** "C4.1"; empty in a section without a number. */
  readonly headings: readonly string[];
  /** "Table 3". */
  readonly tables: readonly string[];
  /** "Figure 2". */
  readonly figures: readonly string[];
  /** "12". */
  readonly footnotes: readonly string[];
  /** "3", for each citation. */
  readonly citations: readonly string[];
  /** "Table 3", for each reference; null where its target is gone. */
  readonly references: readonly (string | null)[];
}

/** The numbers of a whole proposal. */
export interface ProposalNumbers {
  readonly sections: ReadonlyMap<string, SectionNumbers>;
  /** Everything that can be referred to, in reading order. */
  readonly targets: readonly ReferenceTarget[];
  /** Everything that is cited, in the order of its first citation: source 1 first. */
  readonly sources: readonly Source[];
}

/**
 * Numbers a proposal: tables, figures, footnotes and sources run through all of it, headings follow the number
 * of their section. Nothing
 * of this is ever stored; whoever shows it derives it anew.
 */
export function numberSections(sections: readonly SectionToNumber[]): ProposalNumbers {
  const numbers = new Map<string, SectionNumbers>();
  const targets: ReferenceTarget[] = [];
  const sources = new Map<string, { readonly source: Source; readonly place: string }>();
  let [tables, figures, footnotes] = [0, 0, 0];
  const unlabelled: { references: readonly (string | null)[] }[] = [];
  for (const { id, number, title, contents } of sections) {
    for (const source of contents.sources)
      if (!sources.has(source.source)) sources.set(source.source, { source, place: `${sources.size + 1}` });
    const own = {
      headings: headingNumbers(
        number,
        contents.headings.map(({ level }) => level),
      ),
      tables: contents.tables.map(() => `Table ${(tables += 1)}`),
      figures: contents.figures.map(() => `Figure ${(figures += 1)}`),
      footnotes: Array.from({ length: contents.footnotes }, () => `${(footnotes += 1)}`),
      citations: contents.citations.map((source) => sources.get(source)?.place ?? ''),
      references: [] as readonly (string | null)[],
    };
    numbers.set(id, own);
    unlabelled.push(own);
    const target =
      (kind: ReferenceTarget['kind'], labels: readonly string[]) =>
      ({ id: nodeId, text }: { readonly id: string | null; readonly text: string }, index: number) => {
        targets.push({ kind, sectionId: id, nodeId, text, label: labels[index] ?? '' });
      };
    target('section', [sectionLabel(number, title)])({ id: null, text: title }, 0);
    contents.headings.forEach(
      target(
        'heading',
        contents.headings.map(({ text }, index) => sectionLabel(own.headings[index] ?? '', text)),
      ),
    );
    contents.tables.forEach(target('table', own.tables));
    contents.figures.forEach(target('figure', own.figures));
  }
  // Last, because a reference may go forward.
  const named = targets.filter(({ kind, nodeId }) => kind === 'section' || nodeId !== null);
  const labels = new Map(named.map((target) => [keyOf(target), target.label]));
  unlabelled.forEach((own, index) => {
    const references = sections[index]?.contents.references ?? [];
    own.references = references.map((reference) => labels.get(keyOf(reference)) ?? null);
  });
  return { sections: numbers, targets, sources: [...sources.values()].map(({ source }) => source) };
}

const keyOf = ({ sectionId, nodeId }: Reference): string => `${sectionId}/${nodeId ?? ''}`;

/**
 * Numbers of headings below a section's: 4.1, 4.1.1, 4.2. Levels that a writer skipped count for nothing, so that a
 * section whose first headings are of level 2 begins with 4.1 all the same.
 */
export function headingNumbers(section: string, levels: readonly number[]): string[] {
  if (section === '') return levels.map(() => '');
  const open: { level: number; count: number }[] = [];
  return levels.map((level) => {
    let closed = 0;
    while ((open.at(-1)?.level ?? 0) > level) closed = open.pop()?.count ?? 0;
    const last = open.at(-1);
    if (last?.level === level) last.count += 1;
    else open.push({ level, count: closed + 1 });
    return [section, ...open.map(({ count }) => count)].join('.');
  });
}

/** What a reference to a section or heading says; the title where it has no number. */
const sectionLabel = (number: string, title: string): string =>
  number === '' ? `“${title}”` : `section ${number}`;
