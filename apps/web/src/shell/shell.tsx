import type { SessionView } from '@concordat/contracts';
import { AppFrame, StatusLine } from '@concordat/ui';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Outlet, useRouterState } from '@tanstack/react-router';
import { Suspense, useEffect, type ReactNode } from 'react';
import { addresses } from '../platform/addresses.js';
import { browser } from '../platform/browser.js';
import { onSignedOut } from '../platform/client.js';
import { startLiveUpdates } from '../platform/live-updates.js';
import { isSignedIn, sessionQuery } from '../platform/session.js';
import { useDocumentTitle, useFocusOnArrival } from './arrival.js';
import { useCurrentProposal, useCurrentScreen } from './current.js';
import { DeadlineOfProposal } from './deadline-of-proposal.js';
import { AwayNotice, OriginNotice } from './notices.js';
import { ProofHost } from './proof-host.js';
import { ScreenLoading } from './screen-loading.js';
import classes from './shell.module.css';
import { useShellText } from './text.js';
import { Tools } from './tools.js';
import { useFindKey } from './use-find-key.js';
import { useNavigation, usePublicNavigation } from './use-navigation.js';

/** What stands around every screen. Who is not signed in sees public screens without rail and top bar. */
export function Shell() {
  const text = useShellText();
  const { data: session } = useQuery(sessionQuery);
  const current = useCurrentScreen();
  const isPublic = current === undefined || current.screen.access === 'public';
  useDocumentTitle();
  useFocusOnArrival();
  useSignedOutRoad(isPublic, session !== undefined && !isSignedIn(session));
  useLiveUpdates(isSignedIn(session));

  const content = (
    <>
      <AwayNotice />
      <Suspense fallback={<ScreenLoading />}>
        <Outlet />
      </Suspense>
    </>
  );
  return (
    <>
      <FrameFor session={session} frame={current?.screen.frame}>
        {content}
      </FrameFor>
      <ProofHost />
      <StatusLine label={text('status.label')} closeLabel={text('status.close')} />
    </>
  );
}

interface FrameForProps {
  readonly session: SessionView | undefined;
  readonly frame: 'slim' | 'bare' | undefined;
  readonly children: ReactNode;
}

function FrameFor({ session, frame, children }: FrameForProps) {
  // Until the session is known there is nothing that a frame could truly show.
  if (frame === 'bare') return <BareFrame>{children}</BareFrame>;
  if (session === undefined)
    return (
      <BareFrame>
        <div className={classes.waiting}>{children}</div>
      </BareFrame>
    );
  if (!isSignedIn(session)) return <PublicFrame>{children}</PublicFrame>;
  return <Frame isSlim={frame === 'slim'}>{children}</Frame>;
}

function Frame({ isSlim, children }: { readonly isSlim: boolean; readonly children: ReactNode }) {
  const text = useShellText();
  const { proposal } = useCurrentProposal();
  const navigation = useNavigation();
  useFindKey();
  const layout = isSlim ? 'sheet' : 'page';
  const where = proposal && {
    acronym: proposal.acronym,
    text: proposal.call ? proposal.call.title : proposal.title,
    href: addresses.overview(proposal.id),
  };
  return (
    <AppFrame
      brand={{ name: text('product'), href: addresses.portfolio(), label: text('home') }}
      where={where}
      chip={proposal && <DeadlineOfProposal proposal={proposal} />}
      tools={<Tools />}
      groups={navigation.groups}
      foot={navigation.foot}
      dock={navigation.dock}
      isSlim={isSlim}
      mainLayout={layout}
      labels={{ skip: text('skip'), nav: text('nav.main'), dock: text('nav.short') }}
      notice={proposal && <OriginNotice origin={proposal.origin} place={layout} />}
    >
      {children}
    </AppFrame>
  );
}

function PublicFrame({ children }: { readonly children: ReactNode }) {
  const text = useShellText();
  const navigation = usePublicNavigation();
  return (
    <AppFrame
      brand={{ name: text('product'), href: addresses.portfolio(), label: text('home') }}
      groups={navigation.groups}
      foot={navigation.foot}
      dock={navigation.dock}
      labels={{ skip: text('skip'), nav: text('nav.main'), dock: text('nav.short') }}
    >
      {children}
    </AppFrame>
  );
}

function BareFrame({ children }: { readonly children: ReactNode }) {
  return (
    <main id="main" tabIndex={-1}>
      {children}
    </main>
  );
}

/** Leads to the sign-in screen when the session has ended, and keeps the address for afterwards. */
function useSignedOutRoad(isPublic: boolean, hasEnded: boolean): void {
  const client = useQueryClient();
  const here = useRouterState({ select: ({ location }) => location.href });
  useEffect(() => {
    if (!isPublic && hasEnded) browser.go(addresses.signIn(here));
  }, [isPublic, hasEnded, here]);
  useEffect(
    () =>
      onSignedOut(() => {
        if (isPublic) void client.invalidateQueries({ queryKey: sessionQuery.queryKey });
        else browser.go(addresses.signIn(here));
      }),
    [client, isPublic, here],
  );
}

function useLiveUpdates(isOn: boolean): void {
  const client = useQueryClient();
  useEffect(() => {
    if (!isOn) return undefined;
    return startLiveUpdates({
      client,
      onEnd: () => void client.invalidateQueries({ queryKey: sessionQuery.queryKey }),
    });
  }, [client, isOn]);
}
