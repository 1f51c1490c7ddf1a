import * as Y from 'yjs';
import { fragmentOf } from '../read/read-section.js';

type AnyType = Y.AbstractType<Y.YEvent<Y.AbstractType<unknown>>>;

const name = 'fixed';

/** Says whether a section holds words of its template that nobody may change. */
export function holdsFixedParts(doc: Y.Doc): boolean {
  for (let item = fragmentOf(doc)._start; item !== null; item = item.right)
    if (!item.deleted && isFixed(elementOf(item))) return true;
  return false;
}

/**
 * Says whether a transaction changed, added, fixed or deleted a fixed part of a template. Blocks beside it may come and
 * go. Call it from `afterTransaction`, while deleted blocks still tell what they were.
 */
export function touchesFixedParts(transaction: Y.Transaction): boolean {
  const fragment = fragmentOf(transaction.doc) as unknown as AnyType;
  for (const [type, keys] of transaction.changed as Map<AnyType, ReadonlySet<string | null>>) {
    if (keys.has(name)) return true;
    if (type === fragment ? isFixedAmongChanged(transaction) : isFixed(topBlockOf(type, fragment)))
      return true;
  }
  return false;
}

function isFixedAmongChanged(transaction: Y.Transaction): boolean {
  const { doc, beforeState, deleteSet } = transaction;
  for (let item = fragmentOf(doc)._start; item !== null; item = item.right) {
    const isNew = item.id.clock >= (beforeState.get(item.id.client) ?? 0);
    const isGoing = item.deleted && Y.isDeleted(deleteSet, item.id);
    if ((isNew || isGoing) && isFixed(elementOf(item))) return true;
  }
  return false;
}

const elementOf = ({ content }: Y.Item): AnyType | null =>
  content instanceof Y.ContentType ? (content.type as AnyType) : null;

/** The value as it was last written: a deleted block keeps it until it is collected. */
function isFixed(type: AnyType | null): boolean {
  const written = type?._map.get(name);
  return written?.content.getContent().at(-1) === true;
}

/** The block directly under the section that holds this type, whether it is deleted or not. */
function topBlockOf(type: AnyType, fragment: AnyType): AnyType | null {
  let inner = type;
  for (;;) {
    const parent = inner._item?.parent as AnyType | null | undefined;
    if (parent === fragment) return inner;
    if (!parent) return null;
    inner = parent;
  }
}
