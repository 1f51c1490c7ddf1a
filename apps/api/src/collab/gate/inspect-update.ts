import { sectionFieldName } from '@concordat/document';
import * as Y from 'yjs';

/** The largest message the gate reads, in bytes. */
export const largestUpdate = 1024 * 1024;

/** Positions of a client beyond this are no text of people. */
const largestClock = 2 ** 40;

/**
 * What an update would do to a text, found without applying it. `nothing`: it holds only what is known (a client
 * that comes back sends all it has). `change`: it adds under these client ids; none, if it only deletes.
 */
export type Inspection =
  | { readonly kind: 'malformed' | 'gap' | 'schema' | 'nothing' }
  | { readonly kind: 'change'; readonly clientIds: ReadonlySet<number> };

/**
 * Reads an update as Yjs V1, never as V2 (whose decoder can be made to hang), and compares it with the text.
 * Runs on the caller's thread; it touches nothing but its arguments, so that it can move to a worker as it is.
 */
export function inspectUpdate(doc: Y.Doc, update: Uint8Array): Inspection {
  const decoded = decode(update);
  if (!decoded) return { kind: 'malformed' };
  const reach = new Map<number, number>();
  const clientIds = new Set<number>();
  for (const struct of decoded.structs) {
    const { client, clock } = struct.id;
    const end = clock + struct.length;
    if (!Number.isSafeInteger(end) || end > largestClock) return { kind: 'malformed' };
    const known = reach.get(client) ?? Y.getState(doc.store, client);
    if (end <= known) continue;
    if (struct instanceof Y.Skip || clock > known) return { kind: 'gap' };
    // Every other root would be a hiding place that no reader of the section ever looks into.
    if (struct instanceof Y.Item && typeof struct.parent === 'string' && struct.parent !== sectionFieldName) {
      return { kind: 'schema' };
    }
    reach.set(client, end);
    clientIds.add(client);
  }
  const deletions = inspectDeletions(doc, decoded.ds, reach);
  if (deletions === 'gap') return { kind: 'gap' };
  return clientIds.size > 0 || deletions === 'some' ? { kind: 'change', clientIds } : { kind: 'nothing' };
}

type Decoded = ReturnType<typeof Y.decodeUpdate>;

function decode(update: Uint8Array): Decoded | null {
  let decoder: Y.UpdateDecoderV1 | undefined;
  class WatchedDecoder extends Y.UpdateDecoderV1 {
    constructor(...args: ConstructorParameters<typeof Y.UpdateDecoderV1>) {
      super(...args);
      decoder = this;
    }
  }
  try {
    const decoded = Y.decodeUpdateV2(update, WatchedDecoder) as Decoded;
    // Bytes left over mean that this was not V1; read as V1 it may look like an empty update, which is acknowledged.
    const rest = decoder?.restDecoder;
    return rest && rest.pos === rest.arr.length ? decoded : null;
  } catch {
    // Whatever the decoder trips over, the bytes came from outside and are not an update.
    return null;
  }
}

function inspectDeletions(
  doc: Y.Doc,
  deleted: Decoded['ds'],
  reach: ReadonlyMap<number, number>,
): 'none' | 'some' | 'gap' {
  let found: 'none' | 'some' = 'none';
  for (const [client, ranges] of deleted.clients) {
    const state = Y.getState(doc.store, client);
    for (const { clock, len } of ranges) {
      if (clock + len > (reach.get(client) ?? state)) return 'gap';
      if (found === 'none' && !isDeleted(doc, client, clock, Math.min(clock + len, state))) found = 'some';
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
