import {
  contentsOf,
  formatSource,
  numberedParts,
  numberSections,
  type NodeJson,
  type ProposalNumbers,
} from '@concordat/document';
import { readFormula, type FormulaNode } from '@concordat/document/maths';
import { layOutTable, type TableLayout } from './lay-out-table.js';
import type { TypesetSection } from './typeset-input.js';

/** A node as the template reads it: with the label derived for it, and a table as a grid. */
export interface LabelledNode extends NodeJson {
  readonly label?: string;
  /** A formula as it is set; null where its LaTeX cannot be read, so that it is printed as it was written. */
  readonly formula?: FormulaNode | null;
  readonly layout?: Omit<TableLayout, 'cells'> & {
    readonly cells: readonly (Omit<TableLayout['cells'][number], 'content'> & {
      readonly content: readonly LabelledNode[];
    })[];
  };
  readonly content?: readonly LabelledNode[];
}

/** What stands where the target of a reference is gone: nobody should overlook it on paper. */
const lostReference = '[reference lost]';

/** The sections with every number that their texts show, derived as the editor derives them, and the bibliography. */
export function deriveLabels(sections: readonly TypesetSection[]): {
  readonly sections: readonly { readonly document: LabelledNode }[];
  readonly sources: readonly string[];
} {
  const numbers = numberSections(
    sections.map(({ id, number, title, document }) => ({
      ...{ id, number, title },
      contents: contentsOf(numberedParts(document)),
    })),
  );
  return {
    sections: sections.map((section) => ({ ...section, document: labelled(section, numbers) })),
    sources: numbers.sources.map(formatSource),
  };
}

function labelled({ id, document }: TypesetSection, numbers: ProposalNumbers): LabelledNode {
  const own = numbers.sections.get(id);
  const blocks: Readonly<Record<string, Iterator<string> | undefined>> = {
    heading: own?.headings.values(),
    captionedTable: own?.tables.values(),
    figure: own?.figures.values(),
  };
  const inline: Readonly<Record<string, Iterator<string | null> | undefined>> = {
    footnote: own?.footnotes.values(),
    citation: own?.citations.values(),
    crossReference: own?.references.values(),
  };
  const visit = (node: NodeJson, inCell: boolean): LabelledNode => {
    // A block in a cell has no number of its own; the numbering leaves it out in the same way.
    const next = inline[node.type] ?? (inCell ? undefined : blocks[node.type]);
    const given = next?.next().value as string | null | undefined;
    const label = given === null ? lostReference : (given ?? '');
    const withLabel = label === '' ? {} : { label };
    if (node.type === 'formula' || node.type === 'formulaBlock') return { ...node, formula: formulaOf(node) };
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

function formulaOf({ type, attrs = {} }: NodeJson): FormulaNode | null {
  const read = readFormula(typeof attrs.latex === 'string' ? attrs.latex : '', type === 'formulaBlock');
  return read.ok ? read.value : null;
}
