import { Banner, Button, type ButtonProps } from '@concordat/ui';
import { RefusalBanner } from '../../../platform/refusal-banner.js';
import { useIdentityText } from '../text.js';
import { usePasskeyAct } from './use-passkey-act.js';

/** What a {@link PasskeyButton} takes. */
export interface PasskeyButtonProps extends Pick<
  ButtonProps,
  'kind' | 'size' | 'isWide' | 'children' | 'autoFocus'
> {
  readonly act: () => Promise<void>;
  /** What did not happen when it is refused. */
  readonly refusedTitle: string;
}

/** Does something with a passkey, and says what went wrong: in the browser, or at the server. */
export function PasskeyButton({ act, refusedTitle, ...button }: PasskeyButtonProps) {
  const say = useIdentityText();
  const { run, isRunning, failure, refusal } = usePasskeyAct(act);
  return (
    <>
      {failure && (
        <Banner tone="warning" title={say(`passkey.failed.${failure}.title`)}>
          {say(`passkey.failed.${failure}`)}
        </Banner>
      )}
      <RefusalBanner refusal={refusal} title={refusedTitle} />
      <Button
        {...button}
        icon="key"
        isPending={isRunning}
        pendingLabel={say('passkey.waiting')}
        onPress={() => void run()}
      />
    </>
  );
}
