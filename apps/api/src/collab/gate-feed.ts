import { Injectable } from '@nestjs/common';
import type { Author } from './gate/index.js';

/** A change that stands in the log, or the whole text after it was read from the log again. */
export interface Committed {
  readonly sectionId: string;
  /** The last position of the log that it holds. */
  readonly seq: number;
  readonly update: Uint8Array;
  /** Who made the change; nobody in particular where it is the whole text. */
  readonly author?: Author;
}

type Listener = (committed: Committed) => void;

/** What the gates committed, for everything that shows it. */
@Injectable()
export class GateFeed {
  private readonly listeners: Listener[] = [];

  listen(listener: Listener): void {
    this.listeners.push(listener);
  }

  publish(committed: Committed): void {
    for (const listener of this.listeners) listener(committed);
  }
}
