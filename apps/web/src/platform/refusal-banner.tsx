import { Banner } from '@concordat/ui';
import { useWords } from './i18n.js';
import type { RefusalError } from './refusal-error.js';

/** What a {@link RefusalBanner} takes. */
export interface RefusalBannerProps {
  readonly refusal: RefusalError | null;
  /** What did not happen, as a short sentence: "Nothing was sent". */
  readonly title?: string;
}

/** A refusal above a form or a list: its sentence, and the request's number for the administrator. */
export function RefusalBanner({ refusal, title }: RefusalBannerProps) {
  const text = useWords();
  if (refusal === null) return null;
  return (
    <Banner tone={refusal.isUnreachable ? 'warning' : 'error'} title={title ?? text('form.title')}>
      {refusal.message}
      {refusal.requestId !== undefined && <> {text('form.request', { requestId: refusal.requestId })}</>}
    </Banner>
  );
}
