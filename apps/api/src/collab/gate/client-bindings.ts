import type { Author } from './gate.types.js';
import type { ClientBinding } from './section-log.js';

/** A device announces one id for each open tab; Yjs changes ids at run time. More than this is no editor. */
const mostUnwrittenIds = 64;
/**
 * Ids that begin to write in one section within an hour. A page that is opened takes one. Every id stays in the text
 * for ever, so whoever could make them at will could make a text that nobody opens any more; and since a device is
 * what the client says it is, people are counted too.
 */
const mostNewIds = { ofDevice: 300, ofPerson: 1_500 } as const;
const hourMs = 60 * 60_000;

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
  /** When ids of a device, and of a person, began to write. */
  private readonly begun = new Map<string, number[]>();

  /** @param now milliseconds of a clock that never goes back */
  constructor(
    known: readonly ClientBinding[],
    private readonly now: () => number = () => performance.now(),
  ) {
    for (const binding of known) {
      this.owners.set(binding.clientId, { key: keyOf(binding), stored: true });
      this.noteBegun(binding, now() - binding.ageMs);
    }
  }

  /** Binds the ids that a connection announces, before their first edit. False if one is somebody else's. */
  introduce(author: Author): boolean {
    if (author.clientIds.some((clientId) => this.isForeign(clientId, author))) return false;
    for (const clientId of author.clientIds) this.bind(clientId, author);
    return true;
  }

  /**
   * Says why the author may not write under these ids, or null. `written` tells whether the text already holds
   * anything under an id: an id without an owner that does is nobody's to take.
   */
  refusalOf(
    clientIds: Iterable<number>,
    author: Author,
    written: (clientId: number) => boolean,
  ): 'update.foreign_client' | 'update.rate' | null {
    let fresh = 0;
    for (const clientId of clientIds) {
      const owner = this.owners.get(clientId);
      if (owner ? owner.key !== keyOf(author) : written(clientId)) return 'update.foreign_client';
      if (!owner?.stored) fresh += 1;
    }
    if (fresh === 0) return null;
    const isOver =
      this.begunLately(keyOf(author)) + fresh > mostNewIds.ofDevice ||
      this.begunLately(author.personId) + fresh > mostNewIds.ofPerson;
    return isOver ? 'update.rate' : null;
  }

  /** Binds the ids of an update about to be stored, and names those that the store does not know yet. */
  claim(clientIds: Iterable<number>, author: Author): number[] {
    return [...clientIds].filter((clientId) => !this.bind(clientId, author).stored);
  }

  /** Notes that the store knows these ids as this device's. */
  stored(clientIds: Iterable<number>, author: Pick<Author, 'personId' | 'deviceId'>): void {
    for (const clientId of clientIds) {
      this.owners.set(clientId, { key: keyOf(author), stored: true });
      this.noteBegun(author, this.now());
    }
  }

  private noteBegun(author: Pick<Author, 'personId' | 'deviceId'>, at: number): void {
    if (this.now() - at >= hourMs) return;
    for (const key of [keyOf(author), author.personId]) {
      const times = this.begun.get(key);
      if (times) times.push(at);
      else this.begun.set(key, [at]);
    }
  }

  private begunLately(key: string): number {
    const since = this.now() - hourMs;
    const times = (this.begun.get(key) ?? []).filter((at) => at > since);
    if (times.length > 0) this.begun.set(key, times);
    else this.begun.delete(key);
    return times.length;
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
