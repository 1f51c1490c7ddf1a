import { sayStatus } from '@concordat/ui';
import { useSectionText } from '../features/section/text.js';

/** Puts words on the clipboard and says whether that went well. */
export function useCopyWords(words: string): () => Promise<void> {
  const text = useSectionText();
  return async () => {
    try {
      await navigator.clipboard.writeText(words);
      sayStatus({ text: text('rescue.copied') });
    } catch {
      // A browser may refuse the clipboard; the reader is told, and the words can be selected.
      sayStatus({ text: text('rescue.copy_failed') });
    }
  };
}
