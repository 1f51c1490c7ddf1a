import { TextLink } from '@concordat/ui';
import { useIdentityText } from '../text.js';
import classes from './second-factor.module.css';

/** Says why no passkey is offered here: the installation has no host name, or is open under another of its addresses. */
export function PasskeyPlaceNote({ origin }: { readonly origin: string | null }) {
  const say = useIdentityText();
  if (origin === null)
    return <p className={classes.soft}>{say('passkey.no_place', { host: window.location.hostname })}</p>;
  if (origin !== window.location.origin)
    return (
      <p className={classes.soft}>
        {say('passkey.elsewhere')} <TextLink href={origin}>{origin}</TextLink>
      </p>
    );
  return <p className={classes.soft}>{say('passkey.no_browser')}</p>;
}
