import {
  followDeadlines,
  type MailboxView,
  markMailRead,
  readMail,
  readMailbox,
  readReminder,
  type ReminderConsole,
  readReminderConsole,
  type ReminderView,
  readSession,
  retryReminder,
  sendReminderNow,
} from '@concordat/contracts';
import { configure, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ids, signedIn } from '../../testing/builders.js';
import { answer, fakeServer } from '../../testing/fake-server.js';
import { renderApp } from '../../testing/render-app.js';
import { feature } from './reminder.routes.js';

const session = answer(readSession, () => signedIn({ abilities: { 'reminder.read_all': true } }));

const mailbox: MailboxView = {
  address: 'ada@x.example',
  unread: 1,
  delivers: true,
  messages: [
    { id: ids.at(50), subject: 'NORTH: review C4', deliveredAt: '2027-01-14T08:00:00.000Z', readAt: null },
  ],
  abilities: {},
};

const reminder = (change: Partial<ReminderView>): ReminderView => ({
  id: ids.at(60),
  proposal: { id: ids.proposal, acronym: 'NORTH' },
  kind: 'deadline_approaching',
  offset: '-7d',
  deadlineKind: 'freeze',
  sectionNumber: null,
  subject: null,
  recipient: { address: 'ada@x.example', displayName: 'Ada', stateCode: 'FI' },
  dueAt: '2027-01-15T08:00:00.000Z',
  sentAt: null,
  state: 'planned',
  lateSeconds: null,
  reason: null,
  attempts: 0,
  redeliveries: 0,
  folded: 0,
  foldedInto: null,
  lastError: null,
  nextAttemptAt: null,
  abilities: { 'reminder.send_now': true, 'reminder.retry': false },
  ...change,
});

const failed = reminder({
  id: ids.at(61),
  state: 'failed',
  subject: 'NORTH: freeze, due Sat 23 Jan',
  attempts: 2,
  lastError: '550 No such mailbox here',
  nextAttemptAt: '2027-01-14T09:00:00.000Z',
  abilities: { 'reminder.send_now': false, 'reminder.retry': true },
});

const view: ReminderConsole = {
  figures: {
    planned: 31,
    sent: 214,
    cancelled: 46,
    failed: 1,
    late: 2,
    longestLateSeconds: 840,
    redelivered: 0,
    p99Seconds: 3.1,
  },
  queue: {
    delivery: 'mailbox',
    backlog: 0,
    waiting: 0,
    running: 1,
    failedJobs: 0,
    lastSweepAt: '2027-01-14T08:41:00.000Z',
    nextDueAt: null,
  },
  alarms: [],
  proposals: [{ id: ids.proposal, acronym: 'NORTH' }],
  total: 2,
  reminders: [reminder({}), failed],
  next: null,
};

// The screen's file is loaded and compiled while the first spec waits for it.
configure({ asyncUtilTimeout: 8000 });
jest.setTimeout(30_000);

describe('the mailbox', () => {
  it('opens a mail in a frame that can run nothing, and marks it read', async () => {
    const user = userEvent.setup();
    const { heard } = fakeServer(
      session,
      answer(readMailbox, () => mailbox),
      answer(readMail, () => ({
        ...mailbox.messages[0]!,
        to: 'ada@x.example',
        text: 'You get this because',
      })),
      answer(markMailRead, () => ({})),
    );
    await renderApp([feature], '/mailbox');
    expect(await screen.findByText('One mail is unread.')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'NORTH: review C4' }));
    const dialog = await screen.findByRole('dialog', { name: 'NORTH: review C4' });
    const frame = within(dialog).getByTitle('The mail as it looks');
    expect(frame.getAttribute('sandbox')).not.toContain('allow-scripts');
    expect(frame.getAttribute('src')).toBe(`/api/mailbox/messages/${ids.at(50)}/body`);
    await waitFor(() => expect(heard.some(({ method }) => method === 'POST')).toBe(true));
  });

  it('says what will be here when there is nothing', async () => {
    fakeServer(
      session,
      answer(readMailbox, () => ({ ...mailbox, unread: 0, messages: [] })),
    );
    await renderApp([feature], '/mailbox');
    expect(await screen.findByText('No mail for you yet.')).toBeTruthy();
    expect(screen.getByText(/come by themselves/)).toBeTruthy();
  });
});

describe('the reminder console', () => {
  const admin = [
    session,
    answer(readReminderConsole, () => view),
    answer(followDeadlines, () => ({ deadlines: [] })),
  ] as const;

  it('opens with a true sentence and says what happened to each', async () => {
    fakeServer(...admin);
    await renderApp([feature], '/admin/reminders');
    expect(
      await screen.findByText(
        '214 reminders went out in seven days, one has failed, and two were up to 14 min late.',
      ),
    ).toBeTruthy();
    expect(screen.getByText('NORTH: Freeze, 7 days before')).toBeTruthy();
    expect(screen.getByText(/550 No such mailbox here\. Tried 2 times\. Next try/)).toBeTruthy();
  });

  it('says which mail told of what was folded, and for how many a mail stands', async () => {
    const sent = { state: 'sent', sentAt: '2027-01-16T08:00:00.000Z', abilities: {} } as const;
    const carrier = reminder({ ...sent, subject: 'NORTH: 3 deadlines wait for you', folded: 2 });
    const folded = reminder({
      ...sent,
      id: ids.at(62),
      foldedInto: { id: carrier.id, subject: carrier.subject },
    });
    fakeServer(
      session,
      answer(readReminderConsole, () => ({ ...view, reminders: [carrier, folded] })),
      answer(followDeadlines, () => ({ deadlines: [] })),
      answer(readReminder, () => ({ ...folded, text: 'You get this because', messageId: 'a@concordat' })),
    );
    await renderApp([feature], `/admin/reminders?open=${ids.at(62)}`);
    expect(await screen.findByText(/The mail stands for 2 other reminders too\./)).toBeTruthy();
    expect(screen.getByText(/Told in the mail “NORTH: 3 deadlines wait for you”\./)).toBeTruthy();
    const dialog = await screen.findByRole('dialog');
    expect(await within(dialog).findByText('NORTH: 3 deadlines wait for you')).toBeTruthy();
  });

  it('says first what is wrong with the installation, what is safe and what to do', async () => {
    const alarms: ReminderConsole['alarms'] = [
      {
        kind: 'disk_low',
        subject: 'forest',
        facts: { megabytes: 180 },
        raisedAt: '2027-01-14T08:00:00.000Z',
      },
    ];
    fakeServer(
      session,
      answer(readReminderConsole, () => ({ ...view, alarms })),
      answer(followDeadlines, () => ({ deadlines: [] })),
    );
    await renderApp([feature], '/admin/reminders');
    expect(await screen.findByText('The disk of forest has 180 MB left.')).toBeTruthy();
    expect(screen.getByText(/What was called saved is safe.*make room now\. Since/)).toBeTruthy();
  });

  it('sends one now and tries a failed one again', async () => {
    const user = userEvent.setup();
    const detail = { ...failed, text: null, messageId: 'a@concordat' };
    const { heard } = fakeServer(
      ...admin,
      answer(sendReminderNow, () => detail),
      answer(retryReminder, () => detail),
    );
    await renderApp([feature], '/admin/reminders');
    await user.click(await screen.findByRole('button', { name: /^Send now: / }));
    await user.click(screen.getByRole('button', { name: /^Try now: / }));
    await waitFor(() =>
      expect(heard.filter(({ method }) => method === 'POST').map(({ address }) => address)).toEqual([
        `/api/admin/reminders/${ids.at(60)}/sending`,
        `/api/admin/reminders/${ids.at(61)}/retry`,
      ]),
    );
  });

  it('keeps filters and the open entry in the address', async () => {
    const { heard } = fakeServer(
      ...admin,
      answer(readReminder, () => ({ ...failed, text: 'You get this because', messageId: 'a@concordat' })),
    );
    await renderApp([feature], `/admin/reminders?state=failed&open=${ids.at(61)}`);
    const dialog = await screen.findByRole('dialog');
    expect(await within(dialog).findByText('You get this because')).toBeTruthy();
    expect(heard.some(({ address }) => address === '/api/admin/reminders?state=failed')).toBe(true);
  });
});
