import {
  type CockpitView,
  type ConsortiumView,
  endMembership,
  foundProposal,
  inviteToMember,
  nudge,
  type PortfolioView,
  readCockpit,
  readConsortium,
  readFounding,
  readPortfolio,
  readProposal,
  readSession,
} from '@concordat/contracts';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ids, proposalFrame, signedIn } from '../../testing/builders.js';
import { answer, fakeServer, FakeRefusal } from '../../testing/fake-server.js';
import { renderApp } from '../../testing/render-app.js';
import { feature } from './proposal.routes.js';

const norway = ids.at(31);
const closes = { at: '2027-01-26T16:00:00.000Z', zone: 'Europe/Brussels', label: null };
const base = [answer(readSession, () => signedIn()), answer(readProposal, () => proposalFrame())];

const cockpit = (change: Partial<CockpitView> = {}): CockpitView => ({
  proposalId: ids.proposal,
  state: 'drafting',
  closes,
  lede: [
    { code: 'lede.sections_ready', params: { ready: 1, total: 2 } },
    { code: 'lede.states_asking', params: { count: 1 } },
  ],
  blockers: [
    {
      code: 'blocker.verdict_awaited',
      kind: 'reading',
      params: { number: 'C4', title: 'Energy plan', stateCode: 'NO' },
      sectionId: ids.section,
      due: closes,
      next: { memberId: norway, stateCode: 'NO', person: null, as: 'member' },
      mine: false,
    },
  ],
  members: proposalFrame().members,
  rows: [
    row({ id: ids.at(40), number: 'C', title: 'Hosting site', isGroup: true, cells: [] }),
    row({
      id: ids.section,
      number: 'C4',
      title: 'Energy plan',
      cells: [
        { memberId: ids.member, cell: 'drafting' },
        { memberId: norway, cell: 'changes' },
      ],
    }),
    row({ id: ids.at(41), number: 'C5', title: 'Operation', state: 'approved', ready: true, cells: [] }),
  ],
  counts: { all: 2, notReady: 1, mine: 0 },
  abilities: { 'reminder.nudge': true, 'section.assign': true },
  ...change,
});

function row(change: Partial<CockpitView['rows'][number]>): CockpitView['rows'][number] {
  return {
    id: ids.section,
    number: 'C4',
    title: 'Energy plan',
    isGroup: false,
    mandatory: true,
    state: 'drafting',
    ready: false,
    mine: false,
    lead: null,
    due: null,
    words: 1386,
    wordLimit: 1500,
    limitVerified: false,
    openComments: 3,
    cells: [],
    ...change,
  };
}

const portfolio = (change: Partial<PortfolioView> = {}): PortfolioView => ({
  lede: [{ code: 'lede.waiting', params: { count: 0 } }],
  waiting: [],
  waitingTotal: 0,
  proposals: [],
  calendar: [],
  abilities: { 'proposal.found': true },
  ...change,
});

const consortium = (): ConsortiumView => ({
  lede: [{ code: 'lede.states', params: { total: 1, euMembers: 1, others: 0, other: '' } }],
  onDate: '2027-01-26',
  members: [
    {
      id: ids.member,
      state: { code: 'FI', name: 'Finland', euMember: true },
      role: 'coordinator',
      hostingEntity: null,
      authorColour: 1,
      joinedAt: '2026-11-02T08:00:00.000Z',
      leftAt: null,
      verified: true,
      version: 1,
      sectionsLed: 2,
      people: [
        {
          id: ids.at(50),
          person: { id: ids.person, displayName: 'Ada', stateCode: 'FI', email: 'ada@example.org' },
          roles: ['coordinator'],
          since: '2026-11-02T08:00:00.000Z',
          addressChangedAt: null,
          version: 1,
          lastCoordinator: true,
          abilities: { 'membership.change': true, 'membership.end': true },
        },
        {
          id: ids.at(51),
          person: { id: ids.at(52), displayName: 'Bo', stateCode: 'FI', email: 'bo@example.org' },
          roles: ['author'],
          since: '2026-11-02T08:00:00.000Z',
          addressChangedAt: null,
          version: 3,
          lastCoordinator: false,
          abilities: { 'membership.change': true, 'membership.end': true },
        },
      ],
      abilities: { 'membership.invite': true, 'member.edit': true },
    },
  ],
  invitations: [],
  addable: [{ code: 'NO', name: 'Norway', euMember: false }],
  abilities: { 'member.add': true },
});

describe('the overview', () => {
  const address = `/proposals/${ids.proposal}`;

  it('opens with where things stand and links each cell with a whole sentence', async () => {
    fakeServer(
      ...base,
      answer(readCockpit, () => cockpit()),
    );
    await renderApp([feature], address);
    expect(await screen.findByText('One of 2 sections is ready. One state asks for changes.')).toBeTruthy();
    const cell = screen.getByRole('link', { name: 'C4 Energy plan, Norway: asks for changes' });
    expect(cell.getAttribute('href')).toBe(`/proposals/${ids.proposal}/sections/${ids.section}`);
    expect(screen.getByText('Not confirmed in the call text')).toBeTruthy();
  });

  it('keeps the filter in the address', async () => {
    fakeServer(
      ...base,
      answer(readCockpit, () => cockpit()),
    );
    const { router } = await renderApp([feature], address);
    await userEvent.click(await screen.findByRole('radio', { name: 'Not ready 1' }));
    await waitFor(() => expect(router.state.location.search).toMatchObject({ show: 'not_ready' }));
    expect(screen.queryAllByText('Operation')).toEqual([]);
    expect(screen.queryAllByText('Energy plan').length).toBeGreaterThan(0);
  });

  it('says so when nothing is mine', async () => {
    fakeServer(
      ...base,
      answer(readCockpit, () => cockpit()),
    );
    await renderApp([feature], `${address}?show=mine`);
    expect(await screen.findByText(/No section is yours/)).toBeTruthy();
  });

  it('reminds whoever acts next', async () => {
    const { heard } = fakeServer(
      ...base,
      answer(readCockpit, () => cockpit()),
      answer(nudge, () => ({ reminded: 1, alreadyReminded: 0 })),
    );
    await renderApp([feature], address);
    await userEvent.click(await screen.findByRole('button', { name: 'Remind: C4 Norway is reading' }));
    await waitFor(() =>
      expect(heard.find(({ method }) => method === 'POST')?.body).toEqual({
        sectionId: ids.section,
        memberId: norway,
        personId: null,
      }),
    );
  });

  it('offers no reminder to those who may not send one', async () => {
    fakeServer(
      ...base,
      answer(readCockpit, () => cockpit({ abilities: {} })),
    );
    await renderApp([feature], address);
    expect(await screen.findByRole('link', { name: 'Open C4' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^Remind/ })).toBeNull();
  });
});

describe('the portfolio', () => {
  it('tells a founder where the first proposal starts', async () => {
    fakeServer(
      ...base,
      answer(readPortfolio, () => portfolio()),
    );
    await renderApp([feature], '/');
    expect(await screen.findByText('Your first proposal starts here')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'New proposal' }).getAttribute('href')).toBe('/proposals/new');
  });

  it('gives each waiting thing one act', async () => {
    const waiting: PortfolioView['waiting'] = [
      {
        kind: 'verdict_to_give',
        proposalId: ids.proposal,
        acronym: 'KAAMOS',
        section: { id: ids.section, number: 'C4', title: 'Energy plan' },
        threadId: null,
        count: 1,
        stateCode: 'FI',
        since: null,
        due: closes,
        late: false,
      },
    ];
    fakeServer(
      ...base,
      answer(readPortfolio, () => portfolio({ waiting, waitingTotal: 1 })),
    );
    await renderApp([feature], '/');
    const act = await screen.findByRole('link', { name: 'Read C4' });
    expect(act.getAttribute('href')).toBe(`/proposals/${ids.proposal}/sections/${ids.section}`);
  });
});

describe('a new proposal', () => {
  const founding = {
    calls: [
      {
        id: ids.call,
        identifier: 'CALL-1',
        title: 'A call',
        authority: 'Authority',
        practice: false,
        cutOffs: [
          {
            id: ids.at(60),
            number: 1,
            closes,
            hosts: [{ code: 'FI', name: 'Finland', euMember: true }],
            timetable: [{ kind: 'cut_off', daysBefore: 0, due: closes, alreadyPast: false }],
          },
        ],
      },
    ],
  };

  it('shows the timetable and names what is missing without asking the server', async () => {
    const { heard } = fakeServer(
      ...base,
      answer(readFounding, () => founding),
    );
    await renderApp([feature], '/proposals/new');
    expect(await screen.findByText('the cut-off itself')).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Found the proposal' }));
    expect(await screen.findByText('Give the proposal an acronym of two letters or more.')).toBeTruthy();
    expect(screen.getByText('Choose the state that hosts.')).toBeTruthy();
    expect(heard.some(({ method }) => method === 'POST')).toBe(false);
  });

  it('shows the server’s sentence when it is refused', async () => {
    fakeServer(
      ...base,
      answer(readFounding, () => founding),
      answer(foundProposal, () => new FakeRefusal(409, 'cut_off.passed', 'The cut-off has passed.')),
    );
    await renderApp([feature], '/proposals/new');
    await userEvent.type(await screen.findByLabelText('Acronym'), 'KAAMOS');
    await userEvent.type(screen.getByLabelText('Title'), 'An AI factory');
    await userEvent.type(screen.getByRole('combobox', { name: 'Hosting state' }), 'Fin');
    await userEvent.click(await screen.findByRole('option', { name: /Finland/ }));
    await userEvent.click(screen.getByRole('button', { name: 'Found the proposal' }));
    expect(await screen.findByText(/The cut-off has passed/)).toBeTruthy();
  });
});

describe('the consortium', () => {
  const address = `/proposals/${ids.proposal}/consortium`;

  it('does not let the only coordinator be ended', async () => {
    fakeServer(...base, answer(readConsortium, consortium));
    await renderApp([feature], address);
    const end = await screen.findByRole('button', { name: 'End the membership of Ada' });
    expect(end.getAttribute('aria-disabled')).toBe('true');
  });

  it('ends a membership after asking', async () => {
    const { heard } = fakeServer(
      ...base,
      answer(readConsortium, consortium),
      answer(endMembership, () => ({})),
    );
    await renderApp([feature], address);
    await userEvent.click(await screen.findByRole('button', { name: 'End the membership of Bo' }));
    const dialog = await screen.findByRole('alertdialog', { name: 'Does Bo leave the proposal?' });
    await userEvent.click(within(dialog).getByRole('button', { name: 'End the membership' }));
    await waitFor(() => expect(heard.find(({ method }) => method === 'POST')?.body).toEqual({ version: 3 }));
    await waitFor(() => expect(screen.queryByText('Does Bo leave the proposal?')).toBeNull());
  });

  it('shows the link of an invitation once', async () => {
    const link = 'http://127.0.0.1:3000/invitation/secret';
    fakeServer(
      ...base,
      answer(readConsortium, consortium),
      answer(inviteToMember, () => ({
        invitationId: ids.at(70),
        link,
        expiresAt: '2027-01-28T08:00:00.000Z',
      })),
    );
    await renderApp([feature], address);
    await userEvent.click(await screen.findByRole('button', { name: 'Invite people of Finland' }));
    await userEvent.type(await screen.findByLabelText('E-mail'), 'new@example.org');
    await userEvent.click(screen.getByRole('checkbox', { name: /^Author/ }));
    expect(screen.getByRole('checkbox', { name: /^Coordinator/ }).matches(':disabled')).toBe(true);
    await userEvent.click(screen.getByRole('button', { name: 'Send the invitation' }));
    expect(await screen.findByText(link)).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Done' }));
    await waitFor(() => expect(screen.queryByText(link)).toBeNull());
  });
});
