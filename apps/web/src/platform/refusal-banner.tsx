import { Banner } from '@concordat/ui';
import { useWords } from './i18n.js';
import type { RefusalError } from './refusal-error.js';

/** Refusals that the sentence explains whole: whoever mistyped a password, or left a proof, has nobody to give a number to. */
const ordinary: readonly number[] = [401, 409, 410, 429];

/** What a {@link RefusalBanner} takes. */
export interface RefusalBannerProps {
  readonly refusal: RefusalError | null;
  /** What did not happen, as a short sentence: "Nothing was sent". */
  readonly title?: string;
}

/** A refusal above a form or a list: its sentence, and of a fault the request's number, for the administrator. */
export function RefusalBanner({ refusal, title }: RefusalBannerProps) {
  const text = useWords();
  if (refusal === null) return null;
  const isOrdinary = ordinary.includes(refusal.status) || refusal.code === 'session.step_up_needed';
  return (
    <Banner tone={refusal.isUnreachable ? 'warning' : 'error'} title={title ?? text('form.title')}>
      {refusal.message}
      {refusal.requestId !== undefined && !isOrdinary && (
        <> {text('form.request', { requestId: refusal.requestId })}</>
      )}
    </Banner>
  );
}
