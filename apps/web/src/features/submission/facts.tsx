import type { Definition } from '@concordat/ui';
import classes from './submission.module.css';

/** Names with long values below them, for fingerprints in a narrow column. */
export function Facts({ items }: { items: readonly Definition[] }) {
  return (
    <dl className={classes.facts}>
      {items.map(({ id, term, value }) => (
        <div key={id}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
