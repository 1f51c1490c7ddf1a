import { ButtonLink, ErrorState } from '@concordat/ui';
import { addresses } from '../platform/addresses.js';
import { useScreenTitle } from '../platform/screen-title.js';
import { useShellText } from './text.js';

/** An address that leads nowhere, or to what is not the reader's: both look alike. */
export function NotFound() {
  const text = useShellText();
  useScreenTitle(text('missing.name'));
  return (
    <ErrorState
      level={1}
      figure={text('missing.figure')}
      title={text('missing.title')}
      actions={
        <ButtonLink kind="main" href={addresses.portfolio()}>
          {text('portfolio')}
        </ButtonLink>
      }
    >
      {text('missing.text')}
    </ErrorState>
  );
}
