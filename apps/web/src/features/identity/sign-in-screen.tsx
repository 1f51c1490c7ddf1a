import { askSignInPasskey, readPendingSignIn, signInWithPasskey } from '@concordat/contracts';
import { Banner, ButtonLink } from '@concordat/ui';
import { useSearch } from '@tanstack/react-router';
import { safeNext } from '../../platform/addresses.js';
import { browser } from '../../platform/browser.js';
import { call } from '../../platform/client.js';
import { useEndpoint } from '../../platform/query.js';
import { isSignedIn, useOptionalSession } from '../../platform/session.js';
import classes from './door.module.css';
import { Door } from './door.js';
import { SamplePeople } from './sample-people.js';
import { PasskeyButton } from './second-factor/passkey-button.js';
import { passkeysWork, signWithPasskey } from './second-factor/passkey-ceremony.js';
import { PendingStep } from './second-factor/second-step.js';
import { SignInForm } from './sign-in-form.js';
import { useIdentityText } from './text.js';

/** The way in. On the machine itself the people of the sample stand beside it. */
export function SignInScreen() {
  const say = useIdentityText();
  const session = useOptionalSession();
  const next = safeNext((useSearch({ strict: false }) as { next?: string }).next);
  const { data: begun, refetch } = useEndpoint(readPendingSignIn, {}, { staleTime: Infinity });
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
        {begun?.pending ? (
          <PendingStep pending={begun.pending} next={next} onLeft={() => void refetch()} />
        ) : (
          <SignInForm next={next} onPending={() => void refetch()} />
        )}
        {begun && !begun.pending && passkeysWork(begun.passkeyOrigin) && <WithPasskey next={next} />}
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
