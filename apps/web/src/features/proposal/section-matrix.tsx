import type { CockpitRow, CockpitView } from '@concordat/contracts';
import {
  Icon,
  LimitMeter,
  type MarkKind,
  Matrix,
  type MatrixCell,
  type MatrixGroup,
  type MatrixRow,
  Plate,
  VisuallyHidden,
} from '@concordat/ui';
import { addresses } from '../../platform/addresses.js';
import { useFormat, type Format } from '../../platform/format.js';
import { type Text, useWords } from '../../platform/i18n.js';
import type { messages as platformWords } from '../../platform/words.en.js';
import classes from './section-matrix.module.css';
import type { Say } from './sentences.js';
import { plateOf, plateOfMember } from './state-words.js';

/** What the rows are made with. */
interface Making {
  readonly view: CockpitView;
  readonly say: Say;
  readonly words: Text<typeof platformWords>;
  readonly format: Format;
}

/** Sections by states, those that `shows` lets through; a heading without sections is left out. */
export function SectionMatrix({
  view,
  shows,
  say,
}: {
  view: CockpitView;
  shows: (row: CockpitRow) => boolean;
  say: Say;
}) {
  const making = { view, say, words: useWords(), format: useFormat() };
  return (
    <Matrix
      caption={say('overview.matrix.caption')}
      sectionHead={say('overview.matrix.section')}
      leading={[
        { id: 'lead', head: say('overview.matrix.lead') },
        { id: 'words', head: say('overview.matrix.words') },
        { id: 'comments', head: <CommentsHead say={say} />, align: 'end' },
      ]}
      columns={view.members.map((member) => ({ id: member.id, plate: plateOfMember(member) }))}
      groups={groupsOf(view.rows, shows, making)}
    />
  );
}

function CommentsHead({ say }: { say: Say }) {
  return (
    <span title={say('overview.matrix.comments')}>
      <Icon name="comment" />
      <VisuallyHidden>{say('overview.matrix.comments')}</VisuallyHidden>
    </span>
  );
}

function groupsOf(
  rows: readonly CockpitRow[],
  shows: (row: CockpitRow) => boolean,
  making: Making,
): MatrixGroup[] {
  const groups: { id: string; title?: string; rows: MatrixRow[] }[] = [];
  for (const row of rows) {
    if (row.isGroup) groups.push({ id: row.id, title: `${row.number}\u2002${row.title}`, rows: [] });
    else if (shows(row)) {
      if (groups.length === 0) groups.push({ id: 'none', rows: [] });
      groups.at(-1)?.rows.push(matrixRow(row, making));
    }
  }
  return groups.filter((group) => group.rows.length > 0);
}

function matrixRow(row: CockpitRow, making: Making): MatrixRow {
  const { view, say } = making;
  const { id, number, mandatory, openComments } = row;
  const href = addresses.section(view.proposalId, id);
  return {
    id,
    number,
    // Some templates say so in the title itself.
    title:
      mandatory || row.title.endsWith('(optional)')
        ? row.title
        : say('overview.matrix.optional', { title: row.title }),
    href,
    leading: [
      <Lead key="lead" row={row} making={making} />,
      <Words key="words" row={row} making={making} />,
      <span key="comments" className={openComments === 0 ? classes.nothing : undefined}>
        {openComments}
      </span>,
    ],
    cells: Object.fromEntries(
      view.members.map((member) => [member.id, matrixCell(row, member, href, making)]),
    ),
    summary: summaryOf(row, making),
  };
}

function matrixCell(
  row: CockpitRow,
  member: CockpitView['members'][number],
  href: string,
  { say, words }: Making,
): MatrixCell {
  const kind = row.cells.find(({ memberId }) => memberId === member.id)?.cell ?? 'not_asked';
  const { number, title } = row;
  const cell = say(`overview.cell_sentence.${kind}`);
  return {
    kind,
    word: words(`cell.${kind}`),
    sentence: say('overview.matrix.cell_name', { number, title, state: member.stateName, cell }),
    href,
  };
}

/** The most pressing first: what a small window says of a section in one word. */
const urgency = ['blocked', 'late', 'changes', 'stale', 'reading', 'drafting'] as const;
const calm = {
  not_started: 'not_started',
  drafting: 'drafting',
  in_review: 'reading',
  changes_requested: 'changes',
  approved: 'approved',
  locked: 'locked',
} as const satisfies Record<CockpitRow['state'], MarkKind>;

function summaryOf(row: CockpitRow, making: Making): MatrixRow['summary'] {
  const { view, say, words, format } = making;
  const pressing = urgency.find((kind) => row.cells.some(({ cell }) => cell === kind));
  const states = view.members.filter(({ id }) =>
    row.cells.some(({ memberId, cell }) => memberId === id && cell === pressing),
  );
  const facts = [
    states.length > 0 ? format.list(states.map(({ stateName }) => stateName)) : null,
    row.wordLimit === null
      ? null
      : say('overview.matrix.words_of', {
          words: format.number(row.words),
          limit: format.number(row.wordLimit),
        }),
    row.openComments > 0 ? say('overview.matrix.comments_count', { count: row.openComments }) : null,
  ].filter((fact) => fact !== null);
  return {
    kind: pressing ?? calm[row.state],
    word: pressing ? words(`cell.${pressing}`) : words(`section_state.${row.state}`),
    meta: facts.join(' · '),
  };
}

/** Who leads a section: the state's oval, with the person's name on hover and for screen readers. */
function Lead({ row, making: { say, format } }: { row: CockpitRow; making: Making }) {
  const code = row.lead?.stateCode;
  if (!code) return <span className={classes.nothing}>{say('overview.matrix.no_lead')}</span>;
  const name = row.lead?.person?.displayName ?? format.state(code);
  return (
    <span title={name}>
      <Plate {...plateOf(code, format.state(code))} />
      <VisuallyHidden>{say('overview.matrix.lead_name', { name })}</VisuallyHidden>
    </span>
  );
}

/** How much is written, against the limit where there is one. */
function Words({ row: { words, wordLimit }, making: { say, format } }: { row: CockpitRow; making: Making }) {
  if (wordLimit === null) return <span>{say('overview.matrix.words_only', { words })}</span>;
  const usedText = format.number(words);
  const limitText = format.number(wordLimit);
  return (
    <LimitMeter
      used={words}
      limit={wordLimit}
      layout="column"
      usedText={usedText}
      limitText={limitText}
      sentence={say('overview.matrix.words_of', { words: usedText, limit: limitText })}
    />
  );
}
