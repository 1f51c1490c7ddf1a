import type { Author } from './gate.types.js';
import type { ClientBinding } from './section-log.js';

/** A device announces one id for each open tab; Yjs changes ids at run time. More than this is no editor. */
const mostUnwrittenIds = 64;

interface Owner {
  readonly key: string;
  readonly stored: boolean;
}

const keyOf = (author: Pick<Author, 'personId' | 'deviceId'>): string =>
  `${author.personId} ${author.deviceId}`;

/**
 * Which person and device each Yjs client id of a section belongs to. Yjs authenticates no author: whoever writes
 * under a colleague's id takes the places of that colleague's coming edits, which then vanish without a word.
 */
export class ClientBindings {
  private readonly owners = new Map<number, Owner>();

  constructor(known: readonly ClientBinding[]) {
    for (const binding of known) this.owners.set(binding.clientId, { key: keyOf(binding), stored: true });
  }

  /** Binds the ids that a connection announces, before their first edit. False if one is somebody else's. */
  introduce(author: Author): boolean {
    if (author.clientIds.some((clientId) => this.isForeign(clientId, author))) return false;
    for (const clientId of author.clientIds) this.bind(clientId, author);
    return true;
  }

  /**
   * Says whether the author may write under these ids. `written` tells whether the text already holds anything
   * under an id: an id without an owner that does is nobody's to take.
   */
  admits(clientIds: Iterable<number>, author: Author, written: (clientId: number) => boolean): boolean {
    for (const clientId of clientIds) {
      if (this.isForeign(clientId, author)) return false;
      if (!this.owners.has(clientId) && written(clientId)) return false;
    }
    return true;
  }

  /** Binds the ids of an update about to be stored, and names those that the store does not know yet. */
  claim(clientIds: Iterable<number>, author: Author): number[] {
    return [...clientIds].filter((clientId) => !this.bind(clientId, author).stored);
  }

  /** Notes that the store knows these ids as this device's. */
  stored(clientIds: Iterable<number>, author: Pick<Author, 'personId' | 'deviceId'>): void {
    for (const clientId of clientIds) this.owners.set(clientId, { key: keyOf(author), stored: true });
  }

  private isForeign(clientId: number, author: Author): boolean {
    const owner = this.owners.get(clientId);
    return owner !== undefined && owner.key !== keyOf(author);
  }

  private bind(clientId: number, author: Author): Owner {
    const known = this.owners.get(clientId);
    if (known) return known;
    this.forgetOldest(keyOf(author));
    const owner = { key: keyOf(author), stored: false };
    this.owners.set(clientId, owner);
    return owner;
  }

  /** Announced ids that never wrote anything must not pile up. */
  private forgetOldest(key: string): void {
    const unwritten = [...this.owners].filter(([, owner]) => !owner.stored && owner.key === key);
    const oldest = unwritten.length >= mostUnwrittenIds ? unwritten[0] : undefined;
    if (oldest) this.owners.delete(oldest[0]);
  }
}
