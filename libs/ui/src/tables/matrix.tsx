import { Fragment, type ReactNode } from 'react';
import { Link } from 'react-aria-components';
import { classNames } from '../class-names.js';
import { Icon } from '../marks/icon.js';
import { Mark, markKinds, toneClass, type MarkKind, type Tone } from '../marks/mark.js';
import { Plate, type PlateProps } from '../marks/plate.js';
import { VisuallyHidden } from '../screen/visually-hidden.js';
import { useOverflow } from './use-overflow.js';
import classes from './matrix.module.css';

/** What one state says about one section. */
export interface MatrixCell {
  kind: MarkKind;
  /** The word shown; `not_asked` shows its dash alone. */
  word: string;
  /** The whole sentence, which is the name of the link: "Norway approved an older text of D5". */
  sentence: string;
  href: string;
}

/** A row: one section. */
export interface MatrixRow {
  id: string;
  /** "D5" */
  number: string;
  title: string;
  href: string;
  /** One content per entry of `leading`, in that order. */
  leading: readonly ReactNode[];
  /** By the id of the column; a missing cell stays empty. */
  cells: Readonly<Record<string, MatrixCell>>;
  /** What the list under 900 px says instead of the cells. */
  summary: { kind: MarkKind; word: string; meta?: ReactNode };
}

/** Rows under a heading; `title` may be left out for one group without name. */
export interface MatrixGroup {
  id: string;
  title?: ReactNode;
  rows: readonly MatrixRow[];
}

/** A column before those of the states: owner, limit, comments. */
export interface MatrixLeading {
  id: string;
  head: ReactNode;
  align?: 'start' | 'end';
}

/** What a {@link Matrix} takes. */
export interface MatrixProps {
  caption: string;
  sectionHead: string;
  leading: readonly MatrixLeading[];
  columns: readonly { id: string; plate: PlateProps }[];
  groups: readonly MatrixGroup[];
  /** The last row: how each state stands as a whole, with a word in place of the columns before. */
  footer?: { title: ReactNode; note?: ReactNode; cells: Readonly<Record<string, MatrixCell>> };
}

/** Colours that ask nobody to act leave their cell white. */
const quiet: readonly Tone[] = ['approved', 'none', 'review', 'drafting'];

/** Sections by states: quiet when fine, tinted to the edges of the cell when it asks for someone; a list below 900 px. */
export function Matrix({ caption, sectionHead, leading, columns, groups, footer }: MatrixProps) {
  const [ref, overflows] = useOverflow<HTMLDivElement>();
  const width = 1 + leading.length + columns.length;
  const scrolled = overflows ? { tabIndex: 0, role: 'region', 'aria-label': caption } : {};
  return (
    <>
      <div ref={ref} className={classes.scroller} {...scrolled}>
        <table className={classes.matrix}>
          <caption>
            <VisuallyHidden>{caption}</VisuallyHidden>
          </caption>
          <thead>
            <tr>
              <th scope="col" className={classes.first}>
                {sectionHead}
              </th>
              {leading.map((column) => (
                <th key={column.id} scope="col" className={column.align === 'end' ? classes.end : undefined}>
                  {column.head}
                </th>
              ))}
              {columns.map((column) => (
                <th key={column.id} scope="col" className={classes.stateHead}>
                  <Plate {...column.plate} /> <span className={classes.stateName}>{column.plate.name}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {groups.map((group) => (
              <Fragment key={group.id}>
                {group.title !== undefined && (
                  <tr className={classes.group}>
                    <th scope="colgroup" colSpan={width}>
                      {group.title}
                    </th>
                  </tr>
                )}
                {group.rows.map((row) => (
                  <tr key={row.id}>
                    <th scope="row" className={classes.first}>
                      <SectionName row={row} />
                    </th>
                    {leading.map((column, index) => (
                      <td key={column.id} className={column.align === 'end' ? classes.end : undefined}>
                        {row.leading[index]}
                      </td>
                    ))}
                    {columns.map((column) => (
                      <Cell key={column.id} cell={row.cells[column.id]} />
                    ))}
                  </tr>
                ))}
              </Fragment>
            ))}
          </tbody>
          {footer && (
            <tfoot>
              <tr>
                <th scope="row" className={classes.first}>
                  <span className={classes.footTitle}>{footer.title}</span>
                </th>
                {leading.length > 0 && (
                  <td colSpan={leading.length} className={classes.footNote}>
                    {footer.note}
                  </td>
                )}
                {columns.map((column) => (
                  <Cell key={column.id} cell={footer.cells[column.id]} showsWord />
                ))}
              </tr>
            </tfoot>
          )}
        </table>
      </div>
      <div className={classes.list}>
        {groups.map((group) => (
          <Fragment key={group.id}>
            {group.title !== undefined && <p className={classes.listTitle}>{group.title}</p>}
            <ul>
              {group.rows.map((row) => (
                <li key={row.id} className={classes.listRow}>
                  <SectionName row={row} />
                  <div className={classes.summary}>
                    <Mark kind={row.summary.kind}>{row.summary.word}</Mark>
                    {row.summary.meta !== undefined && (
                      <span className={classes.meta}>{row.summary.meta}</span>
                    )}
                  </div>
                </li>
              ))}
            </ul>
          </Fragment>
        ))}
      </div>
    </>
  );
}

function SectionName({ row }: { row: MatrixRow }) {
  return (
    <Link href={row.href} className={classes.section ?? ''}>
      <b>{row.number}</b>
      <span>{row.title}</span>
    </Link>
  );
}

function Cell({ cell, showsWord = false }: { cell: MatrixCell | undefined; showsWord?: boolean }) {
  if (!cell) return <td className={classes.cell} />;
  const { tone, icon } = markKinds[cell.kind];
  const bare = cell.kind === 'not_asked' && !showsWord;
  return (
    <td className={classes.cell}>
      <Link
        href={cell.href}
        aria-label={nameOf(cell, bare)}
        className={classNames(
          toneClass(tone),
          classes.verdict,
          !quiet.includes(tone) && classes.asks,
          tone === 'approved' && classes.fine,
        )}
      >
        <Icon name={icon} />
        {!bare && <span className={classes.word}>{cell.word}</span>}
      </Link>
    </td>
  );
}

/** The sentence; where it does not say the shown word, the word goes before it, so that speaking the word finds the link. */
function nameOf({ word, sentence }: MatrixCell, isBare: boolean): string {
  return isBare || sentence.toLowerCase().includes(word.toLowerCase()) ? sentence : `${word}: ${sentence}`;
}
