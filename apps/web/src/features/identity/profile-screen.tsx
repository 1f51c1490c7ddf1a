import { listSessions } from '@concordat/contracts';
import { ScreenHead } from '@concordat/ui';
import { useEndpointData } from '../../platform/query.js';
import { useSession } from '../../platform/session.js';
import { AddressForm } from './address-form.js';
import { PasswordForm } from './password-form.js';
import { ProfileForm } from './profile-form.js';
import { OwnSessionsSection } from './own-sessions.js';
import { SecondFactorSection } from './second-factor/second-factor-section.js';
import { useIdentityText } from './text.js';

/** The person's own page: what they say about themselves, their password, and where they are signed in. */
export function ProfileScreen() {
  const say = useIdentityText();
  const { person } = useSession();
  const { sessions } = useEndpointData(listSessions, {});
  return (
    <>
      <ScreenHead
        title={say('profile.title')}
        lede={say('profile.lede', {
          name: person.displayName,
          count: sessions.length,
          zone: person.zone.replaceAll('_', ' '),
        })}
      />
      <ProfileForm person={person} />
      <AddressForm person={person} />
      <PasswordForm isSample={person.isSample} />
      <SecondFactorSection isSample={person.isSample} />
      <OwnSessionsSection sessions={sessions} />
    </>
  );
}
