import { askSignInPasskey, readPendingSignIn, signInWithPasskey } from '@concordat/contracts';
import { Banner, ButtonLink } from '@concordat/ui';
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { safeNext } from '../../platform/addresses.js';
import { browser } from '../../platform/browser.js';
import { call } from '../../platform/client.js';
import { queryOf } from '../../platform/query.js';
import { isSignedIn, useOptionalSession } from '../../platform/session.js';
import classes from './door.module.css';
import { Door } from './door.js';
import { SamplePeople } from './sample-people.js';
import { PasskeyButton } from './second-factor/passkey-button.js';
import { passkeysWork, signWithPasskey } from './second-factor/passkey-ceremony.js';
import { PendingScreen } from './second-factor/pending-screen.js';
import { SignInForm } from './sign-in-form.js';
import { useIdentityText } from './text.js';

/** Asked when the screen opens and after each step only: recovery codes that are being read must not be taken away. */
const begunQuery = {
  ...queryOf(readPendingSignIn, {}),
  staleTime: Infinity,
  refetchOnReconnect: false,
  refetchOnWindowFocus: false,
  retry: false,
} as const;

/** The way in. On the machine itself the people of the sample stand beside it. */
export function SignInScreen() {
  const say = useIdentityText();
  const session = useOptionalSession();
  const next = safeNext((useSearch({ strict: false }) as { next?: string }).next);
  const { data: begun, refetch } = useQuery(begunQuery);
  if (begun?.pending)
    return <PendingScreen pending={begun.pending} next={next} onLeft={() => void refetch()} />;
  const hasSample =
    session !== undefined && (isSignedIn(session) ? session.sampleMode : session.sampleSignIn);
  return (
    <Door
      heading={say('sign_in.heading')}
      lede={say('sign_in.lede')}
      aside={hasSample ? <SamplePeople next={next} /> : undefined}
    >
      <div className={classes.form}>
        {isSignedIn(session) && (
          <Banner
            tone="info"
            announce="off"
            title={say('sign_in.already.title', { name: session.person.displayName })}
            actions={
              <ButtonLink href={next}>
                {say('sign_in.already.go', { name: session.person.displayName })}
              </ButtonLink>
            }
          >
            {say('sign_in.already.text')}
          </Banner>
        )}
        <SignInForm next={next} onPending={() => void refetch()}>
          {begun && passkeysWork(begun.passkeyOrigin) && <WithPasskey next={next} />}
        </SignInForm>
      </div>
    </Door>
  );
}

/** A passkey alone is enough: it is something one has, opened by something one is or knows. */
function WithPasskey({ next }: { readonly next: string }) {
  const say = useIdentityText();
  const enter = async () => {
    const passkey = await signWithPasskey(await call(askSignInPasskey, {}));
    await call(signInWithPasskey, { body: { passkey } });
    browser.go(next);
  };
  return (
    <PasskeyButton size="large" isWide act={enter} refusedTitle={say('sign_in.refused')}>
      {say('sign_in.passkey')}
    </PasskeyButton>
  );
}
