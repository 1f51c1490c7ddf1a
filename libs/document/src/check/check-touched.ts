import type { AbstractType, Item, Transaction, YEvent } from 'yjs';
import { fragmentOf, readBlock, UnreadableSection } from '../read/read-section.js';
import { refusalOfBlocks, type SchemaRefusal } from './check-section.js';

type AnyType = AbstractType<YEvent<AbstractType<unknown>>>;

/**
 * Checks only the top-level blocks that a transaction changed or added, so that the cost follows the edit and not
 * the section. Together with one whole check when the section is loaded this is as strict as checking everything.
 * Call it from `afterTransaction`, while the transaction still tells what it changed, on a doc whose section has been
 * asked for with `fragmentOf` before its first update.
 */
export function refusalOfTouched(transaction: Transaction): SchemaRefusal | null {
  try {
    return refusalOfBlocks([...touchedBlocks(transaction)].flatMap((block) => readBlock(block)));
  } catch (error) {
    if (error instanceof UnreadableSection) return error.code;
    throw error;
  }
}

/** The top-level blocks that a transaction changed or added, as their shared types. */
export function touchedBlocks(transaction: Transaction): Set<unknown> {
  const fragment = fragmentOf(transaction.doc) as unknown as AnyType;
  const touched = new Set<unknown>();
  for (const changed of transaction.changed.keys() as Iterable<AnyType>) {
    if (changed !== fragment) touched.add(topBlockOf(changed, fragment));
    else for (const added of addedTo(fragment, transaction)) touched.add(added);
  }
  touched.delete(null);
  return touched;
}

/** The block directly under the section that holds this type; null if it has been deleted meanwhile. */
function topBlockOf(type: AnyType, fragment: AnyType): unknown {
  let inner = type;
  for (;;) {
    const item: Item | null = inner._item;
    if (item === null) throw new UnreadableSection('document.foreign_content');
    if (item.deleted) return null;
    const parent = item.parent as AnyType;
    if (parent === fragment) return inner;
    inner = parent;
  }
}

function* addedTo(fragment: AnyType, transaction: Transaction): Iterable<unknown> {
  for (let item = fragment._start; item !== null; item = item.right) {
    if (item.deleted || item.id.clock < (transaction.beforeState.get(item.id.client) ?? 0)) continue;
    yield* item.content.getContent();
  }
}
