import { Section } from '@concordat/ui';
import classes from './prose.module.css';
import { useAboutText, type AboutKey } from './text.js';

/** A heading and the paragraphs below it, by their keys. */
export function Prose({
  title,
  paragraphs,
  isFirst = false,
}: {
  readonly title: AboutKey;
  readonly paragraphs: readonly AboutKey[];
  /** The first one stands right under the rule of the screen and needs none of its own. */
  readonly isFirst?: boolean;
}) {
  const text = useAboutText();
  return (
    <Section title={text(title)} {...(isFirst ? { rule: 'bare' as const } : {})}>
      <div className={classes.prose}>
        {paragraphs.map((key) => (
          <p key={key}>{text(key)}</p>
        ))}
      </div>
    </Section>
  );
}
