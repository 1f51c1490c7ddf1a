import {
  changePassword,
  disablePerson,
  editProfile,
  endSession,
  invitePerson,
  listPeople,
  listSessions,
  type PersonLine,
  readSession,
} from '@concordat/contracts';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ids, signedIn } from '../../testing/builders.js';
import { answer, fakeServer, FakeRefusal } from '../../testing/fake-server.js';
import { renderApp } from '../../testing/render-app.js';
import { feature } from './identity.routes.js';

const admin = answer(readSession, () =>
  signedIn({ abilities: { 'person.read_all': true }, mailboxMode: true }),
);

const person = (change: Partial<PersonLine>): PersonLine => ({
  id: ids.person,
  email: 'ada@x.example',
  displayName: 'Ada',
  installationRoles: ['admin'],
  isSample: false,
  disabledAt: null,
  lastSeenAt: null,
  version: 1,
  hasSecondFactor: false,
  isLastAdmin: true,
  abilities: { 'person.set_roles': true, 'person.disable': true },
  ...change,
});

const people = answer(listPeople, () => ({
  people: [
    person({}),
    person({
      id: ids.at(8),
      email: 'bob@x.example',
      displayName: 'Bob',
      installationRoles: [],
      isLastAdmin: false,
      version: 4,
    }),
  ],
  invitations: [],
  abilities: { 'person.invite': true },
}));

describe('the people screen', () => {
  it('shows the link of a new invitation, once, and says that no mail goes out', async () => {
    const link = `https://concordat.example/invitation/${'b'.repeat(43)}`;
    const { heard } = fakeServer(
      admin,
      people,
      answer(invitePerson, () => ({
        invitationId: ids.at(9),
        link,
        expiresAt: '2027-01-28T08:42:00.000Z',
      })),
    );
    await renderApp([feature], '/admin/people');
    await userEvent.click(await screen.findByRole('button', { name: 'Invite a person' }));
    const dialog = within(screen.getByRole('dialog'));
    await userEvent.type(dialog.getByLabelText('E-mail'), 'new@x.example');
    await userEvent.type(dialog.getByLabelText('Name'), 'New');
    await userEvent.click(dialog.getByRole('checkbox', { name: /Call officer/ }));
    await userEvent.click(dialog.getByRole('button', { name: 'Send the invitation' }));
    expect(await screen.findByText(link)).toBeTruthy();
    expect(screen.getByText(/No mail server is set/)).toBeTruthy();
    expect(heard.find(({ method }) => method === 'POST')?.body).toEqual({
      email: 'new@x.example',
      displayName: 'New',
      installationRoles: ['call_officer'],
    });
    await userEvent.click(screen.getByRole('button', { name: 'Done' }));
    await waitFor(() => expect(screen.queryByText(link)).toBeNull());
  });

  it('says why the last administrator’s account cannot be closed, and asks before closing another', async () => {
    const { heard } = fakeServer(
      admin,
      people,
      answer(disablePerson, () => new FakeRefusal(409, 'changed.meanwhile', 'Somebody changed this.')),
    );
    await renderApp([feature], '/admin/people');
    const last = await screen.findByRole('button', { name: 'Close the account of Ada' });
    expect(last.getAttribute('aria-disabled')).toBe('true');
    await userEvent.click(screen.getByRole('button', { name: 'Close the account of Bob' }));
    const dialog = within(screen.getByRole('alertdialog'));
    await userEvent.click(dialog.getByRole('button', { name: 'Close the account' }));
    expect(await dialog.findByText(/Somebody changed this/)).toBeTruthy();
    expect(heard.find(({ method }) => method === 'POST')?.body).toEqual({ version: 4 });
  });
});

describe('the profile screen', () => {
  const session = (id: string, isThisOne: boolean, device: string) => ({
    id,
    device,
    isThisOne,
    createdAt: '2027-01-14T08:00:00.000Z',
    lastSeenAt: '2027-01-14T08:40:00.000Z',
    expiresAt: '2027-01-28T08:00:00.000Z',
  });
  const sessions = answer(listSessions, () => ({
    sessions: [session(ids.at(1), true, 'Firefox on Linux'), session(ids.at(2), false, 'Safari on iOS')],
  }));
  const reader = answer(readSession, () => signedIn());

  it('saves what was changed and says so', async () => {
    const { heard } = fakeServer(
      reader,
      sessions,
      answer(editProfile, () => ({})),
    );
    await renderApp([feature], '/profile');
    const name = await screen.findByLabelText('Name');
    await userEvent.clear(name);
    await userEvent.type(name, 'Aino');
    await userEvent.click(screen.getByRole('button', { name: 'Save changes' }));
    expect(await screen.findByText('Your profile is saved.')).toBeTruthy();
    expect(heard.find(({ method }) => method === 'PUT')?.body).toEqual({
      displayName: 'Aino',
      language: 'en',
      zone: 'Europe/Helsinki',
      theme: 'system',
    });
  });

  it('puts a wrong current password at its field', async () => {
    const wrong = new FakeRefusal(409, 'password.wrong', 'Not your password.', {
      currentPassword: 'Not your password.',
    });
    fakeServer(
      reader,
      sessions,
      answer(changePassword, () => wrong),
    );
    await renderApp([feature], '/profile');
    await userEvent.type(await screen.findByLabelText('Current password'), 'wrong');
    await userEvent.type(screen.getByLabelText('New password'), 'seven lakes and a birch');
    await userEvent.click(screen.getByRole('button', { name: 'Change password' }));
    expect(await screen.findByText('Not your password.')).toBeTruthy();
  });

  it('ends another session but offers no button for this one', async () => {
    const { heard } = fakeServer(
      reader,
      sessions,
      answer(endSession, () => ({})),
    );
    await renderApp([feature], '/profile');
    await userEvent.click(await screen.findByRole('button', { name: 'End the session in Safari on iOS' }));
    await waitFor(() =>
      expect(heard.some(({ method, address }) => method === 'DELETE' && address.endsWith(ids.at(2)))).toBe(
        true,
      ),
    );
    expect(screen.queryByRole('button', { name: 'End the session in Firefox on Linux' })).toBeNull();
  });
});
