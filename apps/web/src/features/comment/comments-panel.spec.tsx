import {
  type CommentList,
  type CommentPeople,
  type CommentThreadView,
  editComment,
  listCommentPeople,
  listComments,
  readSession,
  replyToComment,
  resolveComment,
  seeComments,
  type SectionView,
  startCommentThread,
} from '@concordat/contracts';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { besideText } from '../../testing/beside-text.js';
import { ids, signedIn } from '../../testing/builders.js';
import { answer, fakeServer } from '../../testing/fake-server.js';
import { renderApp } from '../../testing/render-app.js';
import { CommentsPanel } from './comments-panel.js';
import { commentsPanel } from './comments-tab.js';
import { feature } from './comment.routes.js';
import { inOrderOfText } from './thread-order.js';

const author = { id: ids.at(70), displayName: 'Reviewer, Poland', stateCode: 'PL' };
const own = { 'comment.write': true, 'comment.resolve': true };

const thread = (change: Partial<CommentThreadView> = {}): CommentThreadView => ({
  id: ids.at(80),
  sectionId: ids.section,
  anchor: { start: 'AAAA', end: 'AAAB', quote: 'If the contract falls short' },
  internalTo: null,
  createdBy: author,
  createdAt: '2027-01-13T15:18:00.000Z',
  assignee: null,
  resolvedAt: null,
  resolvedBy: null,
  version: 1,
  parts: [],
  news: [],
  messages: [
    {
      ...{ id: ids.at(81), author, body: 'What does “short” mean?', mentions: [], version: 1 },
      ...{ createdAt: '2027-01-13T15:18:00.000Z', editedAt: null, deletedAt: null, abilities: {} },
    },
  ],
  abilities: own,
  ...change,
});
const list = (threads: CommentThreadView[], abilities: CommentList['abilities'] = own): CommentList => ({
  threads,
  abilities,
});

const people: CommentPeople = {
  people: [
    { id: ids.at(90), displayName: 'Author, Norway', stateCode: 'NO', memberId: ids.at(92) },
    { id: ids.at(91), displayName: 'Reviewer, Norway', stateCode: 'NO', memberId: ids.at(92) },
    { id: ids.at(93), displayName: 'Author, Finland', stateCode: 'FI', memberId: ids.at(94) },
  ],
  states: [{ memberId: ids.at(92), stateCode: 'NO' }],
};

/** The panel beside a text that is still being opened, with its tab. */
function PanelForSpec() {
  const { label, count } = commentsPanel.useTab();
  return (
    <>
      <p>{`${label} ${count ?? 0}`}</p>
      <CommentsPanel />
    </>
  );
}
const section = { id: ids.section, number: 'C4', title: 'Energy plan' } as SectionView;
const beside = besideText({ feature, section, panel: 'comments', component: PanelForSpec });
const session = answer(readSession, () => signedIn());
const open = () => renderApp([beside], '/panel');

describe('the comments beside a text', () => {
  beforeAll(() => {
    // jsdom lays nothing out, so nothing can be scrolled.
    Element.prototype.scrollIntoView = () => undefined;
  });

  afterEach(() => localStorage.clear());

  it('shows passage, person and words, and counts open threads in the tab', async () => {
    const done = thread({ id: ids.at(82), resolvedAt: '2027-01-14T07:00:00.000Z', resolvedBy: author });
    fakeServer(
      session,
      answer(listComments, () => list([thread(), done])),
    );
    await open();
    await screen.findByText('Comments 1');
    const notes = screen.getByRole('list', { name: 'Open comments' });
    expect(within(notes).getAllByRole('listitem')).toHaveLength(1);
    within(notes).getByText('If the contract falls short');
    await userEvent.click(screen.getByRole('button', { name: /Show comments/ }));
    await userEvent.click(screen.getByRole('option', { name: 'Resolved (1)' }));
    within(screen.getByRole('list', { name: 'Resolved comments' })).getByText(
      /Resolved by Reviewer, Poland on 14 Jan 2027/,
    );
  });

  it('takes what is written as text and never as markup', async () => {
    const body = '<img src=x onerror="alert(1)">';
    const [message] = thread().messages;
    if (!message) throw new Error('The thread of the spec has a message');
    fakeServer(
      session,
      answer(listComments, () => list([thread({ messages: [{ ...message, body }] })])),
    );
    await open();
    await screen.findByText(body);
    expect(document.querySelector('img[src="x"]')).toBeNull();
  });

  it('begins a thread on the whole section, within the own state if wished', async () => {
    const server = fakeServer(
      session,
      answer(listComments, () => list([])),
      answer(startCommentThread, () => list([thread({ anchor: null, internalTo: 'FI' })])),
      answer(listCommentPeople, () => people),
    );
    await open();
    await screen.findByText('No comment yet.');
    const user = userEvent.setup();
    await user.click(screen.getByRole('button', { name: 'Comment' }));
    await user.click(screen.getByRole('button', { name: 'Comment' }));
    await screen.findByText('Write something first.');
    await user.type(screen.getByRole('textbox', { name: 'Your comment' }), 'Too long.');
    await user.click(screen.getByRole('checkbox', { name: /Only Finland sees it/ }));
    await user.click(screen.getByRole('button', { name: 'Comment' }));
    expect(server.heard.find(({ method }) => method === 'POST')?.body).toEqual({
      anchor: null,
      body: 'Too long.',
      internal: true,
    });
  });

  it('answers and resolves the thread in sight', async () => {
    const server = fakeServer(
      session,
      answer(listComments, () => list([thread({ anchor: null })])),
      answer(listCommentPeople, () => people),
      answer(replyToComment, () => list([thread({ anchor: null })])),
      answer(resolveComment, () => list([thread({ anchor: null, version: 2 })])),
    );
    await open();
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: /Show this comment of Reviewer, Poland/ }));
    await user.type(screen.getByRole('textbox', { name: 'Reply' }), 'Less than agreed.');
    await user.click(screen.getByRole('button', { name: 'Reply' }));
    await user.click(screen.getByRole('button', { name: 'Resolve' }));
    const posts = server.heard.filter(({ method }) => method === 'POST').map(({ body }) => body);
    expect(posts).toEqual([{ body: 'Less than agreed.' }, { version: 1, resolved: true }]);
  });

  it('names people behind an @ by keyboard, and sends who they are', async () => {
    const server = fakeServer(
      session,
      answer(listComments, () => list([])),
      answer(listCommentPeople, () => people),
      answer(startCommentThread, () => list([thread({ anchor: null })])),
    );
    await open();
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: 'Comment' }));
    const field = screen.getByRole('textbox', { name: 'Your comment' });
    await user.type(field, 'Ask @nor');
    const names = await screen.findByRole('listbox', { name: 'People you can mention' });
    expect(within(names).getAllByRole('option')).toHaveLength(2);
    await user.keyboard('{ArrowDown}{Enter}');
    expect((field as HTMLTextAreaElement).value).toBe('Ask @Reviewer, Norway ');
    await user.type(field, 'please, not a@nor');
    expect(screen.queryByRole('listbox')).toBeNull();
    await user.keyboard('{Control>}{Enter}{/Control}');
    const sent = await waitFor(() => {
      const found = server.heard.find(({ method }) => method === 'POST');
      if (!found) throw new Error('Nothing was sent');
      return found;
    });
    expect(sent.body).toMatchObject({ body: `Ask @[${ids.at(91)}] please, not a@nor` });
  });

  it('offers within a state only its own people', async () => {
    fakeServer(
      session,
      answer(listComments, () => list([])),
      answer(listCommentPeople, () => people),
    );
    await open();
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: 'Comment' }));
    await user.click(screen.getByRole('checkbox', { name: /Only Finland sees it/ }));
    await user.type(screen.getByRole('textbox', { name: 'Your comment' }), '@');
    const names = await screen.findByRole('listbox', { name: 'People you can mention' });
    expect(
      within(names)
        .getAllByRole('option')
        .map(({ textContent }) => textContent),
    ).toEqual([expect.stringContaining('Author, Finland')]);
  });

  it('keeps what was typed on the device until it is sent or given up', async () => {
    fakeServer(
      session,
      answer(listComments, () => list([])),
      answer(listCommentPeople, () => people),
    );
    const { unmount } = await open();
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: 'Comment' }));
    await user.type(screen.getByRole('textbox', { name: 'Your comment' }), 'Half a thought');
    await user.keyboard('{Escape}');
    unmount();
    await open();
    await user.click(await screen.findByRole('button', { name: 'Go on with your comment' }));
    expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Your comment' }).value).toBe(
      'Half a thought',
    );
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    await screen.findByRole('button', { name: 'Comment' });
    expect(Object.keys(localStorage).filter((key) => key.startsWith('concordat.draft.'))).toEqual([]);
  });

  it('shows what was edited, deleted, assigned and new, and marks as seen what is in sight', async () => {
    const [message] = thread().messages;
    if (!message) throw new Error('The thread of the spec has a message');
    const edited = { ...message, editedAt: '2027-01-13T16:00:00.000Z', abilities: { 'comment.edit': true } };
    const gone = { ...message, id: ids.at(83), body: '', deletedAt: '2027-01-13T17:00:00.000Z' };
    const assignee = {
      person: null,
      memberId: ids.at(92),
      stateCode: 'NO',
      by: author,
      at: message.createdAt,
    };
    const server = fakeServer(
      session,
      answer(listComments, () =>
        list([
          thread({ anchor: null, internalTo: 'FI', assignee, news: ['mentioned'], messages: [edited, gone] }),
        ]),
      ),
      answer(listCommentPeople, () => people),
      answer(seeComments, () => ({})),
      answer(editComment, () => list([thread()])),
    );
    await open();
    const user = userEvent.setup();
    for (const words of ['Only Finland sees this', 'Waits for Norway', 'New: mentions you'])
      await screen.findByText(words);
    screen.getByText(/Edited 13 Jan 2027/);
    screen.getByText(/deleted by its writer on 13 Jan 2027/);
    await user.click(screen.getByRole('button', { name: /Show this comment/ }));
    await user.click(screen.getByRole('button', { name: 'Your message' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Edit' }));
    await user.type(screen.getByRole('textbox', { name: 'Your message' }), ' Say it.');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(server.heard.some(({ method }) => method === 'PATCH')).toBe(true));
    expect(server.heard.filter(({ method }) => method !== 'GET').map(({ body }) => body)).toEqual([
      { threadIds: [ids.at(80)] },
      { version: 1, body: 'What does “short” mean? Say it.' },
    ]);
  });

  it('offers nothing to those who may only read', async () => {
    fakeServer(
      session,
      answer(listComments, () => list([thread({ abilities: {} })], {})),
    );
    await open();
    await screen.findByText('What does “short” mean?');
    expect(screen.queryByRole('button', { name: 'Comment' })).toBeNull();
  });
});

describe('the order of threads', () => {
  it('is that of the text: the section first, what lost its words last', () => {
    const threads = ['gone', 'late', 'early'].map((id) => thread({ id }));
    const whole = thread({ id: 'whole', anchor: null });
    const places = new Map([
      ['gone', null],
      ['late', 40],
      ['early', 4],
    ]);
    expect(inOrderOfText([...threads, whole], places).map(({ id }) => id)).toEqual([
      'whole',
      'early',
      'late',
      'gone',
    ]);
  });
});
