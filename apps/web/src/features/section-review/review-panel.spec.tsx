import {
  closeReviewRound,
  readProposal,
  readSectionReview,
  readSession,
  requestReview,
  type RoundView,
  type SectionReviewView,
  type SectionView,
} from '@concordat/contracts';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { besideText } from '../../testing/beside-text.js';
import { ids, proposalFrame, signedIn } from '../../testing/builders.js';
import { answer, fakeServer, FakeRefusal } from '../../testing/fake-server.js';
import { renderApp } from '../../testing/render-app.js';
import { ReviewPanel } from './review-panel.js';
import { feature } from './section-review.routes.js';

const norway = ids.at(31);
const section = {
  id: ids.section,
  number: 'D2',
  title: 'Service centre',
  state: 'drafting',
  frozen: false,
} as SectionView;

const beside = besideText({
  feature,
  section,
  panel: 'review',
  component: ReviewPanel,
  path: '/proposals/$proposalId/panel',
});
const review = (change: Partial<SectionReviewView> = {}): SectionReviewView => ({
  sectionId: ids.section,
  current: null,
  history: [],
  abilities: { 'review.request': true },
  ...change,
});
const round = {
  id: ids.at(50),
  sectionId: ids.section,
  number: 1,
  policy: 'quorum',
  quorum: 1,
  due: { at: '2027-01-19T16:00:00.000Z', zone: 'Europe/Brussels', label: null },
  note: '',
  state: 'open',
  answer: null,
  requestedBy: { id: ids.person, displayName: 'Coordinator, Finland', stateCode: 'FI' },
  requestedAt: '2027-01-10T10:00:00.000Z',
  askedAgainAt: null,
  closedAt: null,
  closedBy: null,
  closeReason: null,
  version: 1,
  asked: [{ memberId: norway, stateCode: 'NO', verdict: null }],
  earlier: [],
  myMemberIds: [],
  abilities: { 'review.request': true, 'review.close': true },
} satisfies RoundView;
const base = [answer(readSession, () => signedIn()), answer(readProposal, () => proposalFrame())];
const open = () => renderApp([beside], `/proposals/${ids.proposal}/panel`);

describe('the review beside the text', () => {
  it('asks the other states, with what is enough and a moment before the cut-off', async () => {
    const server = fakeServer(
      ...base,
      answer(readSectionReview, () => review()),
      answer(requestReview, () => review({ current: round })),
    );
    await open();
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: 'Ask states for review' }));
    const dialog = await screen.findByRole('dialog', { name: 'Ask states to review D2 Service centre?' });
    expect(within(dialog).getByRole<HTMLInputElement>('checkbox', { name: 'Norway' }).checked).toBe(true);
    expect(within(dialog).getByRole<HTMLInputElement>('checkbox', { name: 'Finland' }).checked).toBe(false);
    await user.click(within(dialog).getByRole('radio', { name: /a number of states approve/ }));
    await user.type(within(dialog).getByRole('textbox', { name: /Note to the readers/ }), 'The figures.');
    await user.click(within(dialog).getByRole('button', { name: 'Ask for review' }));
    const asked = server.heard.find(({ method }) => method === 'POST')?.body as { dueAt: string };
    expect(asked).toMatchObject({
      memberIds: [norway],
      policy: 'quorum',
      quorum: 1,
      note: 'The figures.',
    });
    expect(new Date(asked.dueAt).getTime()).toBeLessThan(new Date('2027-01-26T16:00:00Z').getTime());
  });

  it('keeps the dialog with what was chosen when the server refuses', async () => {
    const sentence = 'The moment lies after the cut-off.';
    fakeServer(
      ...base,
      answer(readSectionReview, () => review()),
      answer(requestReview, () => new FakeRefusal(400, 'due.after_cut_off', sentence)),
    );
    await open();
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: 'Ask states for review' }));
    await user.click(await screen.findByRole('button', { name: 'Ask for review' }));
    await screen.findByText(new RegExp(sentence));
    screen.getByRole('dialog');
  });

  it('closes a round with a reason and not without', async () => {
    const server = fakeServer(
      ...base,
      answer(readSectionReview, () => review({ current: round })),
      answer(closeReviewRound, () => review({ current: round })),
    );
    await open();
    const user = userEvent.setup();
    await user.click(await screen.findByRole('button', { name: 'Close the round early' }));
    await user.click(screen.getByRole('button', { name: 'Close the round' }));
    await screen.findByText('Say why the round is closed before every state has answered.');
    await user.type(screen.getByRole('textbox', { name: 'Reason' }), 'Agreed in the meeting.');
    await user.click(screen.getByRole('button', { name: 'Close the round' }));
    expect(server.heard.filter(({ method }) => method === 'POST').map(({ body }) => body)).toEqual([
      { version: 1, reason: 'Agreed in the meeting.' },
    ]);
  });

  it('offers nothing to those who may only read', async () => {
    fakeServer(
      ...base,
      answer(readSectionReview, () => review({ abilities: {} })),
    );
    await open();
    await screen.findByText('Nobody has been asked yet.');
    expect(screen.queryByRole('button', { name: 'Ask states for review' })).toBeNull();
  });
});
