import { refusalText } from '@concordat/contracts';
import { Banner, Button, TextArea } from '@concordat/ui';
import { useSectionText } from '../features/section/text.js';
import type { LinkView, Rescue } from './connection/section-link.js';
import classes from './rescue-panel.module.css';
import { useCopyWords } from './use-copy-words.js';

/** What a {@link RescuePanel} takes. */
export interface RescuePanelProps {
  readonly rescue: Rescue;
  /** Whether the reason stands above it already. */
  readonly isExplained: boolean;
  readonly onDismiss: () => void;
}

/** Words that were not saved: why, and the words themselves to be copied. */
export function RescuePanel({ rescue: { words, code, isKept }, isExplained, onDismiss }: RescuePanelProps) {
  const title = isKept ? 'rescue.title.kept' : words === '' ? 'rescue.title.no_words' : 'rescue.title';
  const text = useSectionText();
  const copy = useCopyWords(words);
  return (
    <div className={classes.rescue}>
      <Banner
        tone={isKept ? 'warning' : 'error'}
        title={text(title)}
        actions={
          <>
            {words !== '' && (
              <Button size="dense" icon="copy" onPress={() => void copy()}>
                {text('rescue.copy')}
              </Button>
            )}
            <Button size="dense" onPress={onDismiss}>
              {text('rescue.dismiss')}
            </Button>
          </>
        }
      >
        {!isExplained && refusalText(code).message}
      </Banner>
      {words !== '' && (
        <TextArea label={text(isKept ? 'unsent.words' : 'rescue.words')} value={words} isReadOnly rows={5} />
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
