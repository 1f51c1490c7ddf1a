import {
  askAgainForReview,
  giveVerdict,
  listReviews,
  type ReviewLine,
  type ReviewList,
  readProposal,
  readSectionReview,
  readSession,
  type RoundView,
  type VerdictView,
} from '@concordat/contracts';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ids, proposalFrame, signedIn } from '../../testing/builders.js';
import { answer, fakeServer, FakeRefusal } from '../../testing/fake-server.js';
import { renderApp } from '../../testing/render-app.js';
import { feature } from './section-review.routes.js';

const norway = ids.at(31);
const due = { at: '2027-01-19T16:00:00.000Z', zone: 'Europe/Brussels', label: null };
const coordinator = { id: ids.person, displayName: 'Coordinator, Finland', stateCode: 'FI' };

const verdict = (change: Partial<VerdictView> = {}): VerdictView => ({
  id: ids.at(60),
  memberId: norway,
  person: { id: ids.at(61), displayName: 'Reviewer, Norway', stateCode: 'NO' },
  kind: 'request_changes',
  reason: 'The heat figure has no source.',
  givenAt: '2027-01-11T10:00:00.000Z',
  superseded: false,
  textChangedSince: false,
  ...change,
});
const round = (change: Partial<RoundView> = {}): RoundView => ({
  id: ids.at(50),
  sectionId: ids.section,
  number: 1,
  policy: 'all',
  quorum: null,
  due,
  note: 'Please read the figures.',
  state: 'open',
  answer: null,
  requestedBy: coordinator,
  requestedAt: '2027-01-10T10:00:00.000Z',
  askedAgainAt: null,
  closedAt: null,
  closedBy: null,
  closeReason: null,
  version: 3,
  asked: [{ memberId: norway, stateCode: 'NO', verdict: null }],
  earlier: [],
  myMemberIds: [norway],
  abilities: {},
  ...change,
});
const line = (current: RoundView): ReviewLine => ({
  sectionId: ids.section,
  number: 'C4',
  title: 'Energy plan',
  sectionState: 'in_review',
  words: 1386,
  round: current,
});
const lists = (change: Partial<ReviewList>): ReviewList => ({
  waitingForMe: [],
  waitingForAnswer: [],
  others: [],
  ...change,
});
const standing = { memberId: norway, stateCode: 'NO', roles: ['reviewer' as const] };
const asNorway = [
  answer(readSession, () => signedIn()),
  answer(readProposal, () => proposalFrame({ standing })),
];
const reviewOf = (current: RoundView) =>
  answer(readSectionReview, () => ({ sectionId: ids.section, current, history: [], abilities: {} }));
const open = () => renderApp([feature], `/proposals/${ids.proposal}/review`);

describe('the review screen', () => {
  it('shows what waits for the state, and three verbs of which one is sent for it', async () => {
    let waits = true;
    const server = fakeServer(
      ...asNorway,
      reviewOf(round()),
      answer(listReviews, () =>
        waits ? lists({ waitingForMe: [line(round())] }) : lists({ others: [line(round())] }),
      ),
      answer(giveVerdict, () => {
        waits = false;
        return { sectionId: ids.section, current: round(), history: [], abilities: {} };
      }),
    );
    await open();
    await screen.findByText('One section waits for Norway’s verdict.');
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Review · C4 Energy plan');
    await screen.findByText('Please read the figures.');
    const verbs = screen.getByRole('radiogroup', { name: 'Norway’s verdict' });
    expect(within(verbs).getAllByRole('radio')).toHaveLength(3);

    const user = userEvent.setup();
    await user.click(within(verbs).getByRole('radio', { name: /Request changes/ }));
    await user.click(screen.getByRole('button', { name: 'Request changes for Norway' }));
    await screen.findByText('Say why, so that the writers know what to do.');
    expect(server.heard.filter(({ method }) => method === 'POST')).toEqual([]);

    await user.type(screen.getByRole('textbox', { name: /Reason/ }), 'No source.');
    await user.click(screen.getByRole('button', { name: 'Request changes for Norway' }));
    await screen.findByText(/Norway asked for changes in C4/);
    expect(server.heard.find(({ method }) => method === 'POST')?.body).toEqual({
      version: 3,
      memberId: norway,
      kind: 'request_changes',
      reason: 'No source.',
    });
    await screen.findByText('Nothing waits for you here.');
  });

  it('says why a verdict was not taken, and keeps what was written', async () => {
    const sentence = 'This round is closed. Nothing was changed.';
    fakeServer(
      ...asNorway,
      reviewOf(round()),
      answer(listReviews, () => lists({ waitingForMe: [line(round())] })),
      answer(giveVerdict, () => new FakeRefusal(409, 'verdict.round_closed', sentence)),
    );
    await open();
    const user = userEvent.setup();
    await user.type(await screen.findByRole('textbox', { name: /Reason/ }), 'Well written.');
    await user.click(screen.getByRole('button', { name: 'Approve for Norway' }));
    await screen.findByText(new RegExp(sentence));
    expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: /Reason/ }).value).toBe('Well written.');
  });

  it('lets the coordinator answer those who ask for changes, and not pass over them', async () => {
    const wants = round({
      state: 'changes_requested',
      asked: [{ memberId: norway, stateCode: 'NO', verdict: verdict() }],
      myMemberIds: [],
      abilities: { 'review.request': true, 'review.close': true },
    });
    const server = fakeServer(
      answer(readSession, () => signedIn()),
      answer(readProposal, () => proposalFrame()),
      reviewOf(wants),
      answer(listReviews, () => lists({ waitingForAnswer: [line(wants)] })),
      answer(askAgainForReview, () => ({
        sectionId: ids.section,
        current: round({ myMemberIds: [] }),
        history: [],
        abilities: {},
      })),
    );
    await open();
    await screen.findByText('One section waits for your answer to the states.');
    await screen.findByText('The heat figure has no source.');
    expect(screen.queryByRole('button', { name: 'Close the round early' })).toBeNull();
    screen.getByRole('button', { name: 'Take the request back' });
    const user = userEvent.setup();
    await user.type(screen.getByRole('textbox', { name: 'What was done' }), 'Named.');
    await user.click(screen.getByRole('button', { name: 'Ask Norway again' }));
    expect(server.heard.find(({ method }) => method === 'POST')).toMatchObject({
      address: `/api/review-rounds/${ids.at(50)}/ask-again`,
      body: { version: 3, answer: 'Named.' },
    });
  });

  it('says that the text is not the one that was approved', async () => {
    const approved = verdict({ kind: 'approve', reason: '', textChangedSince: true });
    const stale = round({ asked: [{ memberId: norway, stateCode: 'NO', verdict: approved }] });
    fakeServer(
      ...asNorway,
      reviewOf(stale),
      answer(listReviews, () => lists({ waitingForMe: [line(stale)] })),
    );
    await open();
    await screen.findByText(/The text has changed since then; read it again/);
    screen.getByRole('link', { name: 'C4 Energy plan Stale' });
  });

  it('says honestly that there is no round yet', async () => {
    fakeServer(
      ...asNorway,
      answer(listReviews, () => lists({})),
    );
    await open();
    await screen.findByText('No section is in review yet.');
    screen.getByRole('link', { name: 'Open the sections' });
  });
});
