import type { LiveChange } from '@concordat/contracts';
import type { Response } from 'express';

/** A client that does not read must not fill our memory. */
const mostUnreadBytes = 65_536;

/** Whose tab it is. */
interface Whose {
  readonly sessionId: string;
  readonly personId: string;
}

/** One open browser tab. What it may be told is for others to find out. */
export class LiveStream {
  private ended = false;

  constructor(
    readonly who: Whose,
    private readonly response: Response,
  ) {
    response.status(200).set({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store, no-transform',
      // nginx would otherwise gather the events until its buffer is full.
      'x-accel-buffering': 'no',
    });
    response.flushHeaders();
    this.write('retry: 2000\n\n');
  }

  tell(changes: readonly LiveChange[]): void {
    for (const change of changes) this.write(`event: change\ndata: ${JSON.stringify(change)}\n\n`);
  }

  /** Some changes may have been missed: the client asks for everything again. */
  resync(): void {
    this.write('event: resync\ndata: {}\n\n');
  }

  /** Keeps proxies from closing the line. */
  beat(): void {
    this.write(': beat\n\n');
  }

  /** Closes the line; with `over` the client need not come back. */
  end(over: boolean): void {
    if (this.ended) return;
    if (over) this.write('event: bye\ndata: {}\n\n');
    this.ended = true;
    this.response.end();
  }

  private write(text: string): void {
    if (this.ended) return;
    this.response.write(text);
    if (this.response.writableLength > mostUnreadBytes) this.end(false);
  }
}
