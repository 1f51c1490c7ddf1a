import type { LiveChange } from '@concordat/contracts';
import type { Response } from 'express';
import type { SignedIn } from '../authz/index.js';
import type { Announcement } from './live-updates.js';

/** Changes that come together are told together; also the longest time for which an ended right still shows anything. */
const gatherMs = 150;
/** A client that does not read must not fill our memory. */
const mostUnreadBytes = 65_536;

/** Whose tab it is. */
interface Whose {
  readonly sessionId: string;
  readonly personId: string;
}

/** What is asked of the outside: who this session is by now. */
type Reread = (sessionId: string) => Promise<SignedIn | null>;

/** One open browser tab. */
export class LiveStream {
  private gathered: Announcement[] = [];
  private timer: NodeJS.Timeout | undefined;
  private ended = false;

  constructor(
    readonly who: Whose,
    private readonly response: Response,
    private readonly reread: Reread,
    private readonly onFailure: (error: unknown) => void,
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

  /** Takes a change; whether it is this person's business is asked when it is told. */
  hear(announcement: Announcement): void {
    this.gathered.push(announcement);
    this.timer ??= setTimeout(() => void this.tell(), gatherMs);
  }

  /** Some changes may have been missed: the client asks for everything again. */
  resync(): void {
    this.write('event: resync\ndata: {}\n\n');
  }

  /** Keeps proxies from closing the line. */
  beat(): void {
    this.write(': beat\n\n');
  }

  /** Closes the line if the session is over. */
  async check(): Promise<void> {
    await this.whoIsThere();
  }

  /** Closes the line; with `over` the client need not come back. */
  end(over: boolean): void {
    if (this.ended) return;
    if (over) this.write('event: bye\ndata: {}\n\n');
    this.ended = true;
    clearTimeout(this.timer);
    this.response.end();
  }

  private async tell(): Promise<void> {
    this.timer = undefined;
    const announcements = this.gathered;
    this.gathered = [];
    const signedIn = await this.whoIsThere();
    if (!signedIn) return;
    for (const change of changesFor(signedIn, announcements))
      this.write(`event: change\ndata: ${JSON.stringify(change)}\n\n`);
  }

  private async whoIsThere(): Promise<SignedIn | null> {
    if (this.ended) return null;
    try {
      const signedIn = await this.reread(this.who.sessionId);
      if (!signedIn) this.end(true);
      return signedIn;
    } catch (error) {
      // Without the database nobody can say what this person may hear; the client comes back by itself.
      this.onFailure(error);
      this.end(false);
      return null;
    }
  }

  private write(text: string): void {
    if (this.ended) return;
    this.response.write(text);
    if (this.response.writableLength > mostUnreadBytes) this.end(false);
  }
}

/** What of it this person may hear, each change once. */
function changesFor(
  { personId, actor }: SignedIn,
  announcements: readonly Announcement[],
): readonly LiveChange[] {
  const changes = new Map<string, LiveChange>();
  for (const heard of announcements) {
    const isTheirs =
      heard.to === 'person'
        ? heard.personId === personId
        : actor.memberships.some(({ proposalId }) => proposalId === heard.proposalId);
    if (!isTheirs) continue;
    const proposalId = heard.to === 'proposal' ? heard.proposalId : null;
    changes.set(`${heard.kind} ${heard.id}`, { kind: heard.kind, proposalId, id: heard.id });
  }
  return [...changes.values()];
}
