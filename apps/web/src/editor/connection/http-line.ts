import type { TicketView } from '@concordat/contracts';
import { HttpVisit } from './http-visit.js';
import type { Line, LineParts } from './line.js';

/** The text over requests and answers, for networks that let no socket through. Each opening is a visit of its own. */
export class HttpLine implements Line {
  private visit: HttpVisit | undefined;

  constructor(private readonly parts: LineParts) {}

  get unacknowledged(): number {
    return this.visit?.unacknowledged ?? 0;
  }

  brought(origin: unknown): boolean {
    return origin instanceof HttpVisit;
  }

  open(ticket: TicketView): void {
    this.hangUp();
    const { news } = this.parts;
    const mine =
      <Said extends readonly unknown[]>(act: (...said: Said) => void) =>
      (...said: Said) => {
        if (this.visit === visit) act(...said);
      };
    const visit: HttpVisit = new HttpVisit({
      ...this.parts,
      news: {
        onSynced: mine(news.onSynced),
        onServerState: mine(news.onServerState),
        onUnacknowledged: mine(news.onUnacknowledged),
        onMessage: mine(news.onMessage),
        onClosed: mine(() => {
          this.hangUp();
          news.onClosed();
        }),
      },
    });
    this.visit = visit;
    void visit.open(ticket.ticket);
  }

  hangUp(): void {
    const { visit } = this;
    this.visit = undefined;
    visit?.leave();
  }
}
