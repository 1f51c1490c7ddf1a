import type { SectionView } from '@concordat/contracts';
import { Icon, NotConfirmed } from '@concordat/ui';
import { useSectionText } from '../features/section/text.js';
import classes from './asks.module.css';

/** What the call asks in this section, above its text. Nothing where the call says nothing. */
export function Asks({ section }: { readonly section: SectionView }) {
  const text = useSectionText();
  const { guidance, criterion, wordLimit } = section;
  if (guidance === '' && wordLimit === null) return null;
  return (
    <details className={classes.asks} open>
      <summary>
        <Icon name="book" />
        <b>{text('asks.title')}</b>
      </summary>
      {guidance !== '' && <p>{guidance}</p>}
      {criterion !== null && <p className={classes.meta}>{text('asks.criterion', { criterion })}</p>}
      <p className={classes.meta}>
        {wordLimit === null ? text('asks.no_limit') : text('asks.limit', { limit: wordLimit })}{' '}
        {wordLimit !== null && <LimitDoubt section={section} />}
      </p>
    </details>
  );
}

/** The mark of a limit that nobody has found in the call's own text. */
export function LimitDoubt({
  section: { limitVerified, guidanceSource },
}: {
  readonly section: Pick<SectionView, 'limitVerified' | 'guidanceSource'>;
}) {
  const text = useSectionText();
  if (limitVerified) return null;
  const source = guidanceSource === '' ? {} : { source: text('asks.source', { source: guidanceSource }) };
  return (
    <NotConfirmed sourceLabel={text('asks.source.label')} {...source}>
      {text('asks.not_confirmed')}
    </NotConfirmed>
  );
}
