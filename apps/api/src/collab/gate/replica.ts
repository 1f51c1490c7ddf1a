import { fragmentOf, refusalOfTouched } from '@concordat/document';
import * as Y from 'yjs';

/**
 * The text of a section twice: as committed, and as it will be once the updates under way are. Everything is judged
 * against the second, because two updates that are each fine may not be fine together; nobody sees anything but the
 * first.
 */
export class Replica {
  private pendingDoc: Y.Doc;
  private underWay: Uint8Array[] = [];

  constructor(readonly committed: Y.Doc) {
    this.pendingDoc = copyOf(committed);
  }

  get pending(): Y.Doc {
    return this.pendingDoc;
  }

  /** Applies an update to the pending text if the result is a section, else leaves the pending text as it was. */
  attempt(update: Uint8Array): 'update.malformed' | 'update.gap' | 'update.schema' | null {
    const refusal = this.apply(update);
    if (refusal) this.rebuildPending();
    else this.underWay.push(update);
    return refusal;
  }

  /** The updates under way are committed. */
  settle(): void {
    for (const update of this.underWay) Y.applyUpdate(this.committed, update);
    this.underWay = [];
  }

  /** The updates under way will not be committed. */
  abandon(): void {
    this.underWay = [];
    this.rebuildPending();
  }

  destroy(): void {
    this.committed.destroy();
    this.pendingDoc.destroy();
  }

  private apply(update: Uint8Array): 'update.malformed' | 'update.gap' | 'update.schema' | null {
    const doc = this.pendingDoc;
    let fits = true;
    const check = (transaction: Y.Transaction): void => {
      fits &&= refusalOfTouched(transaction) === null;
    };
    doc.on('afterTransaction', check);
    try {
      Y.applyUpdate(doc, update);
    } catch {
      // The bytes decode but cannot be put in; they came from outside, and the pending text is made anew.
      return 'update.malformed';
    } finally {
      doc.off('afterTransaction', check);
    }
    if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) return 'update.gap';
    return fits ? null : 'update.schema';
  }

  private rebuildPending(): void {
    this.pendingDoc.destroy();
    this.pendingDoc = copyOf(this.committed);
    for (const update of this.underWay) Y.applyUpdate(this.pendingDoc, update);
  }
}

function copyOf(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc();
  // A root has no type before it is asked for, and the check of touched blocks needs it before the first update.
  fragmentOf(copy);
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return copy;
}
