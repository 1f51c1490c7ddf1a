import {
  acceptInvitation,
  declineInvitation,
  type InvitationView,
  readInvitation,
  readSession,
  type SessionView,
} from '@concordat/contracts';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { browser } from '../../platform/browser.js';
import { ids, signedIn } from '../../testing/builders.js';
import { answer, fakeServer, FakeRefusal } from '../../testing/fake-server.js';
import { renderApp } from '../../testing/render-app.js';
import { feature } from './identity.routes.js';

const token = 'a'.repeat(43);
const address = `/invitation/${token}`;
const nobody = answer(readSession, (): SessionView => ({ person: null, sampleSignIn: false }));

const invitation: InvitationView = {
  email: 'carla@ministry.example',
  displayName: 'Carla Costa',
  inviterName: 'Coordinator, Finland',
  proposal: { id: ids.proposal, acronym: 'KAAMOS', title: 'AI factory for the north', stateCode: 'PT' },
  roles: ['author', 'reviewer'],
  installationRoles: [],
  expiresAt: '2027-01-28T08:42:00.000Z',
  accountExists: false,
  isForReader: false,
};
const asked = (change: Partial<InvitationView> = {}) =>
  answer(readInvitation, () => ({ ...invitation, ...change }));

describe('the invitation screen', () => {
  const went: string[] = [];
  const go = browser.go;
  beforeEach(() => {
    went.length = 0;
    browser.go = (to) => void went.push(to);
  });
  afterEach(() => {
    browser.go = go;
  });

  it('says who asks for what, makes the account and lands in the proposal', async () => {
    const { heard } = fakeServer(
      nobody,
      asked(),
      answer(acceptInvitation, () => ({ proposalId: ids.proposal })),
    );
    await renderApp([feature], address);
    const heading = await screen.findByRole('heading', { level: 1 });
    expect(heading.textContent).toBe('Coordinator, Finland invites you to KAAMOS.');
    expect(screen.getByText(/take part for Portugal, as author and reviewer/)).toBeTruthy();
    await userEvent.type(screen.getByLabelText('Choose a password'), 'seven lakes and a birch');
    await userEvent.click(screen.getByRole('button', { name: 'Make my account and accept' }));
    await waitFor(() => expect(went).toEqual([`/proposals/${ids.proposal}`]));
    expect(heard.at(-1)?.body).toMatchObject({
      token,
      account: { email: null, displayName: 'Carla Costa', password: 'seven lakes and a birch' },
    });
    // No address of the API holds the secret.
    expect(heard.some((request) => request.address.includes(token))).toBe(false);
  });

  it('puts what is wrong with a password at the password', async () => {
    const refusal = new FakeRefusal(409, 'password.common', 'Guessed first.', {
      'account.password': 'Guessed first.',
    });
    fakeServer(
      nobody,
      asked(),
      answer(acceptInvitation, () => refusal),
    );
    await renderApp([feature], address);
    const field = await screen.findByLabelText('Choose a password');
    await userEvent.type(field, 'Password123456{Enter}');
    await waitFor(() => expect(field.getAttribute('aria-invalid')).toBe('true'));
    expect(screen.getByText('Guessed first.')).toBeTruthy();
  });

  it('asks the first administrator for an address and offers no decline', async () => {
    fakeServer(
      nobody,
      asked({
        email: '',
        displayName: '',
        inviterName: null,
        proposal: null,
        roles: [],
        installationRoles: ['admin'],
      }),
    );
    await renderApp([feature], address);
    expect((await screen.findByRole('heading', { level: 1 })).textContent).toBe(
      'Become the first administrator.',
    );
    expect(screen.getByLabelText('Your e-mail')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Decline' })).toBeNull();
  });

  it('asks for one press of the person who has the account, and sends others to sign in or out', async () => {
    fakeServer(
      answer(readSession, () => signedIn()),
      asked({ accountExists: true, isForReader: true }),
      answer(acceptInvitation, () => ({ proposalId: null })),
    );
    const first = await renderApp([feature], address);
    await userEvent.click(await screen.findByRole('button', { name: 'Accept' }));
    await waitFor(() => expect(went).toEqual(['/']));
    first.unmount();

    fakeServer(nobody, asked({ accountExists: true }));
    const second = await renderApp([feature], address);
    const link = await screen.findByRole('link', { name: 'Sign in' });
    expect(link.getAttribute('href')).toBe(`/sign-in?next=${encodeURIComponent(address)}`);
    second.unmount();

    fakeServer(
      answer(readSession, () => signedIn()),
      asked(),
    );
    await renderApp([feature], address);
    expect(await screen.findByRole('button', { name: 'Sign out' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: /accept/i })).toBeNull();
  });

  it('declines, and says that it is done', async () => {
    fakeServer(
      nobody,
      asked(),
      answer(declineInvitation, () => ({})),
    );
    await renderApp([feature], address);
    await userEvent.click(await screen.findByRole('button', { name: 'Decline' }));
    expect((await screen.findByRole('heading', { level: 1 })).textContent).toBe('You have declined.');
  });

  it('gives the reason of a link that opens nothing', async () => {
    const refusal = new FakeRefusal(410, 'invitation.expired', 'This invitation has expired.');
    fakeServer(
      nobody,
      answer(readInvitation, () => refusal),
    );
    await renderApp([feature], address);
    expect(await screen.findByText('This invitation has expired.')).toBeTruthy();
    expect(screen.getByRole('link', { name: 'Go to the sign-in page' })).toBeTruthy();
  });
});
