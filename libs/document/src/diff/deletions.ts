import * as Y from 'yjs';
import type { Origin } from '../read/read-authored.js';

interface Deletion {
  readonly clock: number;
  readonly length: number;
  readonly personId: string;
}

/** How many overlapping deletions are looked through for one place. */
const mostLooks = 64;

/** Who deleted what, from the updates of a section's log: Yjs notes what is deleted, and not by whom. */
export class Deletions {
  private readonly byClient = new Map<number, Deletion[]>();
  private isSorted = true;

  /** Takes in one update (Yjs V1) and the person it came from. Updates come in the order of the log. */
  add(update: Uint8Array, personId: string): void {
    for (const [client, items] of Y.decodeUpdate(update).ds.clients) {
      const known = this.byClient.get(client) ?? [];
      for (const { clock, len } of items) known.push({ clock, length: len, personId });
      this.byClient.set(client, known);
      this.isSorted = false;
    }
  }

  /** The person who deleted what stood there; null for what nobody deleted in these updates. */
  deleterOf({ client, clock }: Origin): string | null {
    if (!this.isSorted) this.sort();
    const deletions = this.byClient.get(client) ?? [];
    let low = 0;
    let high = deletions.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((deletions[middle]?.clock ?? 0) <= clock) low = middle + 1;
      else high = middle;
    }
    for (let at = low - 1; at >= Math.max(0, low - mostLooks); at -= 1) {
      const deletion = deletions[at];
      if (deletion && clock < deletion.clock + deletion.length) return deletion.personId;
    }
    return null;
  }

  private sort(): void {
    // Looked through from the end: of two people who deleted the same, the first comes last.
    for (const deletions of this.byClient.values())
      deletions.reverse().sort((one, other) => one.clock - other.clock);
    this.isSorted = true;
  }
}
