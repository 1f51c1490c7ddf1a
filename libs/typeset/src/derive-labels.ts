import {
  contentsOf,
  numberedParts,
  numberSections,
  type NodeJson,
  type ProposalNumbers,
} from '@concordat/document';
import { layOutTable, type TableLayout } from './lay-out-table.js';
import type { TypesetSection } from './typeset-input.js';

/** A node as the template reads it: with the label derived for it, and a table as a grid. */
export interface LabelledNode extends NodeJson {
  readonly label?: string;
  readonly layout?: Omit<TableLayout, 'cells'> & {
    readonly cells: readonly (Omit<TableLayout['cells'][number], 'content'> & {
      readonly content: readonly LabelledNode[];
    })[];
  };
  readonly content?: readonly LabelledNode[];
}

/** The sections with every number that their texts show, derived as the editor derives them. */
export function deriveLabels(sections: readonly TypesetSection[]): { readonly document: LabelledNode }[] {
  const numbers = numberSections(
    sections.map(({ id, number, title, document }) => ({
      ...{ id, number, title },
      contents: contentsOf(numberedParts(document)),
    })),
  );
  return sections.map((section) => ({ ...section, document: labelled(section, numbers) }));
}

function labelled({ id, document }: TypesetSection, numbers: ProposalNumbers): LabelledNode {
  const own = numbers.sections.get(id);
  const next: Readonly<Record<string, Iterator<string> | undefined>> = {
    heading: own?.headings.values(),
    captionedTable: own?.tables.values(),
    figure: own?.figures.values(),
  };
  const visit = (node: NodeJson, inCell: boolean): LabelledNode => {
    // What stands in a cell has no number of its own; the numbering leaves it out in the same way.
    const label: unknown = inCell ? '' : (next[node.type]?.next().value ?? '');
    const withLabel = typeof label === 'string' && label !== '' ? { label } : {};
    if (node.type === 'table') {
      const layout = layOutTable(node);
      const cells = layout.cells.map((cell) => ({
        ...cell,
        content: cell.content.map((child) => visit(child, true)),
      }));
      return { type: node.type, layout: { ...layout, cells } };
    }
    const content = node.content?.map((child) => visit(child, inCell));
    return { ...node, ...withLabel, ...(content && { content }) };
  };
  return visit(document, false);
}
