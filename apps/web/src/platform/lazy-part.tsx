import { Banner, Button, sayStatus } from '@concordat/ui';
import { useEffect, useState, type ComponentType, type ReactNode } from 'react';
import { browser } from './browser.js';
import { platformText, useWords } from './i18n.js';

/** A part of a screen that comes in a file of its own. */
export type LazyPart<P extends object> = ComponentType<P> & {
  /** Loads it ahead, so that it is here when it is asked for, also without a network. Never fails. */
  readonly prepare: () => void;
};

/** How a part that is not here yet looks, and what happens when it does not come. */
interface Absence<P> {
  readonly whileLoading: () => ReactNode;
  readonly whenLost: (tryAgain: () => void) => ReactNode;
  readonly onLost?: (props: P) => void;
}

/**
 * Makes a part that is loaded when it is first shown or prepared. Once it is here it is shown at once, without a moment in
 * between; where its file does not come, a banner in its place says what is safe and takes another try.
 */
export const lazyPart = <P extends object>(
  load: () => Promise<ComponentType<P>>,
  whileLoading: () => ReactNode = () => null,
): LazyPart<P> => makeLazy(load, { whileLoading, whenLost: (tryAgain) => <PartLost onRetry={tryAgain} /> });

/** Makes a window that is loaded when it is first opened or prepared; one that does not come closes with a sentence. */
export const lazyWindow = <P extends { readonly onClose: () => void }>(
  load: () => Promise<ComponentType<P>>,
): LazyPart<P> =>
  makeLazy(load, {
    whileLoading: () => null,
    whenLost: () => null,
    onLost: ({ onClose }) => {
      sayStatus({ text: platformText('part.window_lost') });
      onClose();
    },
  });

function makeLazy<P extends object>(
  load: () => Promise<ComponentType<P>>,
  { whileLoading, whenLost, onLost }: Absence<P>,
): LazyPart<P> {
  let found: ComponentType<P> | undefined;
  let loading: Promise<void> | undefined;
  const come = (): Promise<void> =>
    (loading ??= load().then(
      (component) => {
        found = component;
      },
      (error: unknown) => {
        // The next one who asks tries again.
        loading = undefined;
        throw error;
      },
    ));

  function Part(props: P) {
    const [isLost, setLost] = useState(false);
    const [, setHere] = useState(found !== undefined);
    useEffect(() => {
      if (found || isLost) return undefined;
      let isShown = true;
      come().then(
        () => isShown && setHere(true),
        () => {
          if (!isShown) return;
          setLost(true);
          onLost?.(props);
        },
      );
      return () => {
        isShown = false;
      };
      // Whatever else changes, the file that is loaded is the same.
      // eslint-disable-next-line react-hooks/exhaustive-deps
    }, [isLost]);
    const Found = found;
    if (Found) return <Found {...props} />;
    return isLost ? whenLost(() => setLost(false)) : whileLoading();
  }
  return Object.assign(Part, { prepare: () => void come().catch(() => undefined) });
}

function PartLost({ onRetry }: { readonly onRetry: () => void }) {
  const text = useWords();
  return (
    <Banner
      tone="warning"
      title={text('part.lost')}
      actions={
        <>
          <Button onPress={onRetry}>{text('part.again')}</Button>
          <Button kind="quiet" onPress={() => browser.reload()}>
            {text('part.reload')}
          </Button>
        </>
      }
    >
      {text('part.lost_why')}
    </Banner>
  );
}
