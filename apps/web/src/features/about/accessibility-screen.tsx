import { ScreenHead } from '@concordat/ui';
import { Prose } from './prose.js';
import { useAboutText } from './text.js';

/** The accessibility statement. */
export function AccessibilityScreen() {
  const text = useAboutText();
  return (
    <>
      <ScreenHead title={text('accessibility.title')} lede={text('accessibility.lede')} />
      <Prose
        isFirst
        title="accessibility.aim.title"
        paragraphs={['accessibility.aim.1', 'accessibility.aim.2']}
      />
      <Prose
        title="accessibility.how.title"
        paragraphs={[
          'accessibility.how.1',
          'accessibility.how.2',
          'accessibility.how.3',
          'accessibility.how.4',
        ]}
      />
      <Prose
        title="accessibility.limits.title"
        paragraphs={['accessibility.limits.1', 'accessibility.limits.2', 'accessibility.limits.3']}
      />
      <Prose title="accessibility.feedback.title" paragraphs={['accessibility.feedback.1']} />
    </>
  );
}
