import type * as Y from 'yjs';
import { mendMarks, type StrayMarks, strayMarksOf } from './stray-marks.js';
import { authorOfSuggestion } from './suggestion-id.js';

/** Where changes come from that mend marks. Undo does not take them back. */
export const mendingOrigin = 'suggestions$mended';

/**
 * Keeps a person's own suggestions whole on their own screen while others' changes come in: what others typed into a
 * passage that this person has proposed to delete is spared, and, for those who may edit, words of a suggestion whose
 * mark a merge has dropped get it back. (For those who may only suggest, the server does so.) Gives how to stop.
 */
export function keepOwnMarks(doc: Y.Doc, personId: string, mayEdit: boolean): () => void {
  const note = (transaction: Y.Transaction): void => {
    if (transaction.local) return;
    const strays = strayMarksOf(transaction, '').filter((stray) => isOwnAffair(stray, transaction));
    if (strays.length > 0) doc.transact(() => mendMarks(doc, strays), mendingOrigin);
  };
  const isOwnAffair = ({ mark, id, client, clock }: StrayMarks, { beforeState }: Y.Transaction): boolean => {
    const isNew = clock >= (beforeState.get(client) ?? 0);
    if (isNew) return mark === 'del';
    return mayEdit && mark === 'ins' && id !== null && authorOfSuggestion(id) === personId;
  };
  doc.on('afterTransaction', note);
  return () => doc.off('afterTransaction', note);
}
