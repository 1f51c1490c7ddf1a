import { Button, ButtonLink, ErrorState } from '@concordat/ui';
import { useQueryErrorResetBoundary } from '@tanstack/react-query';
import { useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { useEffect } from 'react';
import { addresses } from '../platform/addresses.js';
import { RefusalError } from '../platform/refusal-error.js';
import { NotFound } from './not-found.js';
import { ScreenLoading } from './screen-loading.js';
import { useShellText } from './text.js';

/** A screen that could not be shown: what happened, what is safe, what to do, and the number of the request. */
export function ScreenError({ error, reset }: ErrorComponentProps) {
  const text = useShellText();
  const router = useRouter();
  const queries = useQueryErrorResetBoundary();
  useEffect(() => {
    // A refused question must be asked anew when the screen is opened again.
    queries.reset();
  }, [error, queries]);

  const refusal = error instanceof RefusalError ? error : undefined;
  // The way to the sign-in screen is under way.
  if (refusal?.code === 'unauthenticated') return <ScreenLoading />;
  if (refusal?.isMissing) return <NotFound />;
  const tryAgain = () => {
    reset();
    void router.invalidate();
  };
  return (
    <ErrorState
      level={1}
      title={text('error.title')}
      actions={
        <>
          <Button kind="main" onPress={tryAgain}>
            {text('error.retry')}
          </Button>
          <ButtonLink href={addresses.portfolio()}>{text('error.home')}</ButtonLink>
        </>
      }
      reference={
        refusal?.requestId === undefined ? undefined : text('error.request', { requestId: refusal.requestId })
      }
    >
      {refusal?.message ?? text('error.bug')}
    </ErrorState>
  );
}
