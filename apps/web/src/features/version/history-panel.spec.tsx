import {
  compareVersions,
  type ComparisonView,
  listVersions,
  nameVersion,
  readNumbering,
  readSession,
  restoreVersion,
  type SectionView,
  type VersionList,
  type VersionView,
} from '@concordat/contracts';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { besideText } from '../../testing/beside-text.js';
import { ids, signedIn } from '../../testing/builders.js';
import { answer, fakeServer } from '../../testing/fake-server.js';
import { renderApp } from '../../testing/render-app.js';
import { useComparing } from './comparing.js';
import { groupChanges, isSpace } from './drawn-changes.js';
import { HistoryPanel } from './history-panel.js';
import { InsteadOfText } from './instead-of-text.js';
import { feature } from './version.routes.js';

const author = { id: ids.at(70), displayName: 'Author, Poland', stateCode: 'PL' };
const can = { 'version.rename': true, 'version.restore': true };
const version = (given: Partial<VersionView>): VersionView => ({
  id: ids.at(71),
  seq: 9,
  kind: 'named',
  name: 'Full draft',
  by: author,
  at: '2027-01-05T15:48:00.000Z',
  restoredFrom: null,
  abilities: can,
  ...given,
});
const list = (given: Partial<VersionList> = {}): VersionList => ({
  versions: [version({})],
  seq: 12,
  lastRead: null,
  abilities: { 'version.name': true, 'version.restore': true },
  ...given,
});
const { restoredFrom: _, abilities: __, ...brief } = version({});
const comparison: ComparisonView = {
  from: { kind: 'version', seq: 9, version: brief, at: brief.at },
  to: { kind: 'now', seq: 12, version: null, at: null },
  drawn: {
    type: 'doc',
    content: [
      { type: 'paragraph', content: [{ type: 'text', text: 'draws about an estimated 62' }] },
      { type: 'heading', attrs: { level: 2, id: 'gone00000000' }, content: [{ type: 'text', text: 'Gone' }] },
      { type: 'heading', attrs: { level: 2, id: 'heat00000000' }, content: [{ type: 'text', text: 'Heat' }] },
      {
        type: 'paragraph',
        content: [{ type: 'crossReference', attrs: { section: ids.section, target: 'heat00000000' } }],
      },
    ],
  },
  changes: [
    { kind: 'deleted', of: 'text', from: 7, to: 12, by: author.id, names: [] },
    { kind: 'inserted', of: 'text', from: 12, to: 25, by: author.id, names: [] },
    { kind: 'deleted', of: 'block', from: 29, to: 35, by: author.id, names: ['heading'] },
  ],
  people: [{ ...author, authorColour: 3 }],
  wordsAdded: 2,
  wordsRemoved: 1,
};

const contents = {
  headings: [],
  tables: [],
  figures: [],
  footnotes: 0,
  citations: [],
  sources: [],
  references: [],
};
const line = { id: ids.section, number: 'C4', title: 'Energy plan' };
const section = { ...line, closedBecause: null } as SectionView;
function Both() {
  const [comparing] = useComparing(section.id);
  return (
    <>
      <HistoryPanel />
      {comparing && <InsteadOfText section={section} comparing={comparing} />}
    </>
  );
}
const path = '/proposals/$proposalId/panel';
const beside = besideText({ feature, section, panel: 'history', component: Both, path });
const session = answer(readSession, () => signedIn());
const open = () => renderApp([beside], path.replace('$proposalId', ids.proposal));

describe('the history beside a text', () => {
  beforeAll(() => {
    // jsdom lays nothing out, so nothing can be scrolled.
    Element.prototype.scrollIntoView = () => undefined;
  });

  it('lists versions by day with their person, and folds what was kept without being asked for', async () => {
    const pauses = [1, 2].map((at) =>
      version({ id: ids.at(80 + at), seq: at, kind: 'pause', name: '', at: `2027-01-04T0${at}:00:00.000Z` }),
    );
    fakeServer(
      session,
      answer(listVersions, () => list({ versions: [version({}), ...pauses] })),
    );
    await open();
    within(await screen.findByRole('list', { name: /Versions on 5 Jan 2027/ })).getByText('Full draft');
    const before = screen.getByRole('list', { name: /Versions on 4 Jan 2027/ });
    within(before).getByText('2 versions kept automatically');
    expect(within(before).queryByText('Kept automatically')).toBeNull();
    await userEvent.click(within(before).getByRole('button', { name: 'Show them' }));
    expect(within(before).getAllByText('Kept automatically')).toHaveLength(2);
  });

  it('names the text as it stands, and says what is wrong with a name', async () => {
    const server = fakeServer(
      session,
      answer(listVersions, () => list({ versions: [] })),
      answer(nameVersion, () => list()),
    );
    await open();
    await screen.findByText('No version yet.');
    const user = userEvent.setup();
    await user.click(screen.getByRole('button', { name: 'Name this version' }));
    await user.click(await screen.findByRole('button', { name: 'Keep the name' }));
    await screen.findByText('Give it a name first.');
    await user.type(screen.getByRole('textbox', { name: 'Name' }), 'Sent to Norway');
    await user.click(screen.getByRole('button', { name: 'Keep the name' }));
    await screen.findByText('The version is named “Sent to Norway”.');
    expect(server.heard.find(({ method }) => method === 'POST')?.body).toEqual({ name: 'Sent to Norway' });
  });

  it('draws what differs with who did it, and leads from change to change in plain sentences', async () => {
    fakeServer(
      session,
      answer(listVersions, () => list()),
      answer(compareVersions, () => comparison),
      answer(readNumbering, () => ({ sections: [{ ...line, contents }] })),
    );
    await open();
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: /Show what can be done with Full draft/ }));
    await user.click(screen.getByRole('button', { name: 'What changed since' }));
    await screen.findByText(/2 words added, 1 word removed/);
    const text = await screen.findByRole('document', { name: 'What differs in section C4' });
    expect(text.querySelector('del')?.textContent).toBe('about');
    expect(text.querySelector('ins')?.getAttribute('title')).toBe('Author, Poland (PL)');
    expect([...text.querySelectorAll('sup')].map(({ textContent }) => textContent)).toEqual([
      '−PL',
      '+PL',
      '−PL',
    ]);
    // What has gone takes no number from what stays.
    await waitFor(() => expect(screen.getByText('Heat').dataset['number']).toBe('C4.1'));
    expect(screen.getByText('Gone').dataset['number']).toBeUndefined();
    expect(document.querySelector('.part-crossReference')?.textContent).toContain('C4.1');
    await user.click(screen.getByRole('button', { name: 'Next change' }));
    screen.getByText('Author, Poland (PL) replaced “about” with “an estimated”');
    await user.click(screen.getByRole('button', { name: 'Back to the text' }));
    expect(screen.queryByRole('document')).toBeNull();
  });

  it('says what came where no word did', () => {
    const changed = (content: object[], from: number, to: number) => {
      const drawn = { type: 'doc' as const, content: [{ type: 'paragraph', content }] };
      const change = { kind: 'inserted', of: 'text', from, to, by: author.id, names: [] } as const;
      return isSpace(drawn, change);
    };
    expect(changed([{ type: 'text', text: 'at prices' }], 3, 4)).toBe(true);
    expect(changed([{ type: 'text', text: 'at prices' }], 3, 6)).toBe(false);
    expect(changed([{ type: 'footnote', attrs: { text: 'Without tax.' } }], 1, 2)).toBe(false);
  });

  it('asks before it brings a version back, and says why it was not', async () => {
    const server = fakeServer(
      session,
      answer(listVersions, () => list()),
      answer(restoreVersion, () => list()),
    );
    await open();
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: /Show what can be done with Full draft/ }));
    await user.click(screen.getByRole('button', { name: 'Bring back' }));
    screen.getByText(/What stands there now is kept as a version first/);
    await user.click(screen.getByRole('button', { name: 'Bring it back' }));
    await screen.findByText(/The text reads as it did/);
    expect(server.heard.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });

  it('says what changed since one last read, and nothing of naming to those who only read', async () => {
    const lastRead = { at: '2027-01-04T09:00:00.000Z', isChanged: true };
    fakeServer(
      session,
      answer(listVersions, () => list({ lastRead, abilities: {}, versions: [version({ abilities: {} })] })),
    );
    await open();
    await screen.findByText(/Changed since you last read it on 4 Jan 2027/);
    screen.getByRole('button', { name: 'Show what changed' });
    expect(screen.queryByRole('button', { name: 'Name this version' })).toBeNull();
    await userEvent.click(screen.getByRole('button', { name: /Show what can be done with Full draft/ }));
    expect(screen.queryByRole('button', { name: 'Bring back' })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Rename' })).toBeNull();
  });
});

describe('changes that stand together', () => {
  it('are one where one person took something away and put something in its place', () => {
    expect(groupChanges(comparison.changes.slice(0, 2))).toMatchObject([{ from: 7, to: 25 }]);
    const [went, came] = comparison.changes;
    if (!went || !came) throw new Error('The comparison of the spec has two changes');
    expect(groupChanges([went, { ...came, by: null }])).toHaveLength(2);
    expect(groupChanges([went, { ...came, from: 14, to: 20 }])).toHaveLength(2);
  });
});
