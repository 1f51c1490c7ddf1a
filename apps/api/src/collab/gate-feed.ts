import { Injectable } from '@nestjs/common';

/** A change that stands in the log, or the whole text after it was read from the log again. */
export interface Committed {
  readonly sectionId: string;
  readonly update: Uint8Array;
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
