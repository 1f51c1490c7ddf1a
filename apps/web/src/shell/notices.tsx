import type { ProposalFrame } from '@concordat/contracts';
import { Banner, Button, Mark } from '@concordat/ui';
import { useQueryClient } from '@tanstack/react-query';
import { useConnection } from '../platform/connection.js';
import classes from './notices.module.css';
import { useShellText } from './text.js';

/** What an {@link OriginNotice} takes. */
export interface OriginNoticeProps {
  readonly origin: ProposalFrame['origin'];
  /** `sheet` where the screen fills the window without margins. */
  readonly place: 'page' | 'sheet';
}

/** Says on every screen of a proposal that it is not a real one. */
export function OriginNotice({ origin, place }: OriginNoticeProps) {
  const text = useShellText();
  if (origin === 'own') return null;
  const isPractice = origin === 'practice';
  return (
    <p className={`meta ${classes.origin}`} data-place={place}>
      <Mark kind={isPractice ? 'warning' : 'none'} isLoud>
        {text(isPractice ? 'practice' : 'history')}
      </Mark>{' '}
      {text(isPractice ? 'practice.text' : 'history.text')}
    </p>
  );
}

/** Says that the server does not answer, what is safe, and lets the reader try. */
export function AwayNotice() {
  const text = useShellText();
  const isReached = useConnection();
  const client = useQueryClient();
  if (isReached) return null;
  return (
    <div className={classes.away}>
      <Banner
        tone="warning"
        icon="offline"
        title={text('away.title')}
        announce="polite"
        actions={
          <Button size="dense" onPress={() => void client.refetchQueries({ type: 'active' })}>
            {text('away.try')}
          </Button>
        }
      >
        {text('away.text')}
      </Banner>
    </div>
  );
}
