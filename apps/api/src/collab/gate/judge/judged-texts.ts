import { fragmentOf, refusalOfTouched } from '@concordat/document';
import * as Y from 'yjs';
import type { EditMode, JudgeRefusal, JudgeRequest } from './judge.types.js';

/** Looks at a text while a transaction still tells what it changed, and says why that may not stand. */
type Rule = (transaction: Y.Transaction) => JudgeRefusal | null;

/** The touched blocks are still a section's; so the text as a whole is, because the rest was judged before. */
const fitsSchema: Rule = (transaction) => (refusalOfTouched(transaction) ? 'update.schema' : null);

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

/** The rules of each mode. Fixed parts of a template and suggestions are rules as well, once a schema knows them. */
const rulesOf: Readonly<Record<EditMode, readonly Rule[]>> = { edit: [hidesNothing, fitsSchema] };

/** The texts of sections as one thread holds them, and what comes of putting an update in. */
export class JudgedTexts {
  private readonly texts = new Map<string, Y.Doc>();

  load(sectionId: string, text: readonly Uint8Array[]): void {
    this.forget(sectionId);
    const doc = new Y.Doc();
    // A root has no type before it is asked for, and the check of touched blocks needs it before the first update.
    fragmentOf(doc);
    for (const update of text) Y.applyUpdate(doc, update);
    this.texts.set(sectionId, doc);
  }

  /** Null if the update may stand; it is part of the text then. Else why not, and the text is forgotten. */
  judge({ sectionId, news, update, mode }: Extract<JudgeRequest, { kind: 'judge' }>): JudgeRefusal | null {
    const doc = this.texts.get(sectionId);
    if (!doc) throw new Error(`Section ${sectionId} was not loaded.`);
    for (const each of news) Y.applyUpdate(doc, each);
    const refusal = attempt(doc, update, rulesOf[mode]);
    if (refusal) this.forget(sectionId);
    return refusal;
  }

  forget(sectionId: string): void {
    this.texts.get(sectionId)?.destroy();
    this.texts.delete(sectionId);
  }
}

function attempt(doc: Y.Doc, update: Uint8Array, rules: readonly Rule[]): JudgeRefusal | null {
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
