import { Button, Dialog, TextArea } from '@concordat/ui';
import { useSectionText } from '../features/section/text.js';
import classes from './rescue-panel.module.css';
import { useCopyWords } from './use-copy-words.js';

/** What an {@link UnsentDialog} takes. */
export interface UnsentDialogProps {
  readonly words: string;
  readonly onStay: () => void;
  readonly onLeave: () => void;
}

/** Before signing out deletes them from this device: the words that the server has not got, for their writer to take. */
export function UnsentDialog({ words, onStay, onLeave }: UnsentDialogProps) {
  const text = useSectionText();
  const copy = useCopyWords(words);
  return (
    <Dialog
      isOpen
      onClose={onStay}
      role="alertdialog"
      title={text('unsent.title')}
      actions={
        <>
          <Button icon="copy" onPress={() => void copy()}>
            {text('rescue.copy')}
          </Button>
          <Button onPress={onLeave}>{text('unsent.leave')}</Button>
          <Button kind="main" onPress={onStay}>
            {text('unsent.stay')}
          </Button>
        </>
      }
    >
      <div className={classes.rescue}>
        <p>{text('unsent.text')}</p>
        <TextArea label={text('unsent.words')} value={words} isReadOnly rows={6} />
      </div>
    </Dialog>
  );
}
