import {
  type CommentList,
  type CommentThreadView,
  listComments,
  readSession,
  replyToComment,
  resolveComment,
  type SectionView,
  startCommentThread,
} from '@concordat/contracts';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { EditorPlaceContext } from '../../editor/editor-place.js';
import { defineFeature } from '../../platform/feature.js';
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
const beside = defineFeature({
  ...feature,
  screens: [
    {
      path: '/panel',
      title: 'panel.label',
      load: () =>
        Promise.resolve(() => (
          <EditorPlaceContext
            value={{
              proposalId: ids.proposal,
              section,
              editor: null,
              mode: 'edit',
              right: 'edit',
              view: 'markup',
              showView: () => undefined,
              panel: 'comments',
              openPanel: () => undefined,
            }}
          >
            <PanelForSpec />
          </EditorPlaceContext>
        )),
    },
  ],
});
const session = answer(readSession, () => signedIn());
const open = () => renderApp([beside], '/panel');

describe('the comments beside a text', () => {
  beforeAll(() => {
    // jsdom lays nothing out, so nothing can be scrolled.
    Element.prototype.scrollIntoView = () => undefined;
  });

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
    await userEvent.click(screen.getByRole('radio', { name: 'Resolved (1)' }));
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
