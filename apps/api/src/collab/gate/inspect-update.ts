import { holdsFixedParts } from '@concordat/document';
import * as Y from 'yjs';
import type { UnreadableCode } from './read/byte-reader.js';
import { type Place, readUpdate, type UpdateOutline } from './read/read-update.js';

/**
 * What an update would do to a text. `nothing`: it holds only what is known (a client that comes back sends all it
 * has). `change`: it adds under these client ids; none, if it only deletes. A change is `ordinary` if it types and
 * deletes and no more: see {@link isOrdinary}.
 */
export type Inspection =
  | { readonly kind: 'refused'; readonly code: UnreadableCode | 'update.gap' }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'change'; readonly clientIds: ReadonlySet<number>; readonly ordinary: boolean };

/** An update of more bytes is not ordinary, whatever it holds. */
const largestOrdinary = 4096;

/** Compares an update with a text, without applying it and without letting Yjs decode it. */
export function inspectUpdate(doc: Y.Doc, update: Uint8Array): Inspection {
  const outline = readUpdate(update);
  if (typeof outline === 'string') return { kind: 'refused', code: outline };
  const clientIds = new Set<number>();
  const reach = new Map<number, number>();
  for (const { client, clock, end, skippedUpTo } of outline.runs) {
    const known = Y.getState(doc.store, client);
    if (end <= known) continue;
    if (clock > known || skippedUpTo > known) return { kind: 'refused', code: 'update.gap' };
    reach.set(client, end);
    clientIds.add(client);
  }
  const deletions = inspectDeletions(doc, outline, reach);
  if (deletions === 'gap') return { kind: 'refused', code: 'update.gap' };
  if (clientIds.size === 0 && deletions === 'none') return { kind: 'nothing' };
  // Where a template fixes words, somebody has to look whether it is them that is typed into.
  const ordinary = update.byteLength <= largestOrdinary && isOrdinary(doc, outline) && !holdsFixedParts(doc);
  return { kind: 'change', clientIds, ordinary };
}

function inspectDeletions(
  doc: Y.Doc,
  { deletions }: UpdateOutline,
  reach: ReadonlyMap<number, number>,
): 'none' | 'some' | 'gap' {
  let found: 'none' | 'some' = 'none';
  for (const [client, ranges] of deletions) {
    const state = Y.getState(doc.store, client);
    const end = reach.get(client) ?? state;
    for (let at = 0; at < ranges.length; at += 2) {
      const [from = 0, to = 0] = [ranges[at], ranges[at + 1]];
      if (to > end) return 'gap';
      if (found === 'none' && !isDeleted(doc, client, from, Math.min(to, state))) found = 'some';
    }
  }
  return found;
}

/** Whether everything of a client in this range is deleted already. What the update itself adds is not asked for. */
function isDeleted(doc: Y.Doc, client: number, from: number, to: number): boolean {
  const structs = doc.store.clients.get(client);
  if (!structs || from >= to) return true;
  for (let index = Y.findIndexSS(structs, from); index < structs.length; index += 1) {
    const struct = structs[index];
    if (!struct || struct.id.clock >= to) break;
    if (!struct.deleted) return false;
  }
  return true;
}

/**
 * Whether an update does nothing but put characters between characters of one text and delete what is there, under
 * one client id that continues where it stopped. Such an update fits every section (text may hold any characters, and
 * no deletion is against the schema), finds all that it builds on, and costs at most its few structs times the length
 * of the line of items they stand in: there is nothing left for a thread to find out.
 */
function isOrdinary(doc: Y.Doc, { runs, items }: UpdateOutline): boolean {
  if (!items || runs.length > 1) return false;
  const [run] = runs;
  if (!run) return true;
  if (run.clock !== Y.getState(doc.store, run.client)) return false;
  const own: (Y.XmlText | null)[] = [];
  /** The text in which something stands: in the document, or among what this very update has put in before. */
  const textAt = (place: Place | null): Y.XmlText | null | undefined => {
    if (!place) return undefined;
    if (place.client !== run.client || place.clock < run.clock) return textOf(itemAt(doc, place));
    return own[items.findLastIndex(({ clock }) => clock <= place.clock)] ?? null;
  };
  for (const item of items) {
    const beside = [textAt(item.left), textAt(item.right)].filter((text) => text !== undefined);
    const text = item.parent ? textIn(itemAt(doc, item.parent)) : (beside[0] ?? null);
    if (!item.isText || !text || beside.some((other) => other !== text)) return false;
    own.push(text);
  }
  return true;
}

function itemAt(doc: Y.Doc, { client, clock }: Place): Y.Item | null {
  const structs = doc.store.clients.get(client);
  if (!structs || clock >= Y.getState(doc.store, client)) return null;
  const struct = structs[Y.findIndexSS(structs, clock)];
  return struct instanceof Y.Item ? struct : null;
}

/** The text whose line of characters and marks an item stands in. */
function textOf(item: Y.Item | null): Y.XmlText | null {
  return item && item.parentSub === null && item.parent instanceof Y.XmlText ? item.parent : null;
}

/** The text that an item is. */
function textIn(item: Y.Item | null): Y.XmlText | null {
  const type = item?.content instanceof Y.ContentType ? item.content.type : null;
  return type instanceof Y.XmlText ? type : null;
}
