import { Loading } from '@concordat/ui';
import { useCurrentScreen } from './current.js';
import { nameOfScreen } from './screen-name.js';
import { useShellText } from './text.js';

/** What stands in place of a screen that is still being read. */
export function ScreenLoading() {
  const text = useShellText();
  const name = nameOfScreen(useCurrentScreen());
  return (
    <Loading
      hasHead
      label={name === undefined ? text('loading.unnamed') : text('loading', { screen: name })}
    />
  );
}
