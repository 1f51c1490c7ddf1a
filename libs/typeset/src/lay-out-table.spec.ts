import type { NodeJson } from '@concordat/document';
import { layOutTable } from './lay-out-table.js';

type Cell = [type: 'H' | 'c', attrs?: NodeJson['attrs']];

const tableOf = (...rows: Cell[][]): NodeJson => ({
  type: 'table',
  content: rows.map((cells) => ({
    type: 'tableRow',
    content: cells.map(([type, attrs = {}]) => ({ type: type === 'H' ? 'tableHeader' : 'tableCell', attrs })),
  })),
});

const places = (table: NodeJson) =>
  layOutTable(table).cells.map(({ x, y, colspan, rowspan }) => [x, y, colspan, rowspan]);

describe('a table on paper', () => {
  it('places cells beside those that reach down from above', () => {
    expect(places(tableOf([['c', { rowspan: 2 }], ['c']], [['c']]))).toEqual([
      [0, 0, 1, 2],
      [1, 0, 1, 1],
      [1, 1, 1, 1],
    ]);
  });

  it('ends spans at the last row and where another cell stands, so that none overlap', () => {
    const table = tableOf([['c'], ['c', { rowspan: 3 }]], [['c', { colspan: 2 }], ['c']]);
    expect(places(table)).toEqual([
      [0, 0, 1, 1],
      [1, 0, 1, 2],
      [0, 1, 1, 1],
      [2, 1, 1, 1],
    ]);
    expect(layOutTable(table).columns).toBe(3);
  });

  it.each<[number, string, NodeJson]>([
    [1, 'a header row', tableOf([['H'], ['H']], [['c'], ['c']])],
    [2, 'two header rows', tableOf([['H', { rowspan: 2 }], ['H']], [['H']], [['c'], ['c']])],
    [0, 'a header that reaches into the body', tableOf([['H', { rowspan: 2 }], ['H']], [['c']])],
    [0, 'a header column', tableOf([['H'], ['c']], [['H'], ['c']])],
    [0, 'headers alone', tableOf([['H']], [['H']])],
    [0, 'nothing', tableOf()],
  ])('repeats %i rows of %s', (count, _, table) => {
    expect(layOutTable(table).headerRows).toBe(count);
  });

  it('sets no more columns than paper could hold', () => {
    const wide = tableOf(Array.from({ length: 100 }, (): Cell => ['c', { colspan: 100 }]));
    expect(layOutTable(wide).columns).toBe(200);
  });
});
