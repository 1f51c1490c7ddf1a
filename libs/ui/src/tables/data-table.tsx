import { Fragment, type Key, type ReactNode } from 'react';
import { classNames } from '../class-names.js';
import { VisuallyHidden } from '../screen/visually-hidden.js';
import { useOverflow } from './use-overflow.js';
import classes from './data-table.module.css';

/** A column of a {@link DataTable}. */
export interface Column<Row> {
  id: string;
  head: ReactNode;
  cell: (row: Row) => ReactNode;
  /** `end` for figures. */
  align?: 'start' | 'end' | 'centre';
  /** The column that names the row; the first one if none says so. */
  isRowHeader?: boolean;
  /** Speaks the head without showing it, for columns of buttons. */
  isHeadHidden?: boolean;
  /** Keeps the cell on one line. */
  isNowrap?: boolean;
  /** Said before the value when the row has become an entry; without it the value stands alone. */
  entryLabel?: string;
}

/** What a {@link DataTable} takes. */
export interface DataTableProps<Row> {
  /** What the table is, for those who do not see it. */
  caption: ReactNode;
  /** Shows the caption. */
  isCaptionShown?: boolean;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => Key;
  /** Rows under headings of groups. */
  groupOf?: (row: Row) => { id: string; title: ReactNode };
  isSelected?: (row: Row) => boolean;
  /** `dense`, the default: 36 px; `roomy`: lines of two; `middle`: dense and centred, for rows with controls. */
  rhythm?: 'dense' | 'roomy' | 'middle';
  /** Under 760 px each row becomes an entry; `scroll` keeps the table and scrolls it sideways. */
  narrow?: 'entries' | 'scroll';
  /** Shown instead of rows when there are none. */
  empty?: ReactNode;
}

/** A semantic table with hairlines. Not a grid: its controls are ordinary tab stops. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const {
    caption,
    isCaptionShown,
    columns,
    rows,
    rowKey,
    groupOf,
    isSelected,
    rhythm = 'dense',
    narrow = 'entries',
    empty,
  } = props;
  const [ref, overflows] = useOverflow<HTMLDivElement>();
  const headerId = (columns.find((column) => column.isRowHeader) ?? columns[0])?.id;
  if (rows.length === 0 && empty !== undefined) return <>{empty}</>;

  const scrolled = overflows
    ? { tabIndex: 0, role: 'region', 'aria-label': typeof caption === 'string' ? caption : undefined }
    : {};
  return (
    <div ref={ref} className={classes.scroller} {...scrolled}>
      <table className={classNames(classes.table, classes[rhythm], narrow === 'entries' && classes.entries)}>
        <caption>{isCaptionShown ? caption : <VisuallyHidden>{caption}</VisuallyHidden>}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.id} scope="col" className={alignClass(column)}>
                {column.isHeadHidden ? <VisuallyHidden>{column.head}</VisuallyHidden> : column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => {
            const group = groupOf?.(row);
            const before = index > 0 ? groupOf?.(rows[index - 1] as Row) : undefined;
            return (
              <Fragment key={rowKey(row)}>
                {group !== undefined && group.id !== before?.id && (
                  <tr className={classes.group}>
                    <th scope="colgroup" colSpan={columns.length}>
                      {group.title}
                    </th>
                  </tr>
                )}
                <tr data-selected={isSelected?.(row) || undefined}>
                  {columns.map((column) => {
                    const Cell = column.id === headerId ? 'th' : 'td';
                    return (
                      <Cell
                        key={column.id}
                        {...(Cell === 'th' ? { scope: 'row' as const } : {})}
                        className={classNames(alignClass(column), column.isNowrap && classes.nowrap)}
                        data-label={column.entryLabel}
                      >
                        {column.cell(row)}
                      </Cell>
                    );
                  })}
                </tr>
              </Fragment>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function alignClass<Row>(column: Column<Row>): string {
  return classNames(column.align === 'end' && classes.end, column.align === 'centre' && classes.centre);
}
