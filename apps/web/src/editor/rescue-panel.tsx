import { refusalText } from '@concordat/contracts';
import { Banner, Button, CopyField } from '@concordat/ui';
import { useSectionText } from '../features/section/text.js';
import type { LinkView, Rescue } from './connection/section-link.js';
import classes from './rescue-panel.module.css';

/** Words that were not saved: why, and the words themselves to be copied. */
export function RescuePanel({
  rescue: { words, code },
  onDismiss,
}: {
  readonly rescue: Rescue;
  readonly onDismiss: () => void;
}) {
  const text = useSectionText();
  return (
    <div className={classes.rescue}>
      <Banner
        tone="error"
        title={text(words === '' ? 'rescue.title.no_words' : 'rescue.title')}
        actions={
          <Button size="dense" onPress={onDismiss}>
            {text('rescue.dismiss')}
          </Button>
        }
      >
        {refusalText(code).message}
      </Banner>
      {words !== '' && (
        <CopyField
          label={text('rescue.words')}
          value={words}
          copyLabel={text('rescue.copy')}
          copiedLabel={text('rescue.copied')}
          failedLabel={text('rescue.copy_failed')}
          voice="prose"
        />
      )}
    </div>
  );
}

/** The text was closed for good in this window: why, and how to go on. */
export function EndedBanner({ ended }: { readonly ended: NonNullable<LinkView['ended']> }) {
  const text = useSectionText();
  return (
    <Banner
      tone="blocked"
      title={text('ended.title')}
      actions={
        <Button size="dense" onPress={() => window.location.reload()}>
          {text('ended.reload')}
        </Button>
      }
    >
      {ended.message}
    </Banner>
  );
}
