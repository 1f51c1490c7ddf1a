import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { EditorContext } from '../editor-context.js';
import { CaretBoard } from './caret-board.js';
import { Opening } from './opening.js';

/** A page that asks for nothing is gone; one that polls asks at least every 25 s. */
const idleMs = 60_000;
/** Pages of one session with a text open; the one not heard of for longest gives way and opens anew. */
const mostPerSession = 64;

/** All openings of this process. They live as long as it does: a page whose opening is unknown opens anew. */
@Injectable()
export class Openings implements OnModuleDestroy {
  private readonly open = new Map<string, Opening>();
  private readonly rounds = setInterval(() => this.endIdle(), idleMs / 4).unref();

  constructor(private readonly carets: CaretBoard) {}

  onModuleDestroy(): void {
    clearInterval(this.rounds);
    for (const opening of this.all()) this.end(opening);
  }

  add(context: EditorContext): Opening {
    const siblings = this.all().filter((opening) => opening.context.sessionId === context.sessionId);
    if (siblings.length >= mostPerSession && siblings[0]) this.end(siblings[0]);
    const opening = new Opening(context);
    this.open.set(opening.id, opening);
    this.carets.enter(opening);
    return opening;
  }

  /** The opening, if it is this session's and still open; anybody else's does not exist. */
  of({ sessionId }: { readonly sessionId: string }, openingId: string): Opening | undefined {
    const opening = this.open.get(openingId);
    if (opening?.context.sessionId !== sessionId) return undefined;
    opening.touch();
    return opening;
  }

  /** Ends an opening: whoever waits on it hears so at once, and its caret disappears. */
  end(opening: Opening): void {
    if (!this.open.delete(opening.id)) return;
    this.carets.leave(opening);
    opening.close();
  }

  all(): Opening[] {
    return [...this.open.values()];
  }

  ofSection(sectionId: string): Opening[] {
    return this.all().filter(({ context }) => context.sectionId === sectionId);
  }

  private endIdle(): void {
    for (const opening of this.all()) if (opening.isIdle(idleMs)) this.end(opening);
  }
}
