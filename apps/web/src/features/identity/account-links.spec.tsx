import {
  changeAddress,
  confirmAddress,
  endOtherSessions,
  listSessions,
  type OwnSession,
  readPasswordLink,
  readSecondFactor,
  readSession,
  requestPasswordReset,
  setPasswordByLink,
} from '@concordat/contracts';
import { configure, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ids, signedIn } from '../../testing/builders.js';
import { answer, fakeServer, FakeRefusal } from '../../testing/fake-server.js';
import { renderApp } from '../../testing/render-app.js';
import { feature } from './identity.routes.js';

configure({ asyncUtilTimeout: 8000 });
jest.setTimeout(30_000);

const nobody = answer(readSession, () => ({ person: null, sampleSignIn: false }));
const token = 'a'.repeat(43);

describe('a forgotten password', () => {
  it('sends a link and promises nothing about the address', async () => {
    const user = userEvent.setup();
    const server = fakeServer(
      nobody,
      answer(requestPasswordReset, () => ({})),
    );
    await renderApp([feature], '/forgot-password');
    await user.click(await screen.findByRole('button', { name: 'Send the link' }));
    await screen.findByText(/Write an e-mail address/);
    expect(server.heard.some(({ method }) => method === 'POST')).toBe(false);
    await user.type(screen.getByRole('textbox', { name: 'E-mail' }), 'anna@ministry.example');
    await user.click(screen.getByRole('button', { name: 'Send the link' }));
    await screen.findByText(/If anna@ministry\.example has an account, a link is on its way there/);
  });

  it('is replaced by the link, and says at the field what is wrong with a new one', async () => {
    const user = userEvent.setup();
    const tried: string[] = [];
    fakeServer(
      nobody,
      answer(readPasswordLink, () => ({
        email: 'anna@ministry.example',
        expiresAt: '2027-01-14T09:40:00.000Z',
      })),
      answer(setPasswordByLink, ({ body }) => {
        tried.push(body.password);
        return tried.length > 1
          ? {}
          : new FakeRefusal(409, 'password.common', 'Guessed first.', { password: 'Guessed first.' });
      }),
    );
    await renderApp([feature], `/new-password/${token}`);
    await screen.findByText(/^For anna@ministry\.example\./);
    const field = screen.getByLabelText('New password');
    await user.type(field, 'password12345');
    await user.click(screen.getByRole('button', { name: 'Set the password' }));
    await screen.findByText('Guessed first.');
    await user.clear(field);
    await user.type(field, 'seven lakes and a birch');
    await user.click(screen.getByRole('button', { name: 'Set the password' }));
    await screen.findByRole('heading', { name: 'Your password is set.' });
    expect(screen.getByRole('link', { name: 'Sign in' }).getAttribute('href')).toBe('/sign-in');
  });

  it('says why a link opens nothing, and how to get another', async () => {
    fakeServer(
      nobody,
      answer(readPasswordLink, () => new FakeRefusal(410, 'account_link.expired', 'It has expired.')),
    );
    await renderApp([feature], `/new-password/${token}`);
    await screen.findByText('It has expired.');
    expect(screen.getByRole('link', { name: 'Ask for a new link' }).getAttribute('href')).toBe(
      '/forgot-password',
    );
  });
});

describe('a new address', () => {
  it('is confirmed by a press and not by the visit', async () => {
    const user = userEvent.setup();
    const server = fakeServer(
      nobody,
      answer(confirmAddress, () => ({ email: 'anna@new.example' })),
    );
    await renderApp([feature], `/confirm-address/${token}`);
    const confirm = await screen.findByRole('button', { name: 'Confirm the address' });
    expect(server.heard.some(({ method }) => method === 'POST')).toBe(false);
    await user.click(confirm);
    await screen.findByText(/You sign in with anna@new\.example from now on/);
  });

  it('is asked for with the password, and other sessions are ended together', async () => {
    const user = userEvent.setup();
    const session = (at: number): OwnSession => ({
      id: ids.at(at),
      device: `Browser ${at}`,
      createdAt: '2027-01-14T08:00:00.000Z',
      lastSeenAt: '2027-01-14T08:40:00.000Z',
      expiresAt: '2027-01-28T08:00:00.000Z',
      isThisOne: at === 1,
    });
    const server = fakeServer(
      answer(readSession, () => signedIn()),
      answer(listSessions, () => ({ sessions: [session(1), session(2), session(3)] })),
      answer(changeAddress, () => ({})),
      answer(endOtherSessions, () => ({})),
      answer(readSecondFactor, () => new FakeRefusal(503, 'unavailable', 'Not in this spec.')),
    );
    await renderApp([feature], '/profile');
    const section = within(await screen.findByRole('region', { name: 'E-mail address' }));
    await user.type(section.getByRole('textbox', { name: 'New address' }), 'anna@new.example');
    await user.type(section.getByLabelText('Your password'), 'seven lakes and a birch');
    await user.click(section.getByRole('button', { name: 'Change address' }));
    await section.findByText('A link is on its way to anna@new.example.');
    await user.click(screen.getByRole('button', { name: 'End all others' }));
    expect(server.heard.find(({ method }) => method === 'DELETE')?.address).toBe('/api/other-sessions');
  });
});
