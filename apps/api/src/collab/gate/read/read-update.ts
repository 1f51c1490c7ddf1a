import { attributeNames, elementNames, markNames, sectionFieldName } from '@concordat/document';
import { ByteReader, Unreadable, type UnreadableCode } from './byte-reader.js';
import { skipAny, skipJson } from './skip-value.js';

/** The largest message the gate reads, in bytes. */
export const largestUpdate = 1024 * 1024;

/** What one update may hold. A person's whole offline week stays far below; a bomb does not. */
const mostStructs = 50_000;
const mostClients = 10_000;
/** Yjs draws ids of 32 bits. Positions of a client beyond the second are no text of people. */
const largestClient = 2 ** 32;
const largestClock = 2 ** 32;
/** How far one struct without content may move a client's clock on. */
const longestRun = 2 ** 24;
/** An update with no more than this may be looked at item by item. */
const mostItems = 32;
const longestName = 64;

/** Where something stands: a client and its position. */
export interface Place {
  readonly client: number;
  readonly clock: number;
}

/** What one client adds: its positions from `clock` up to but not including `end`. */
export interface ClientRun extends Place {
  readonly end: number;
  /** Everything below this that is new would be left out; -1 if nothing is. */
  readonly skippedUpTo: number;
}

/** One struct of a small update. */
export interface ItemOutline extends Place {
  readonly isText: boolean;
  readonly left: Place | null;
  readonly right: Place | null;
  readonly parent: Place | null;
}

/** What an update says it does, without doing it. */
export interface UpdateOutline {
  readonly runs: readonly ClientRun[];
  /** For each client the deleted positions as pairs of first and end, ascending, none touching another twice. */
  readonly deletions: ReadonlyMap<number, readonly number[]>;
  /** Its structs, if it is small; null if there are too many to look at. */
  readonly items: readonly ItemOutline[] | null;
}

/**
 * Reads an update as Yjs V1 without Yjs, in one pass whose cost follows its bytes: lengths, counts, names and values
 * are held against what a section can hold, and nothing is built of them. What this lets through, Yjs decodes in a
 * time that follows the bytes as well; what integrating it costs is another question, and a thread's to answer.
 *
 * Gives `update.malformed` for what is no whole update, `update.schema` for content that no section holds,
 * `update.too_heavy` for more structs than people write.
 */
export function readUpdate(update: Uint8Array): UpdateOutline | UnreadableCode {
  const reader = new ByteReader(update);
  try {
    const { runs, items } = readRuns(reader);
    const deletions = readDeletions(reader);
    // Bytes left over mean that this was not V1; read as V1 it may look like an empty update, which is acknowledged.
    return reader.isAtEnd ? { runs, deletions, items } : 'update.malformed';
  } catch (error) {
    if (error instanceof Unreadable) return error.code;
    throw error;
  }
}

function readRuns(reader: ByteReader): Pick<UpdateOutline, 'runs' | 'items'> {
  const runs: ClientRun[] = [];
  const items: ItemOutline[] = [];
  const seen = new Set<number>();
  let structs = 0;
  for (let left = countOf(reader, mostClients); left > 0; left -= 1) {
    const count = reader.number();
    // No struct is told in one byte: whoever promises more than there is room for has not written this.
    if (count * 2 > reader.left) throw new Unreadable('update.malformed');
    structs += count;
    if (structs > mostStructs) throw new Unreadable('update.too_heavy');
    const { client, clock } = readPlace(reader);
    if (seen.size === seen.add(client).size) throw new Unreadable('update.malformed');
    let [end, skippedUpTo] = [clock, -1];
    for (let struct = 0; struct < count; struct += 1) {
      const info = reader.byte();
      const item = startItem(reader, info, client, end);
      end += contentLength(reader, info);
      if (end > largestClock) throw new Unreadable('update.malformed');
      if ((info & 31) === 10) skippedUpTo = end;
      if (structs <= mostItems) items.push(item);
    }
    runs.push({ client, clock, end, skippedUpTo });
  }
  return { runs, items: structs <= mostItems ? items : null };
}

/** The part of a struct that says where it belongs. */
function startItem(reader: ByteReader, info: number, client: number, clock: number): ItemOutline {
  const kind = info & 31;
  const item = { client, clock, isText: kind === 4, left: null, right: null, parent: null };
  if (kind === 0 || kind === 10) return item;
  const left = (info & 128) !== 0 ? readPlace(reader) : null;
  const right = (info & 64) !== 0 ? readPlace(reader) : null;
  if (left ?? right) return { ...item, left, right };
  const parent = readParent(reader);
  if ((info & 32) === 0) return { ...item, parent };
  if (!attributeNames.has(reader.shortText(longestName))) throw new Unreadable('update.schema');
  return { ...item, parent, isText: false };
}

function readParent(reader: ByteReader): Place | null {
  // lib0 takes 1 for a root's name and everything else for an id.
  if (reader.number() !== 1) return readPlace(reader);
  // Every other root would be a hiding place that no reader of the section ever looks into.
  if (reader.shortText(longestName) !== sectionFieldName) throw new Unreadable('update.schema');
  return null;
}

/** The number of positions that a struct's content takes. */
function contentLength(reader: ByteReader, info: number): number {
  const length = lengthOf(reader, info & 31);
  // Yjs writes no struct without a position, and one breaks the order in which it looks for them.
  if (length === 0) throw new Unreadable('update.malformed');
  return length;
}

function lengthOf(reader: ByteReader, kind: number): number {
  switch (kind) {
    case 0: // collected
    case 1: // deleted
    case 10: // skipped
      return countOf(reader, longestRun);
    case 4: // text
      return reader.skipText();
    case 6: // a mark begins or ends
      if (!markNames.has(reader.shortText(longestName))) throw new Unreadable('update.schema');
      skipJson(reader);
      return 1;
    case 7:
      readType(reader);
      return 1;
    case 8: // values of an attribute, one after the other
      return skipValues(reader);
    case 2: // JSON of old
    case 3: // bytes
    case 5: // embedded objects
    case 9: // documents
      throw new Unreadable('update.schema');
    default:
      throw new Unreadable('update.malformed');
  }
}

function skipValues(reader: ByteReader): number {
  const count = reader.number();
  for (let left = count; left > 0; left -= 1) skipAny(reader);
  return count;
}

/** A section is made of elements that the schema knows and of text. */
function readType(reader: ByteReader): void {
  const type = reader.number();
  if (type === 6) return;
  if (type > 6) throw new Unreadable('update.malformed');
  if (type !== 3 || !elementNames.has(reader.shortText(longestName))) throw new Unreadable('update.schema');
}

function readDeletions(reader: ByteReader): Map<number, number[]> {
  const deletions = new Map<number, number[]>();
  for (let left = countOf(reader, mostClients); left > 0; left -= 1) {
    const client = reader.number();
    if (client >= largestClient || deletions.has(client)) throw new Unreadable('update.malformed');
    const ranges: number[] = [];
    let last = -1;
    for (let range = reader.number(); range > 0; range -= 1) {
      const clock = reader.number();
      const end = clock + reader.number();
      // Yjs writes them in order and apart; piled upon each other they would cost their product.
      if (clock <= last || end <= clock || end > largestClock) throw new Unreadable('update.malformed');
      ranges.push(clock, end);
      last = end - 1;
    }
    deletions.set(client, ranges);
  }
  return deletions;
}

function readPlace(reader: ByteReader): Place {
  const client = reader.number();
  const clock = reader.number();
  if (client >= largestClient || clock >= largestClock) throw new Unreadable('update.malformed');
  return { client, clock };
}

function countOf(reader: ByteReader, most: number): number {
  const count = reader.number();
  if (count > most) throw new Unreadable('update.malformed');
  return count;
}
