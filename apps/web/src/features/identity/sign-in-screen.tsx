import { Banner, ButtonLink } from '@concordat/ui';
import { useSearch } from '@tanstack/react-router';
import { safeNext } from '../../platform/addresses.js';
import { isSignedIn, useOptionalSession } from '../../platform/session.js';
import classes from './door.module.css';
import { Door } from './door.js';
import { SamplePeople } from './sample-people.js';
import { SignInForm } from './sign-in-form.js';
import { useIdentityText } from './text.js';

/** The way in. On the machine itself the people of the sample stand beside it. */
export function SignInScreen() {
  const say = useIdentityText();
  const session = useOptionalSession();
  const next = safeNext((useSearch({ strict: false }) as { next?: string }).next);
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
        <SignInForm next={next} />
      </div>
    </Door>
  );
}
