import {
  addDeadline,
  completeDeadline,
  type DeadlineList,
  type DeadlineView,
  editDeadline,
  listDeadlines,
  readProposal,
  readSession,
} from '@concordat/contracts';
import { configure, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ids, proposalFrame, signedIn } from '../../testing/builders.js';
import { answer, fakeServer, FakeRefusal } from '../../testing/fake-server.js';
import { renderApp } from '../../testing/render-app.js';
import { feature } from './deadline.routes.js';
import { barsOf, scaleOf } from './plan-scale.js';

const moment = (at: string) => ({ at, zone: 'Europe/Brussels', label: null });
const cutOff = moment('2027-01-26T16:00:00.000Z');
const deadline = (change: Partial<DeadlineView>): DeadlineView => ({
  id: ids.at(70),
  kind: 'freeze',
  title: 'Freeze',
  moment: moment('2027-01-23T16:00:00.000Z'),
  offsetDays: 3,
  standing: 'planned',
  owner: null,
  sectionId: null,
  roundId: null,
  source: 'Working timetable',
  doneAt: null,
  createdAt: '2027-01-01T00:00:00.000Z',
  version: 4,
  ...change,
});
const plan = (mayEdit: boolean): DeadlineList => ({
  cutOff,
  deadlines: [
    deadline({
      id: ids.at(71),
      kind: 'full_draft',
      offsetDays: 21,
      moment: moment('2027-01-05T16:00:00.000Z'),
      standing: 'late',
    }),
    deadline({}),
    deadline({ id: ids.at(72), kind: 'cut_off', offsetDays: 0, moment: cutOff, source: '' }),
  ],
  abilities: { 'deadline.edit': mayEdit },
});
const world = (mayEdit: boolean) =>
  [
    answer(readSession, () => signedIn()),
    answer(readProposal, () => proposalFrame()),
    answer(listDeadlines, () => plan(mayEdit)),
  ] as const;
const show = () => renderApp([feature], `/proposals/${ids.proposal}/deadlines`);

// The screen's file is loaded and compiled while the first spec waits for it.
configure({ asyncUtilTimeout: 8000 });
jest.setTimeout(30_000);

describe('the deadlines screen', () => {
  it('says how many are late and names every moment with both clocks', async () => {
    fakeServer(...world(true));
    await show();
    expect(
      await screen.findByText(/One step is late, none is done\. The cut-off is in 12 d 7 h/),
    ).toBeTruthy();
    const table = screen.getByRole('table', { name: /Deadlines of the proposal/ });
    expect(within(table).getByText(/Tue 26 Jan 2027, 17:00 Brussels \(18:00 your time\)/)).toBeTruthy();
    expect(within(table).getByText(/falls on a Saturday/)).toBeTruthy();
    expect(within(table).getAllByRole('button', { name: 'Not confirmed' })).toHaveLength(2);
  });

  it('offers no change of the cut-off, and none at all to those who may not', async () => {
    fakeServer(...world(true));
    const { unmount } = await show();
    expect(await screen.findAllByRole('button', { name: /^Change / })).toHaveLength(2);
    unmount();
    fakeServer(...world(false));
    await show();
    expect(await screen.findByRole('heading', { name: 'Every deadline' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^Change |Add a deadline/ })).toBeNull();
  });

  it('changes the days before the cut-off and shows a refusal where it belongs', async () => {
    const user = userEvent.setup();
    let refusals = 1;
    const { heard } = fakeServer(
      ...world(true),
      answer(editDeadline, () => {
        refusals -= 1;
        return refusals >= 0
          ? new FakeRefusal(409, 'due.in_the_past', 'That moment has passed.')
          : plan(true);
      }),
    );
    await show();
    await user.click(await screen.findByRole('button', { name: 'Change Freeze' }));
    const dialog = await screen.findByRole('dialog', { name: /When is Freeze due/ });
    const days = within(dialog).getByLabelText('Days before');
    await user.clear(days);
    await user.type(days, '5');
    await user.click(within(dialog).getByRole('button', { name: 'Save the date' }));
    expect(await within(dialog).findByText(/That moment has passed/)).toBeTruthy();
    await user.click(within(dialog).getByRole('button', { name: 'Save the date' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(heard.filter(({ method }) => method === 'PUT').at(-1)?.body).toEqual({
      version: 4,
      ownerPersonId: null,
      offsetDays: 5,
    });
  });

  it('marks one done after asking, and adds one', async () => {
    const user = userEvent.setup();
    const { heard } = fakeServer(
      ...world(true),
      answer(completeDeadline, () => plan(true)),
      answer(addDeadline, () => plan(true)),
    );
    await show();
    await user.click(await screen.findByRole('button', { name: 'Mark done: Freeze' }));
    const question = await screen.findByRole('alertdialog');
    await user.click(within(question).getByRole('button', { name: 'Mark done' }));
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    await user.click(screen.getByRole('button', { name: 'Add a deadline' }));
    const dialog = await screen.findByRole('dialog');
    await user.type(within(dialog).getByLabelText('Name'), 'Budget closed');
    await user.click(within(dialog).getByRole('button', { name: 'Add it' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    const posts = heard.filter(({ method }) => method === 'POST');
    expect(posts.map(({ body }) => body)).toEqual([
      { version: 4 },
      { title: 'Budget closed', at: '2027-01-21T16:00:00.000Z', ownerPersonId: null },
    ]);
  });
});

describe('the drawing of a plan', () => {
  const now = new Date('2027-01-14T09:00:00Z');

  it('keeps every bar inside the stretch shown', () => {
    const { deadlines } = plan(true);
    const scale = scaleOf(deadlines, new Date(cutOff.at), now);
    for (const each of deadlines)
      for (const { from, to } of barsOf(each, scale, now)) {
        expect(from).toBeGreaterThanOrEqual(0);
        expect(to).toBeLessThanOrEqual(1);
        expect(to).toBeGreaterThanOrEqual(from);
      }
  });
});
