import {
  listSampleAccounts,
  readSession,
  signIn,
  signInAsSample,
  type SampleAccounts,
  type SessionView,
} from '@concordat/contracts';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { browser } from '../../platform/browser.js';
import { ids } from '../../testing/builders.js';
import { answer, fakeServer, FakeRefusal } from '../../testing/fake-server.js';
import { renderApp } from '../../testing/render-app.js';
import { feature } from './identity.routes.js';

const nobody = (sampleSignIn: boolean) =>
  answer(readSession, (): SessionView => ({ person: null, sampleSignIn }));

const sample: SampleAccounts = {
  proposals: [
    {
      id: ids.proposal,
      acronym: 'Practice North',
      title: 'An AI factory for the north',
      coordinatingState: 'FI',
      partnerStates: ['NO', 'PL'],
      closes: { at: '2027-01-26T16:00:00.000Z', zone: 'Europe/Brussels', label: null },
    },
  ],
  accounts: [
    {
      personId: ids.at(11),
      displayName: 'Coordinator, Finland',
      email: 'coordinator.fi@practice.example',
      installationRoles: ['national_coordinator'],
      standings: [
        {
          proposalId: ids.proposal,
          acronym: 'Practice North',
          title: 'An AI factory for the north',
          stateCode: 'FI',
          memberRole: 'coordinator',
          roles: ['coordinator'],
        },
      ],
    },
    {
      personId: ids.at(12),
      displayName: 'Administrator',
      email: 'admin@practice.example',
      installationRoles: ['admin'],
      standings: [],
    },
  ],
};

describe('the sign-in screen', () => {
  const went: string[] = [];
  const go = browser.go;
  beforeEach(() => {
    went.length = 0;
    browser.go = (address) => void went.push(address);
  });
  afterEach(() => {
    browser.go = go;
  });

  it('sends address and password and goes where the person wanted to go', async () => {
    const { heard } = fakeServer(
      nobody(false),
      answer(signIn, () => ({ next: 'session' as const })),
    );
    await renderApp([feature], '/sign-in?next=%2Fcalls');
    await userEvent.type(await screen.findByLabelText('E-mail'), ' Anna@Ministry.example');
    await userEvent.type(screen.getByLabelText('Password'), 'seven lakes and a birch{Enter}');
    await waitFor(() => expect(went).toEqual(['/calls']));
    expect(heard.find(({ method }) => method === 'POST')?.body).toEqual({
      email: 'anna@ministry.example',
      password: 'seven lakes and a birch',
    });
    expect(screen.queryByText('Try it as one of the sample people')).toBeNull();
  });

  it('never goes to another site', async () => {
    fakeServer(
      nobody(false),
      answer(signIn, () => ({ next: 'session' as const })),
    );
    await renderApp([feature], '/sign-in?next=%2F%2Fevil.example');
    await userEvent.type(await screen.findByLabelText('E-mail'), 'anna@ministry.example');
    await userEvent.type(screen.getByLabelText('Password'), 'x{Enter}');
    await waitFor(() => expect(went).toEqual(['/']));
  });

  it('says at the field what is missing and asks nobody', async () => {
    const { heard } = fakeServer(nobody(false));
    await renderApp([feature], '/sign-in');
    await userEvent.type(await screen.findByLabelText('E-mail'), 'anna');
    await userEvent.click(screen.getByRole('button', { name: 'Sign in' }));
    expect(await screen.findByText(/Write an e-mail address/)).toBeTruthy();
    expect(screen.getByText('Write your password.')).toBeTruthy();
    expect(heard.some(({ method }) => method === 'POST')).toBe(false);
  });

  it('shows the server’s sentence for a refusal and keeps what was typed', async () => {
    const refusal = new FakeRefusal(429, 'attempts.slow_down', 'Too many tries. Try again in 4 s.');
    fakeServer(
      nobody(false),
      answer(signIn, () => refusal),
    );
    await renderApp([feature], '/sign-in');
    await userEvent.type(await screen.findByLabelText('E-mail'), 'anna@ministry.example');
    await userEvent.type(screen.getByLabelText('Password'), 'x{Enter}');
    expect((await screen.findByRole('alert')).textContent).toContain('Try again in 4 s.');
    expect((screen.getByLabelText('E-mail') as HTMLInputElement).value).toBe('anna@ministry.example');
    expect(went).toEqual([]);
  });

  it('lists the sample people by proposal and signs in with one press', async () => {
    const { heard } = fakeServer(
      nobody(true),
      answer(listSampleAccounts, () => sample),
      answer(signInAsSample, () => ({})),
    );
    await renderApp([feature], '/sign-in');
    const north = (await screen.findByRole('heading', { name: 'Practice North' })).closest('section');
    expect(north?.textContent).toContain('Led by Finland with Norway and Poland.');
    const entry = within(north as HTMLElement).getByRole('button', { name: /Coordinator, Finland/ });
    await userEvent.click(entry);
    await waitFor(() => expect(went).toEqual(['/']));
    expect(heard.at(-1)?.body).toEqual({ personId: ids.at(11) });
    expect(
      screen.getByRole('heading', { name: 'The installation' }).closest('section')?.textContent,
    ).toContain('Administrator');
  });
});
