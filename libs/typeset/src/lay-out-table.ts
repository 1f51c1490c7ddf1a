import type { NodeJson } from '@concordat/document';

/** A cell at its place in the grid; `content` is its blocks. */
export interface PlacedCell {
  readonly x: number;
  readonly y: number;
  readonly colspan: number;
  readonly rowspan: number;
  readonly isHeader: boolean;
  readonly align: 'left' | 'center' | 'right';
  readonly content: readonly NodeJson[];
}

/** A table as a grid in which no two cells overlap. `headerRows` rows on top are repeated on every page. */
export interface TableLayout {
  readonly columns: number;
  readonly rows: number;
  readonly headerRows: number;
  readonly cells: readonly PlacedCell[];
}

/** More columns than this are not set: the paper has no room for them, and what stands there is left out by the page. */
const mostColumns = 200;

/**
 * Places the cells of a table. Two people who merge cells at the same time can leave spans behind that overlap or reach
 * beyond the last row; as in a browser, each cell takes the next free place and its span ends where another begins.
 */
export function layOutTable(table: NodeJson): TableLayout {
  const rows = (table.content ?? []).filter(({ content = [] }) => content.length > 0);
  const taken: boolean[][] = rows.map(() => []);
  const cells: PlacedCell[] = [];
  rows.forEach((row, y) => {
    let x = 0;
    for (const cell of row.content ?? []) {
      while (taken[y]?.[x]) x += 1;
      if (x >= mostColumns) break;
      const wide = Math.min(spanOf(cell, 'colspan'), mostColumns - x);
      const rowspan = Math.min(spanOf(cell, 'rowspan'), rows.length - y);
      let colspan = 1;
      while (colspan < wide && !taken[y]?.[x + colspan]) colspan += 1;
      for (let down = 0; down < rowspan; down += 1)
        for (let across = 0; across < colspan; across += 1) (taken[y + down] ??= [])[x + across] = true;
      cells.push({ x, y, colspan, rowspan, ...looksOf(cell), content: cell.content ?? [] });
      x += colspan;
    }
  });
  const columns = Math.max(0, ...cells.map(({ x, colspan }) => x + colspan));
  return { columns, rows: rows.length, headerRows: headerRowsOf(cells, rows.length), cells };
}

/** Rows on top that hold headers alone and that no cell leaves downwards; never the whole table. */
function headerRowsOf(cells: readonly PlacedCell[], rows: number): number {
  const firstOther = Math.min(rows, ...cells.filter(({ isHeader }) => !isHeader).map(({ y }) => y));
  let count = firstOther === rows ? 0 : firstOther;
  while (count > 0 && cells.some(({ y, rowspan }) => y < count && y + rowspan > count)) count -= 1;
  return count;
}

const looksOf = ({ type, attrs = {} }: NodeJson): Pick<PlacedCell, 'isHeader' | 'align'> => ({
  isHeader: type === 'tableHeader',
  align: attrs.align === 'center' || attrs.align === 'right' ? attrs.align : 'left',
});

function spanOf({ attrs = {} }: NodeJson, name: 'colspan' | 'rowspan'): number {
  const span = attrs[name];
  return typeof span === 'number' ? span : 1;
}
