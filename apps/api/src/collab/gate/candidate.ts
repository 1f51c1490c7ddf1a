import * as Y from 'yjs';
import { type Author, type Received, serverDeviceId } from './gate.types.js';
import { sha256 } from './replay.js';
import type { NewLogRow } from './section-log.js';

/** An update that waits for its answer. */
export interface Waiting {
  readonly update: Uint8Array;
  readonly author: Author;
  readonly answer: (received: Received) => void;
}

/** An update on its way through one commit. Without a row it changes nothing, but may repeat one that does. */
export interface Candidate extends Waiting {
  readonly row: NewLogRow | null;
  /** Whether it only mends what the one before it led astray. */
  readonly isMending?: true;
}

/** What goes with an update in a row of its own: its writer's page has not made it, and is told of it like all others. */
export function mending(
  { author: { personId } }: Waiting,
  { seq, mode }: NewLogRow,
  update: Uint8Array,
): Candidate {
  const newClientIds = [...Y.parseUpdateMeta(update).from.keys()];
  const author = { personId, deviceId: serverDeviceId, clientIds: newClientIds };
  const row = { seq: seq + 1, bytes: update, sha256: sha256(update), personId, mode, newClientIds };
  return {
    update,
    author,
    answer: () => undefined,
    row: { ...row, deviceId: serverDeviceId },
    isMending: true,
  };
}
