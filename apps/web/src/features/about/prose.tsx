import { Section } from '@concordat/ui';
import classes from './prose.module.css';
import { useAboutText, type AboutKey } from './text.js';

/** A heading and the paragraphs below it, by their keys. */
export function Prose({
  title,
  paragraphs,
}: {
  readonly title: AboutKey;
  readonly paragraphs: readonly AboutKey[];
}) {
  const text = useAboutText();
  return (
    <Section title={text(title)}>
      <div className={classes.prose}>
        {paragraphs.map((key) => (
          <p key={key}>{text(key)}</p>
        ))}
      </div>
    </Section>
  );
}
