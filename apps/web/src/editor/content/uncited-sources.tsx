import { formatSource, type Source } from '@concordat/document';
import { Button } from '@concordat/ui';
import { useSectionText } from '../../features/section/text.js';
import classes from './content.module.css';
import type { KeptSources } from './use-kept-sources.js';

/** Those of the kept sources that nothing in the proposal cites. */
export const uncitedOf = (kept: readonly Source[], cited: readonly Source[]): readonly Source[] => {
  const known = new Set(cited.map(({ source }) => source));
  return kept.filter(({ source }) => !known.has(source));
};

/** Below the text, folded: sources that the proposal keeps and that nobody cites now. They are not printed. */
export function UncitedSources({
  kept,
  cited,
}: {
  readonly kept: KeptSources;
  readonly cited: readonly Source[];
}) {
  const text = useSectionText();
  const uncited = uncitedOf(kept.all, cited);
  if (uncited.length === 0) return null;
  return (
    <details className={classes.uncited}>
      <summary>{text('sources.uncited', { count: uncited.length })}</summary>
      <p>{text('sources.uncited.hint')}</p>
      <ul>
        {uncited.map((source) => (
          <li key={source.source}>
            <span>{formatSource(source)}</span>
            {kept.canChange && (
              <Button
                size="dense"
                aria-label={text('sources.drop.named', { source: formatSource(source) })}
                onPress={() => kept.drop(source)}
              >
                {text('sources.drop')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
