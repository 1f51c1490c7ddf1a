import { useState } from 'react';
import {
  Icon,
  LimitMeter,
  Legend,
  Mark,
  Matrix,
  Plate,
  Section,
  SegmentedControl,
  VisuallyHidden,
  type MarkKind,
  type MatrixCell,
  type MatrixRow,
} from '../src/index.js';

const states = [
  ['FI', 'Finland'],
  ['CZ', 'Czechia'],
  ['DK', 'Denmark'],
  ['EE', 'Estonia'],
  ['NO', 'Norway'],
  ['PL', 'Poland'],
] as const;
const codes: Record<string, [MarkKind, string]> = {
  a: ['approved', 'Approved'],
  '-': ['not_asked', 'Not asked'],
  r: ['reading', 'Reading'],
  c: ['changes', 'Changes'],
  s: ['stale', 'Stale'],
  l: ['late', 'Late'],
  d: ['drafting', 'Drafting'],
  b: ['blocked', 'Budget'],
};

function cellsOf(number: string, pattern: string): Record<string, MatrixCell> {
  return Object.fromEntries(
    states.map(([code, name], index) => {
      const [kind, word] = codes[pattern[index] ?? '-'] ?? ['not_asked', 'Not asked'];
      return [code, { kind, word, sentence: `${name}, ${number}: ${word}`, href: `#${number}-${code}` }];
    }),
  );
}

function row(
  number: string,
  title: string,
  lead: string,
  used: number,
  limit: number,
  comments: number,
  pattern: string,
): MatrixRow {
  const figures = new Intl.NumberFormat('fr-FR');
  return {
    id: number,
    number,
    title,
    href: `#${number}`,
    cells: cellsOf(number, pattern),
    leading: [
      <Plate key="lead" code={lead} name={lead} />,
      <LimitMeter
        key="limit"
        layout="column"
        used={used}
        limit={limit}
        sentence={`${used} of ${limit} words`}
        usedText={figures.format(used)}
        limitText={figures.format(limit)}
      />,
      <span key="comments" className={comments ? undefined : 'meta'}>
        {comments}
      </span>,
    ],
    summary: {
      kind: pattern === 'aaaaaa' ? 'approved' : 'reading',
      word: pattern === 'aaaaaa' ? 'Ready' : 'In review',
      meta: `${used} of ${limit} words, ${comments} comments`,
    },
  };
}

export function MatrixPart() {
  const [shown, setShown] = useState<'all' | 'open'>('all');
  return (
    <Section
      title="Sections and states"
      rule="bare"
      meta="with the states"
      actions={
        <SegmentedControl
          label="Show"
          value={shown}
          onChange={setShown}
          segments={[
            { id: 'all', label: 'All 14' },
            { id: 'open', label: 'Not ready 5' },
          ]}
        />
      }
    >
      <Matrix
        caption="Verdict of each state on each section"
        sectionHead="Section"
        leading={[
          { id: 'lead', head: 'Lead' },
          { id: 'limit', head: 'Words, of limit' },
          {
            id: 'comments',
            head: (
              <span title="Open comments">
                <Icon name="comment" />
                <VisuallyHidden>Open comments</VisuallyHidden>
              </span>
            ),
            align: 'end',
          },
        ]}
        columns={states.map(([code, name]) => ({
          id: code,
          plate: { code, name, kind: code === 'FI' ? 'lead' : 'member' },
        }))}
        groups={[
          {
            id: 'A',
            title: 'A  Applicant and hosting consortium',
            rows: [
              row('A1', 'Hosting entity', 'FI', 640, 800, 0, 'aaaaaa'),
              row('A2', 'States and their agreements', 'FI', 905, 1200, 1, 'aaaaaa'),
            ],
          },
          {
            id: 'C',
            title: 'C  Hosting site and operation',
            rows: [
              row('C4', 'Energy and sustainability plan', 'FI', 1386, 1500, 3, 'aacarr'),
              row('D5', 'Data services', 'EE', 1547, 1500, 4, 'aarasl'),
              row('E1', 'Total cost of ownership', 'FI', 1210, 1600, 6, 'd----b'),
            ],
          },
        ]}
        footer={{
          title: 'State signs off',
          note: 'due Tue 19 Jan, 17:00',
          cells: {
            FI: { kind: 'not_asked', word: 'Not yet', sentence: 'Finland has not signed yet', href: '#s' },
            CZ: { kind: 'signed', word: 'Signed', sentence: 'Czechia has signed', href: '#s' },
            NO: { kind: 'stale', word: 'Confirm', sentence: 'Norway has to confirm', href: '#s' },
          },
        }}
      />
      <br />
      <Legend>
        <Mark kind="not_asked">Not asked</Mark>
        <Mark kind="reading">Reading</Mark>
        <Mark kind="changes">Changes requested</Mark>
        <Mark kind="approved">Approved</Mark>
        <Mark kind="stale">Stale: text changed after the verdict</Mark>
      </Legend>
    </Section>
  );
}
