import { fragmentOf, mendAsUpdate, type StrayMarks, strayMarksOf } from '@concordat/document';
import * as Y from 'yjs';
import type { SectionState } from './gate.types.js';

/** So many updates, or bytes of them, are kept beside the encoded text before it is encoded anew. */
const mostSince = 500;
const mostBytesSince = 256 * 1024;

/**
 * The text of a section as it will be once the updates under way are committed, which is what the next one is judged
 * against; and, encoded, the text as it is, which is all that anybody is shown. Between two commits they are the same.
 */
export class Replica {
  private current: Y.Doc;
  private base: SectionState;
  private since: Uint8Array[] = [];
  private bytesSince = 0;
  private underWay: Uint8Array[] = [];
  private strays: readonly StrayMarks[] = [];

  /** @param committed the text at a position of the log; it is this replica's from now on */
  constructor(committed: Y.Doc, seq: number) {
    // A root has no type before it is asked for, and an update is judged by the types it touches.
    fragmentOf(committed);
    this.current = committed;
    this.base = { seq, update: Y.encodeStateAsUpdate(committed) };
  }

  /** The text with the updates under way. */
  get doc(): Y.Doc {
    return this.current;
  }

  get isUnderWay(): boolean {
    return this.underWay.length > 0;
  }

  /**
   * Puts in an update that has been judged. False if it does not go in after all; the text is as it was then.
   * @param personId whose it is, where suggestions that it leads astray are to be mended
   */
  take(update: Uint8Array, personId: string | null = null): boolean {
    this.strays = [];
    const note = (transaction: Y.Transaction): void => {
      if (personId !== null && !transaction.local) this.strays = strayMarksOf(transaction, personId);
    };
    this.current.on('afterTransaction', note);
    const isIn = putIn(this.current, update);
    this.current.off('afterTransaction', note);
    if (!isIn) {
      this.rebuild();
      return false;
    }
    this.underWay.push(update);
    return true;
  }

  /** Gives suggestions that the last update led astray their marks back, as an update that goes with it; null for none. */
  mend(): Uint8Array | null {
    if (this.strays.length === 0) return null;
    const update = mendAsUpdate(this.current, this.strays);
    this.strays = [];
    if (!update) return null;
    this.underWay.push(update);
    return update;
  }

  /** The updates under way are committed. */
  settle(): void {
    for (const update of this.underWay) {
      this.since.push(update);
      this.bytesSince += update.byteLength;
    }
    this.underWay = [];
    if (this.since.length > mostSince || this.bytesSince > mostBytesSince) this.encode();
  }

  /** The updates under way will not be committed. */
  abandon(): void {
    if (this.underWay.length === 0) return;
    this.underWay = [];
    this.rebuild();
  }

  /** The committed text, encoded. */
  state(): SectionState {
    if (this.since.length === 0) return this.base;
    if (this.underWay.length === 0) this.encode();
    else this.rest(Y.mergeUpdates([this.base.update, ...this.since]));
    return this.base;
  }

  /** The text with the updates under way, as updates that together make it. */
  parts(): readonly Uint8Array[] {
    return [this.base.update, ...this.since, ...this.underWay];
  }

  destroy(): void {
    this.current.destroy();
  }

  private encode(): void {
    this.rest(Y.encodeStateAsUpdate(this.current));
  }

  /** Takes an encoding of the committed text as its new base. */
  private rest(update: Uint8Array): void {
    this.base = { seq: this.base.seq + this.since.length, update };
    this.since = [];
    this.bytesSince = 0;
  }

  private rebuild(): void {
    const parts = this.parts();
    this.current.destroy();
    this.current = new Y.Doc();
    fragmentOf(this.current);
    for (const update of parts) Y.applyUpdate(this.current, update);
  }
}

function putIn(doc: Y.Doc, update: Uint8Array): boolean {
  try {
    Y.applyUpdate(doc, update);
  } catch {
    // A thread has put the same bytes into the same text before; if they fail here nonetheless, the text is made anew.
    return false;
  }
  return doc.store.pendingStructs === null && doc.store.pendingDs === null;
}
