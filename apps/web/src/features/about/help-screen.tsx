import { ScreenHead, TextLink } from '@concordat/ui';
import { addresses } from '../../platform/addresses.js';
import classes from './prose.module.css';
import { Prose } from './prose.js';
import { useAboutText } from './text.js';

/** The questions that everybody has, answered. */
export function HelpScreen() {
  const text = useAboutText();
  return (
    <>
      <ScreenHead title={text('help.title')} lede={text('help.lede')} />
      <Prose
        isFirst
        title="help.saving.title"
        paragraphs={['help.saving.1', 'help.saving.2', 'help.saving.3']}
      />
      <Prose title="help.deadlines.title" paragraphs={['help.deadlines.1', 'help.deadlines.2']} />
      <Prose title="help.marks.title" paragraphs={['help.marks.1']} />
      <Prose title="help.review.title" paragraphs={['help.review.1']} />
      <Prose title="help.privacy.title" paragraphs={['help.privacy.1']} />
      <Prose title="help.contact.title" paragraphs={['help.contact.1', 'help.contact.2']} />
      <p className={classes.onward}>
        <TextLink href={addresses.accessibility()}>{text('help.accessibility')}</TextLink>
      </p>
    </>
  );
}
