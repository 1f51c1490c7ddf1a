import * as Y from 'yjs';
import { authorOfSuggestion, type SuggestionId } from './suggestion-id.js';

/**
 * Letters whose suggestion a merge changed although nobody did, and what they are to carry: Yjs keeps marks as signs
 * before and after text, and who deletes the text around a sign deletes it for letters they have never seen.
 */
export interface StrayMarks {
  readonly mark: 'ins' | 'del';
  /** The suggestion they belong to; null for none. */
  readonly id: string | null;
  /** The letters: so many of this client from this position of its clock on. */
  readonly client: number;
  readonly clock: number;
  readonly length: number;
}

interface Marked {
  readonly id: string | null;
  /** Whether the sign that says so came with the transaction. */
  readonly isNew: boolean;
}

interface Letters {
  readonly item: Y.Item;
  readonly isNew: boolean;
  readonly wasThere: boolean;
  readonly before: Readonly<Record<'ins' | 'del', Marked>>;
  readonly after: Readonly<Record<'ins' | 'del', Marked>>;
  /** Whether the next sign, up to which the mark reaches now, came with the transaction. */
  readonly endsAnew: Record<'ins' | 'del', boolean>;
}

const names = ['ins', 'del'] as const;
const unmarked: Marked = { id: null, isNew: false };

/**
 * What a transaction of this person has led astray. Ask from `afterTransaction`, while it still tells what was there.
 *
 * - Letters that were there and have lost a suggestion's mark while other letters of the same passage were plainly
 *   deleted get it back: an acceptance takes the mark from all and deletes nothing.
 * - Letters that were there and have fallen under a mark that is older than the transaction are freed of it, unless it
 *   is this person's own and the transaction itself draws it further over letters they knew: they go on deleting, or the
 *   letter they typed is the same as the one behind it, and which of the two is the new one is told by the marks alone.
 * - New letters under an older mark of somebody else are freed of it: whoever typed them did not know of it, or typed
 *   past every editor. Letters that were moved, deleted elsewhere under the same mark, keep it.
 */
export function strayMarksOf(transaction: Y.Transaction, personId: string): readonly StrayMarks[] {
  const lines = [...touchedTexts(transaction)].map((text) => lettersOf(text, transaction));
  const isDrawnOver = ({ item, after, endsAnew }: Letters, mark: 'ins' | 'del'): boolean =>
    endsAnew[mark] &&
    authorOfSuggestion(after[mark].id ?? '') === personId &&
    (mark === 'del' || isKnownBy(transaction, item));
  return names.flatMap((mark) => {
    const moved = new Set(
      lines.flat().flatMap((letters) => (isGone(letters) ? idOf(letters.before[mark]) : [])),
    );
    return lines.flatMap((line) => {
      const cut = new Set(
        line.flatMap((letters) => (isPlainlyGone(letters, mark) ? idOf(letters.before[mark]) : [])),
      );
      return line.flatMap((letters): StrayMarks[] => {
        if (letters.item.deleted) return [];
        const [before, after] = [letters.before[mark], letters.after[mark]];
        if (letters.isNew) {
          const isForeign = after.id !== null && !after.isNew && authorOfSuggestion(after.id) !== personId;
          return isForeign && !moved.has(after.id ?? '') ? [stray(letters, mark, null)] : [];
        }
        if (before.id === after.id || after.isNew) return [];
        if (after.id !== null) return isDrawnOver(letters, mark) ? [] : [stray(letters, mark, before.id)];
        return cut.has(before.id ?? '') ? [stray(letters, mark, before.id)] : [];
      });
    });
  });
}

/**
 * The letters that a transaction adds without the mark of a proposed insertion where the text they were typed beside is
 * gone, and the mark may have gone with it: for who may add no others, under this id. Beside living text nobody has lost
 * a mark, and such letters were typed without one.
 */
export function unmarkedIn(transaction: Y.Transaction, id: SuggestionId): readonly StrayMarks[] {
  return [...touchedTexts(transaction)]
    .flatMap((text) => lettersOf(text, transaction))
    .filter(({ item, isNew, after }) => isNew && !item.deleted && after.ins.id === null)
    .filter(({ item }) => wasBesideDeleted(transaction, item))
    .map((letters) => stray(letters, 'ins', id));
}

/** Whether what an item was put in after or before, seen past what came with it, is deleted. */
function wasBesideDeleted({ doc, beforeState }: Y.Transaction, item: Y.Item): boolean {
  const isNew = ({ client, clock }: Y.ID): boolean => clock >= (beforeState.get(client) ?? 0);
  const isGoneAt = (side: 'origin' | 'rightOrigin'): boolean => {
    let place = item[side];
    while (place && isNew(place)) place = letterAt(doc, place.client, place.clock)?.[side] ?? null;
    // What has been collected is deleted for good.
    return place !== null && (letterAt(doc, place.client, place.clock)?.deleted ?? true);
  };
  return isGoneAt('origin') || isGoneAt('rightOrigin');
}

/**
 * Gives letters the marks they are to carry, in one transaction. Letters that are gone meanwhile are left alone.
 * @returns how many letters were mended
 */
export function mendMarks(doc: Y.Doc, strays: readonly StrayMarks[]): number {
  let mended = 0;
  doc.transact(() => {
    for (const { mark, id, client, clock, length } of strays)
      for (let at = clock; at < clock + length;) {
        const item = letterAt(doc, client, at);
        if (!item) break;
        const skipped = at - item.id.clock;
        const count = Math.min(item.length - skipped, clock + length - at);
        const text = item.parent;
        if (!item.deleted && item.content instanceof Y.ContentString && text instanceof Y.XmlText) {
          text.format(indexOf(text, item) + skipped, count, { [mark]: id === null ? null : { id } });
          mended += count;
        }
        at += count;
      }
  });
  return mended;
}

/**
 * Mends as somebody new: the update is stored under one person's name, and an id of Yjs is one person's for good. Null if
 * all that was to be mended is gone.
 */
export function mendAsUpdate(doc: Y.Doc, strays: readonly StrayMarks[]): Uint8Array | null {
  const updates: Uint8Array[] = [];
  const note = (update: Uint8Array): void => void updates.push(update);
  doc.clientID = new Y.Doc().clientID;
  doc.on('update', note);
  mendMarks(doc, strays);
  doc.off('update', note);
  return updates.length > 0 ? Y.mergeUpdates(updates) : null;
}

function* touchedTexts(transaction: Y.Transaction): Iterable<Y.XmlText> {
  const texts = new Set<unknown>(transaction.changed.keys());
  Y.iterateDeletedStructs(transaction, transaction.deleteSet, (struct) => {
    if (struct instanceof Y.Item && struct.content instanceof Y.ContentString) texts.add(struct.parent);
  });
  for (const text of texts) if (text instanceof Y.XmlText) yield text;
}

/** The letters of a text that were or are there, with the marks they had and have. */
function lettersOf(text: Y.XmlText, { beforeState, deleteSet }: Y.Transaction): Letters[] {
  const found: Letters[] = [];
  const before = { ins: unmarked, del: unmarked };
  const after = { ins: unmarked, del: unmarked };
  const sinceSign: Record<'ins' | 'del', Letters[]> = { ins: [], del: [] };
  for (let item = text._start; item !== null; item = item.right) {
    const isNew = item.id.clock >= (beforeState.get(item.id.client) ?? 0);
    const wasThere = !isNew && (!item.deleted || Y.isDeleted(deleteSet, item.id));
    if (item.content instanceof Y.ContentFormat) {
      const { key, value } = item.content as { key: string; value: unknown };
      if (key !== 'ins' && key !== 'del') continue;
      const marked = { id: (value as { id?: string } | null)?.id ?? null, isNew };
      if (wasThere) before[key] = marked;
      if (item.deleted) continue;
      after[key] = marked;
      for (const letters of sinceSign[key].splice(0)) letters.endsAnew[key] = isNew;
    } else if (item.content instanceof Y.ContentString && (wasThere || !item.deleted)) {
      const endsAnew = { ins: false, del: false };
      const letters = { item, isNew, wasThere, before: { ...before }, after: { ...after }, endsAnew };
      found.push(letters);
      for (const name of names) sinceSign[name].push(letters);
    }
  }
  return found;
}

/**
 * Whether whoever made a transaction has seen these letters, as far as it tells: it puts something beside them or beside
 * later ones of the same hand, or deletes such.
 */
function isKnownBy(
  { doc, beforeState, afterState, deleteSet }: Y.Transaction,
  { id, length }: Y.Item,
): boolean {
  const last = id.clock + length - 1;
  const isLater = (known: Y.ID | null): boolean =>
    known !== null && known.client === id.client && known.clock >= last;
  if (deleteSet.clients.get(id.client)?.some(({ clock, len }) => clock + len > last)) return true;
  for (const [client, end] of afterState) {
    const start = beforeState.get(client) ?? 0;
    const structs = doc.store.clients.get(client);
    if (!structs || end <= start) continue;
    for (let index = Y.findIndexSS(structs, start); index < structs.length; index += 1) {
      const struct = structs[index];
      if (
        client === id.client ||
        (struct instanceof Y.Item && (isLater(struct.origin) || isLater(struct.rightOrigin)))
      )
        return true;
    }
  }
  return false;
}

const isGone = ({ item, wasThere }: Letters): boolean => wasThere && item.deleted;

/** Whether letters were deleted for themselves, and not by a verdict on a suggestion of the other kind. */
const isPlainlyGone = (letters: Letters, mark: 'ins' | 'del'): boolean =>
  isGone(letters) && letters.before[mark === 'ins' ? 'del' : 'ins'].id === null;

const idOf = ({ id }: Marked): string[] => (id === null ? [] : [id]);

const stray = ({ item }: Letters, mark: 'ins' | 'del', id: string | null): StrayMarks => ({
  mark,
  id,
  client: item.id.client,
  clock: item.id.clock,
  length: item.length,
});

function letterAt(doc: Y.Doc, client: number, clock: number): Y.Item | null {
  const structs = doc.store.clients.get(client);
  if (!structs || clock >= Y.getState(doc.store, client)) return null;
  const struct = structs[Y.findIndexSS(structs, clock)];
  return struct instanceof Y.Item ? struct : null;
}

function indexOf(text: Y.XmlText, wanted: Y.Item): number {
  let index = 0;
  for (let item = text._start; item !== null && item !== wanted; item = item.right)
    if (!item.deleted && item.countable) index += item.length;
  return index;
}
