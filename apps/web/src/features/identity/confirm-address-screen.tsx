import { confirmAddress } from '@concordat/contracts';
import { Button } from '@concordat/ui';
import { addresses } from '../../platform/addresses.js';
import { useAddressPart } from '../../platform/place.js';
import { useEndpointMutation } from '../../platform/query.js';
import classes from './door.module.css';
import { Door } from './door.js';
import { WayOn } from './new-password-screen.js';
import { useIdentityText } from './text.js';

/** Where the link to a new address leads. A press confirms, not the visit: programs that read mail open links too. */
export function ConfirmAddressScreen() {
  const say = useIdentityText();
  const token = useAddressPart('token');
  const { mutate, data: changed, error, isPending } = useEndpointMutation(confirmAddress);
  if (changed)
    return (
      <Door
        heading={say('confirm_address.done.heading')}
        lede={say('confirm_address.done.lede', { email: changed.email })}
      >
        <WayOn href={addresses.profile()} label={say('confirm_address.done.go')} />
      </Door>
    );
  if (error) {
    const text = error.code === 'input.invalid' ? say('account_link.malformed') : error.message;
    return (
      <Door heading={say('account_link.closed')} lede={text}>
        <WayOn href={addresses.profile()} label={say('confirm_address.done.go')} />
      </Door>
    );
  }
  return (
    <Door heading={say('confirm_address.heading')} lede={say('confirm_address.lede')}>
      <div className={classes.row}>
        <Button
          kind="main"
          size="large"
          icon="check"
          isPending={isPending}
          pendingLabel={say('confirm_address.working')}
          onPress={() => mutate({ body: { token } })}
        >
          {say('confirm_address.submit')}
        </Button>
      </div>
    </Door>
  );
}
