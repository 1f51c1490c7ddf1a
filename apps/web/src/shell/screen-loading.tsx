import { Loading } from '@concordat/ui';
import { useCurrentScreen } from './current.js';
import { useScreenName } from './screen-name.js';
import { useShellText } from './text.js';

/** What stands in place of a screen that is still being read. */
export function ScreenLoading() {
  const text = useShellText();
  const name = useScreenName(useCurrentScreen());
  return (
    <Loading
      hasHead
      label={name === undefined ? text('loading.unnamed') : text('loading', { screen: name })}
    />
  );
}
