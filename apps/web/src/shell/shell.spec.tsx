import { readProposal, readSession } from '@concordat/contracts';
import { screen, waitFor, within, act } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { feature as about } from '../features/about/about.routes.js';
import { browser } from '../platform/browser.js';
import { call } from '../platform/client.js';
import { defineFeature } from '../platform/feature.js';
import { useProposal } from '../platform/place.js';
import { RefusalError } from '../platform/refusal-error.js';
import { UnsavedGuard } from '../platform/unsaved-guard.js';
import { ids, proposalFrame, signedIn } from '../testing/builders.js';
import { answer, FakeRefusal, fakeServer, noNetwork } from '../testing/fake-server.js';
import { renderApp } from '../testing/render-app.js';

function Overview() {
  return <h1>{useProposal().title}</h1>;
}
const Broken = () => {
  throw new Error('A bug');
};
const Form = () => (
  <>
    <h1>Form</h1>
    <UnsavedGuard isUnsaved={() => true} />
  </>
);
const spec = defineFeature({
  name: 'spec',
  messages: {
    en: () =>
      Promise.resolve({
        messages: { home: 'Portfolio', overview: 'Overview', broken: 'Broken', form: 'Form' },
      }),
  },
  screens: [
    { path: '/', title: 'home', load: () => Promise.resolve(() => <h1>Home</h1>) },
    { path: '/proposals/$proposalId', title: 'overview', load: () => Promise.resolve(Overview) },
    { path: '/form', title: 'form', load: () => Promise.resolve(Form) },
    { path: '/broken', title: 'broken', load: () => Promise.resolve(Broken) },
    {
      path: '/sign-in',
      title: 'home',
      access: 'public',
      frame: 'bare',
      load: () => Promise.resolve(() => <h1>Sign in here</h1>),
    },
  ],
});
const features = [spec, about];
const overview = `/proposals/${ids.proposal}`;
const session = answer(readSession, () => signedIn());
const nobody = answer(readSession, () => ({ person: null, sampleSignIn: false }));
const heading = (name: string) => screen.findByRole('heading', { level: 1, name });

describe('the frame', () => {
  it('shows a proposal with its name, its cut-off in both zones and its title', async () => {
    fakeServer(
      session,
      answer(readProposal, () => proposalFrame({ origin: 'practice' })),
    );
    await renderApp(features, overview);
    await heading('AI factory for the north');
    expect(screen.getByText('Tue 26 Jan 2027, 17:00 Brussels (18:00 your time)')).not.toBeNull();
    expect(screen.getByText('Practice')).not.toBeNull();
    expect(within(screen.getByRole('navigation', { name: 'Main' })).getByText('Overview')).not.toBeNull();
    await waitFor(() => expect(document.title).toBe('Overview, KAAMOS · Concordat'));
  });

  it('leads to the sign-in screen and keeps the address', async () => {
    fakeServer(nobody);
    const { router } = await renderApp(features, `${overview}?show=mine`);
    await heading('Sign in here');
    expect(router.state.location.href).toBe(`/sign-in?next=${encodeURIComponent(`${overview}?show=mine`)}`);
    expect(screen.queryByRole('navigation', { name: 'Main' })).toBeNull();
  });

  it('goes to the sign-in screen when the session ends while somebody works', async () => {
    const go = jest.spyOn(browser, 'go').mockImplementation(() => undefined);
    fakeServer(
      session,
      answer(readProposal, () => new FakeRefusal(401, 'unauthenticated', 'Signed out.')),
    );
    await renderApp(features, overview);
    await waitFor(() => expect(go).toHaveBeenCalledWith(`/sign-in?next=${encodeURIComponent(overview)}`));
    go.mockRestore();
  });

  it('opens help to anybody', async () => {
    fakeServer(nobody);
    await renderApp(features, '/help');
    await heading('Help');
    expect(screen.getAllByRole('link', { name: 'Sign in' }).length).toBeGreaterThan(0);
  });

  it('answers an unknown address and a foreign proposal alike', async () => {
    fakeServer(
      session,
      answer(readProposal, () => new FakeRefusal(404, 'not_found', 'Nothing here.')),
    );
    const { unmount } = await renderApp(features, '/nowhere/at/all');
    await heading('This page is not here, or not for you.');
    unmount();
    await renderApp(features, overview);
    await heading('This page is not here, or not for you.');
  });

  it('says what is safe when a screen cannot be read, with the number of the request', async () => {
    fakeServer(
      session,
      answer(readProposal, () => new FakeRefusal(500, 'internal', 'What was saved is safe.')),
    );
    await renderApp(features, overview);
    await heading('This screen could not be shown.');
    expect(screen.getByText('What was saved is safe.')).not.toBeNull();
    expect(screen.getByText('Request request-of-the-spec')).not.toBeNull();
    fakeServer(
      session,
      answer(readProposal, () => proposalFrame()),
    );
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await heading('AI factory for the north');
  });

  it('survives a bug in a screen', async () => {
    const complaint = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    fakeServer(session);
    await renderApp(features, '/broken');
    await heading('This screen could not be shown.');
    expect(screen.getByText(/Something in this page went wrong/)).not.toBeNull();
    complaint.mockRestore();
  });

  it('moves the focus to the new screen, and to none on the first', async () => {
    fakeServer(session);
    const { router } = await renderApp(features, '/');
    await heading('Home');
    expect(document.activeElement).toBe(document.body);
    await act(() => router.navigate({ href: '/help' }));
    await heading('Help');
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('main')));
    await waitFor(() => expect(document.title).toBe('Help · Concordat'));
  });

  it('asks before a form is left that was not sent', async () => {
    fakeServer(session);
    const { router } = await renderApp(features, '/form');
    await heading('Form');
    act(() => void router.navigate({ href: '/help' }));
    await screen.findByRole('alertdialog', { name: 'Leave without sending?' });
    await userEvent.click(screen.getByRole('button', { name: 'Stay' }));
    expect(router.state.location.pathname).toBe('/form');
    act(() => void router.navigate({ href: '/help' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Leave' }));
    await heading('Help');
  });

  it('says that the server is away, what is safe, and recovers', async () => {
    fakeServer(
      session,
      answer(readProposal, () => proposalFrame()),
    );
    await renderApp(features, overview);
    await heading('AI factory for the north');
    noNetwork();
    await act(() =>
      expect(call(readProposal, { params: { proposalId: ids.proposal } })).rejects.toThrow(RefusalError),
    );
    expect(await screen.findByText('Concordat cannot be reached.')).not.toBeNull();
    expect(screen.getByText('AI factory for the north')).not.toBeNull();
    fakeServer(
      session,
      answer(readProposal, () => proposalFrame({ title: 'AI factory, renamed' })),
    );
    await userEvent.click(screen.getByRole('button', { name: 'Try now' }));
    await heading('AI factory, renamed');
    expect(screen.queryByText('Concordat cannot be reached.')).toBeNull();
  });

  it('keeps the chosen colours', async () => {
    fakeServer(session);
    await renderApp(features, '/');
    await userEvent.click(await screen.findByRole('button', { name: 'Colours: As the device' }));
    await userEvent.click(await screen.findByRole('menuitem', { name: /Dark/ }));
    expect(document.documentElement.dataset['theme']).toBe('dark');
    expect(localStorage.getItem('concordat.theme')).toBe('dark');
  });
});
