import { render, screen, within } from '@testing-library/react';
import { DataTable } from './data-table.js';
import { Matrix, type MatrixCell } from './matrix.js';

const norway: MatrixCell = {
  kind: 'stale',
  word: 'Stale',
  sentence: 'Norway approved an older text of D5',
  href: '/d5/no',
};
const finland: MatrixCell = {
  kind: 'not_asked',
  word: 'Not asked',
  sentence: 'Finland has not been asked about D5',
  href: '/d5/fi',
};

describe('Matrix', () => {
  it('names each cell by a whole sentence that begins with the shown word where it does not say it', () => {
    render(
      <Matrix
        caption="Verdicts"
        sectionHead="Section"
        leading={[{ id: 'lead', head: 'Lead' }]}
        columns={[
          { id: 'NO', plate: { code: 'NO', name: 'Norway' } },
          { id: 'FI', plate: { code: 'FI', name: 'Finland' } },
        ]}
        groups={[
          {
            id: 'D',
            title: 'Services',
            rows: [
              {
                id: 'd5',
                number: 'D5',
                title: 'Data services',
                href: '/d5',
                leading: ['EE'],
                cells: { NO: norway, FI: finland },
                summary: { kind: 'stale', word: 'One to confirm' },
              },
            ],
          },
        ]}
      />,
    );
    const table = screen.getByRole('table', { name: 'Verdicts' });
    const stale = within(table).getByRole('link', { name: 'Stale: Norway approved an older text of D5' });
    expect(stale.getAttribute('href')).toBe('/d5/no');
    const unasked = within(table).getByRole('link', { name: 'Finland has not been asked about D5' });
    expect(unasked.textContent).toBe('');
    expect(within(table).getByRole('rowheader', { name: 'D5 Data services' })).toBeTruthy();
    expect(
      within(table)
        .getAllByRole('columnheader')
        .map((head) => head.textContent?.trim()),
    ).toContain('NO Norway');
    expect(screen.getByText('One to confirm')).toBeTruthy();
  });
});

describe('DataTable', () => {
  const columns = [
    { id: 'name', head: 'Proposal', cell: (row: { id: string; stage: string }) => row.id },
    {
      id: 'stage',
      head: 'Stage',
      cell: (row: { id: string; stage: string }) => row.stage,
      entryLabel: 'Stage',
    },
  ];

  it('has a caption, heads and a header in each row', () => {
    render(
      <DataTable
        caption="Proposals"
        columns={columns}
        rows={[{ id: 'KAAMOS', stage: 'Drafting' }]}
        rowKey={(row) => row.id}
      />,
    );
    expect(screen.getByRole('table', { name: 'Proposals' })).toBeTruthy();
    expect(screen.getByRole('rowheader', { name: 'KAAMOS' })).toBeTruthy();
    expect(screen.getByRole('cell').getAttribute('data-label')).toBe('Stage');
  });

  it('puts the heading of a group before its first row only', () => {
    const rows = [
      { id: 'KAAMOS', stage: 'Open' },
      { id: 'SUND', stage: 'Open' },
      { id: 'LINNA', stage: 'Closed' },
    ];
    render(
      <DataTable
        caption="Proposals"
        columns={columns}
        rows={rows}
        rowKey={(row) => row.id}
        groupOf={(row) => ({ id: row.stage, title: `${row.stage} ones` })}
      />,
    );
    expect(screen.getAllByText(/ ones$/).map((head) => head.textContent)).toEqual([
      'Open ones',
      'Closed ones',
    ]);
  });

  it('says what will be here when there is nothing', () => {
    render(
      <DataTable
        caption="Proposals"
        columns={columns}
        rows={[]}
        rowKey={(row) => row.id}
        empty={<p>No proposal yet.</p>}
      />,
    );
    expect(screen.getByText('No proposal yet.')).toBeTruthy();
    expect(screen.queryByRole('table')).toBe(null);
  });
});
