/**
 * The server's time as this page knows it. Deadlines fall by the server's clock, so countdowns run by it too; a device
 * that is ten minutes wrong must not show ten minutes that are not there. The `Date` header has whole seconds: half a
 * second and half the way back are added, and the answer with the shortest way counts.
 */
export class ServerClock {
  private offset = 0;
  private doubt = Number.POSITIVE_INFINITY;

  constructor(private readonly deviceNow: () => number = () => Date.now()) {}

  /** Takes the `Date` header of an answer with the device's times around it, in milliseconds. */
  learn(header: string | null, sentAt: number, receivedAt: number): void {
    const said = header === null ? Number.NaN : Date.parse(header);
    if (Number.isNaN(said) || receivedAt < sentAt) return;
    const doubt = 500 + (receivedAt - sentAt) / 2;
    const offset = said + 500 - (sentAt + receivedAt) / 2;
    // A better measure wins; one that contradicts ours means that the device's clock was set or that it slept.
    if (doubt > this.doubt && Math.abs(offset - this.offset) <= doubt + this.doubt) return;
    this.offset = offset;
    this.doubt = doubt;
  }

  /** Takes the server's time (ISO text) from an answer that just came; used until a `Date` header says it better. */
  set(serverTime: string): void {
    if (Number.isFinite(this.doubt)) return;
    this.offset = Date.parse(serverTime) - this.deviceNow();
  }

  /** Now, by the server's clock. */
  now(): Date {
    return new Date(this.deviceNow() + this.offset);
  }

  /** How far the device is behind the server, in milliseconds, as far as is known. */
  get offsetMs(): number {
    return this.offset;
  }
}

/** The clock of the page. */
export const serverClock = new ServerClock();
