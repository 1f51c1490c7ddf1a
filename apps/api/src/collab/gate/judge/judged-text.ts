import {
  changedPart,
  fragmentOf,
  mendAsUpdate,
  newSuggestionId,
  onlySuggests,
  refusalOfTouched,
  type StrayMarks,
  type Top,
  TopBlocks,
  touchesFixedParts,
  unmarkedIn,
} from '@concordat/document';
import * as Y from 'yjs';
import type { JudgedAs, JudgeRefusal, Verdict } from './judge.types.js';

/** Looks at a text while a transaction still tells what it changed, and says why that may not stand. */
type Rule = (transaction: Y.Transaction) => JudgeRefusal | null;

/** The touched blocks are still a section's; so the text as a whole is, because the rest was judged before. */
const fitsSchema: Rule = (transaction) => (refusalOfTouched(transaction) ? 'update.schema' : null);

/** The template's own words are nobody's to change, whatever their role; so is what would only look like them. */
const leavesFixedParts: Rule = (transaction) => (touchesFixedParts(transaction) ? 'update.fixed' : null);

/** Values belong to attributes. Among the characters of a text no reader would ever see them. */
const hidesNothing: Rule = ({ doc, beforeState, afterState }) => {
  for (const [client, end] of afterState) {
    const start = beforeState.get(client) ?? 0;
    const structs = doc.store.clients.get(client);
    if (end === start || !structs) continue;
    for (let index = Y.findIndexSS(structs, start); index < structs.length; index += 1) {
      const item = structs[index];
      if (item instanceof Y.Item && item.content instanceof Y.ContentAny && item.parentSub === null)
        return 'update.schema';
    }
  }
  return null;
};

/** The text of one section as a thread holds it, and its blocks once somebody has written who may only suggest. */
export class JudgedText {
  private readonly doc = new Y.Doc();
  private blocks: TopBlocks | null = null;

  constructor(text: readonly Uint8Array[]) {
    // A root has no type before it is asked for, and the check of touched blocks needs it before the first update.
    fragmentOf(this.doc);
    this.doc.on('afterTransaction', (transaction: Y.Transaction) => this.follow(transaction));
    for (const update of text) Y.applyUpdate(this.doc, update);
  }

  /** Puts in what has passed. */
  put(update: Uint8Array): void {
    Y.applyUpdate(this.doc, update);
  }

  /** Puts in an update. Unless it may stand, the text is of no use any more. */
  judge(update: Uint8Array, as: JudgedAs): Verdict {
    if (as === 'edit') {
      const refusal = this.attempt(update, [hidesNothing, fitsSchema, leavesFixedParts]);
      return refusal ? { refusal } : { refusal, mend: null };
    }
    this.blocks ??= new TopBlocks(this.doc);
    const before = this.blocks.tops;
    const bare: StrayMarks[] = [];
    const id = newSuggestionId(as.suggests);
    const noteBare: Rule = (transaction) => {
      if (!transaction.local) bare.push(...unmarkedIn(transaction, id));
      return null;
    };
    const refusal = this.attempt(update, [hidesNothing, fitsSchema, leavesFixedParts, noteBare]);
    if (refusal) return { refusal };
    if (this.suggestsOnly(before, as.suggests)) return { refusal: null, mend: null };
    // Where somebody deletes around words that are being suggested, the words lose their mark in the merge.
    const mend = bare.length > 0 ? mendAsUpdate(this.doc, bare) : null;
    return mend && this.suggestsOnly(before, as.suggests)
      ? { refusal: null, mend }
      : { refusal: 'update.suggest_only' };
  }

  destroy(): void {
    this.doc.destroy();
  }

  private suggestsOnly(before: readonly Top[], personId: string): boolean {
    const part = changedPart(before, this.blocks?.tops ?? before);
    return onlySuggests(part, personId);
  }

  private follow(transaction: Y.Transaction): void {
    // What does not fit the schema is refused by its rule, and cannot be read.
    if (this.blocks && refusalOfTouched(transaction) === null) this.blocks.take(transaction);
  }

  private attempt(update: Uint8Array, rules: readonly Rule[]): JudgeRefusal | null {
    const { doc } = this;
    let refusal: JudgeRefusal | null = null;
    const check = (transaction: Y.Transaction): void => {
      for (const rule of rules) refusal ??= rule(transaction);
    };
    doc.on('afterTransaction', check);
    try {
      Y.applyUpdate(doc, update);
    } catch {
      // The bytes are an update's but cannot be put in; they came from outside, and the text is thrown away.
      return 'update.malformed';
    } finally {
      doc.off('afterTransaction', check);
    }
    if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) return 'update.gap';
    return refusal;
  }
}
