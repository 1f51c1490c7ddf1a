import {
  askProof,
  confirmApp,
  finishSignIn,
  leavePendingSignIn,
  listSessions,
  offerApp,
  type PendingView,
  prove,
  readPendingSignIn,
  readSecondFactor,
  readSession,
  type SecondFactorView,
  signIn,
  thawProposal,
  withdrawProposal,
} from '@concordat/contracts';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { browser } from '../../../platform/browser.js';
import { call } from '../../../platform/client.js';
import { ids, signedIn } from '../../../testing/builders.js';
import { answer, fakeServer, FakeRefusal } from '../../../testing/fake-server.js';
import { renderApp } from '../../../testing/render-app.js';
import { feature } from '../identity.routes.js';

const at = '2027-01-14T08:00:00.000Z';
const went: string[] = [];
const go = browser.go;
beforeEach(() => {
  went.length = 0;
  browser.go = (address) => void went.push(address);
});
afterEach(() => {
  browser.go = go;
});

describe('the second step', () => {
  const begun = (pending: Partial<NonNullable<PendingView['pending']>> | null) =>
    answer(readPendingSignIn, (): PendingView => ({
      pending: pending && {
        kind: 'second_step',
        email: 'anna@ministry.example',
        expiresAt: at,
        ways: ['app', 'recovery_code'],
        passkeyOrigin: null,
        ...pending,
      },
      passkeyOrigin: null,
    }));
  const nobody = answer(readSession, () => ({ person: null, sampleSignIn: false }));

  it('follows a right password, takes a code however it is spaced, and goes where the person wanted', async () => {
    let isBegun = false;
    const { heard } = fakeServer(
      nobody,
      answer(readPendingSignIn, (): PendingView => ({
        pending: isBegun
          ? {
              kind: 'second_step',
              email: 'anna@ministry.example',
              expiresAt: at,
              ways: ['app'],
              passkeyOrigin: null,
            }
          : null,
        passkeyOrigin: null,
      })),
      answer(signIn, () => {
        isBegun = true;
        return { next: 'second_step' as const };
      }),
      answer(finishSignIn, () => ({ recoveryCodesLeft: null })),
    );
    await renderApp([feature], '/sign-in?next=%2Fcalls');
    await userEvent.type(await screen.findByLabelText('E-mail'), 'anna@ministry.example');
    await userEvent.type(screen.getByLabelText('Password'), 'seven lakes and a birch{Enter}');
    await userEvent.type(await screen.findByLabelText('Code of your authenticator app'), '123 456{Enter}');
    await waitFor(() => expect(went).toEqual(['/calls']));
    expect(heard.at(-1)?.body).toEqual({ with: 'app', code: '123456' });
    // One way only: nothing else is offered.
    expect(screen.queryByRole('group', { name: 'Other ways' })).toBeNull();
  });

  it('says how many recovery codes are left, and leads to a new factor', async () => {
    fakeServer(
      nobody,
      begun({}),
      answer(finishSignIn, () => ({ recoveryCodesLeft: 9 })),
    );
    await renderApp([feature], '/sign-in');
    await userEvent.click(await screen.findByRole('button', { name: 'Use a recovery code instead' }));
    await userEvent.type(screen.getByLabelText('Recovery code'), 'short{Enter}');
    expect(await screen.findByText('A recovery code has sixteen letters and figures.')).toBeTruthy();
    await userEvent.clear(screen.getByLabelText('Recovery code'));
    await userEvent.type(screen.getByLabelText('Recovery code'), '7f3k-9qxm-0t2b-w8hd{Enter}');
    expect((await screen.findByText(/nine are left/)).textContent).toContain('used up');
    await userEvent.click(screen.getByRole('button', { name: 'Set up a new one' }));
    await userEvent.click(screen.getByRole('button', { name: 'Not now' }));
    // By a full load: the page still remembers that nobody was signed in.
    expect(went).toEqual(['/profile', '/']);
  });

  it('can be left for another sign-in, and says when no way is left here', async () => {
    fakeServer(
      nobody,
      begun({ ways: ['passkey'] }),
      answer(leavePendingSignIn, () => ({})),
    );
    await renderApp([feature], '/sign-in');
    expect(await screen.findByText(/Ask an administrator to reset/)).toBeTruthy();
    fakeServer(
      nobody,
      begun(null),
      answer(leavePendingSignIn, () => ({})),
    );
    await userEvent.click(screen.getByRole('button', { name: 'Begin again' }));
    expect(await screen.findByLabelText('E-mail')).toBeTruthy();
  });
});

describe('a fresh proof', () => {
  const stale = () => new FakeRefusal(403, 'session.step_up_needed', 'Prove it, and it goes on by itself.');
  const ways = answer(askProof, () => ({
    provedUntil: at,
    serverTime: at,
    ways: ['app' as const],
    passkey: null,
  }));
  const frame = [
    answer(readSession, () => signedIn()),
    answer(listSessions, () => ({ sessions: [] })),
    answer(readSecondFactor, (): SecondFactorView => nothing),
  ];
  const params = { proposalId: ids.proposal };
  const body = { version: 1, reason: 'A reason.' };

  it('is asked for once for all requests that need it, which then go on', async () => {
    let isProved = false;
    const { heard } = fakeServer(
      ...frame,
      ways,
      answer(prove, () => {
        isProved = true;
        return { provedUntil: at };
      }),
      answer(withdrawProposal, () => (isProved ? new FakeRefusal(409, 'w.done', 'Reached.') : stale())),
      answer(thawProposal, () => (isProved ? new FakeRefusal(409, 't.done', 'Reached.') : stale())),
    );
    await renderApp([feature], '/profile');
    const both = Promise.allSettled([
      call(withdrawProposal, { params, body }),
      call(thawProposal, { params, body }),
    ]);
    const dialog = within(await screen.findByRole('dialog', { name: 'Confirm that it is you' }));
    expect(screen.getAllByRole('dialog')).toHaveLength(1);
    await userEvent.type(await dialog.findByLabelText('Code of your authenticator app'), '123456{Enter}');
    const codes = (await both).map(
      (each) => each.status === 'rejected' && (each.reason as { code: string }).code,
    );
    expect(codes).toEqual(['w.done', 't.done']);
    expect(heard.filter(({ address }) => address === '/api/session/proof')).toHaveLength(1);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('may be left: the request is refused then, and asks anew the next time', async () => {
    fakeServer(...frame, ways, answer(withdrawProposal, stale));
    await renderApp([feature], '/profile');
    for (let tries = 0; tries < 2; tries += 1) {
      const request = call(withdrawProposal, { params, body });
      const left = expect(request).rejects.toMatchObject({ code: 'session.step_up_needed' });
      const dialog = within(await screen.findByRole('dialog', { name: 'Confirm that it is you' }));
      await userEvent.click(dialog.getByRole('button', { name: 'Leave it' }));
      await act(() => left);
    }
  });
});

const nothing: SecondFactorView = {
  isRequired: true,
  hasPassword: true,
  app: null,
  passkeys: [],
  recoveryCodes: null,
  passkeyOrigin: null,
};

describe('the own second factors', () => {
  it('say that a role needs one, why no passkey is offered, and show the codes of a new app once', async () => {
    let view = nothing;
    const { heard } = fakeServer(
      answer(readSession, () => signedIn()),
      answer(listSessions, () => ({ sessions: [] })),
      answer(readSecondFactor, () => view),
      answer(offerApp, () => ({ offer: 'sealed', secret: 'ABCDEFGH', address: 'otpauth://totp/x' })),
      answer(confirmApp, () => {
        view = {
          ...nothing,
          app: { addedAt: at, lastUsedAt: null },
          recoveryCodes: { left: 10, madeAt: at },
        };
        return { recoveryCodes: ['7F3K-9QXM-0T2B-W8HD'] };
      }),
    );
    await renderApp([feature], '/profile');
    expect(await screen.findByText('Your role needs one.')).toBeTruthy();
    expect(screen.getByText(/open under a number/)).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Set up' }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(await dialog.findByText('ABCD EFGH')).toBeTruthy();
    await userEvent.type(dialog.getByLabelText('Code that the app shows'), '123456{Enter}');
    expect(await screen.findByText('7F3K-9QXM-0T2B-W8HD')).toBeTruthy();
    expect(heard.find(({ address }) => address.endsWith('/second-factor/app'))?.body).toEqual({
      offer: 'sealed',
      code: '123456',
    });
    await userEvent.click(screen.getByRole('button', { name: 'I have kept them' }));
    await waitFor(() => expect(screen.queryByText('7F3K-9QXM-0T2B-W8HD')).toBeNull());
    expect(await screen.findByText(/Ten are left/)).toBeTruthy();
  });
});
