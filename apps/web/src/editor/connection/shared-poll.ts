import {
  type AwaitChanges,
  OpeningCursor,
  type OpeningChanges,
  type TextChanges,
} from '@concordat/contracts';
import { RefusalError } from '../../platform/refusal-error.js';

/** Somebody in this tab who waits for changes in one opened text. */
export interface Waiter {
  /** How far it has been told; asked for before every question. */
  readonly cursor: () => OpeningCursor;
  readonly hear: (told: OpeningChanges) => void;
  /** Nobody can wait for it any more: it opens the text anew. */
  readonly lose: () => void;
}

/** What tabs of one browser say to each other. */
export type TabMessage =
  | { readonly kind: 'wants'; readonly cursor: OpeningCursor }
  | { readonly kind: 'leaves'; readonly openingId: string }
  | { readonly kind: 'told'; readonly told: readonly OpeningChanges[] }
  | { readonly kind: 'leads' | 'lost' };

/** What a {@link SharedPoll} needs of the browser. */
export interface SharedPollParts {
  readonly ask: (question: AwaitChanges, signal: AbortSignal) => Promise<TextChanges>;
  /** Says something to the other tabs. */
  readonly say: (message: TabMessage) => void;
  /**
   * Calls back when this tab is the one that asks for all; the callback's promise is settled when it steps back. At once
   * where tabs cannot agree: then each asks for itself.
   */
  readonly lead: (whileLeading: () => Promise<void>) => void;
  readonly pause: (milliseconds: number) => Promise<void>;
}

/** As many as the server takes. */
const mostTexts = 64;
/** A question may be cut by what lies between; when it fails so often in a row, nobody can be reached. */
const mostFailures = 3;
const firstPauseMs = 500;
/** Other tabs say that often that they are there; browsers let hidden ones speak once a minute. */
export const wantAgainMs = 60_000;
/** A tab that has not spoken for so long is gone. */
const silentMs = 150_000;

/**
 * One question to the server for all texts that a browser has open, in however many tabs: browsers allow few lines to
 * one server, and a question that waits holds one. One tab leads and asks; when it closes, another takes over.
 */
export class SharedPoll {
  private readonly mine = new Map<string, Waiter>();
  private readonly others = new Map<string, { cursor: OpeningCursor; heardAt: number }>();
  private question: AbortController | undefined;
  private isCandidate = false;
  private hasLock = false;
  private leading: Promise<void> | undefined;
  private stepBack: (() => void) | undefined;
  /** When the tab that leads was last heard. */
  private heardAt = performance.now();

  constructor(private readonly parts: SharedPollParts) {}

  /** Waits for changes on behalf of an opened text. Gives how to stop. */
  join(waiter: Waiter): () => void {
    const { openingId } = waiter.cursor();
    if (this.mine.size === 0) this.heardAt = performance.now();
    this.mine.set(openingId, waiter);
    this.stand();
    this.askAgain();
    if (!this.leading) this.parts.say({ kind: 'wants', cursor: waiter.cursor() });
    return () => {
      if (this.mine.get(openingId) === waiter) this.forget(openingId);
    };
  }

  /** Says once more what this tab waits for; where nobody seems to lead any more, it asks by itself. */
  wantAgain(): void {
    if (this.leading || this.mine.size === 0) return;
    for (const { cursor } of this.mine.values()) this.parts.say({ kind: 'wants', cursor: cursor() });
    // Some systems put the tab that leads to sleep and do not hand on its place.
    if (performance.now() - this.heardAt > wantAgainMs) void this.lead();
  }

  /** Takes what another tab said. */
  hear(message: TabMessage): void {
    switch (message.kind) {
      case 'wants':
        return this.takeIn(message.cursor);
      case 'leaves':
        if (this.others.delete(message.openingId)) this.askAgain();
        return;
      case 'leads':
        this.heardLeader();
        return this.wantAgain();
      case 'told':
        this.heardLeader();
        return this.tell(message.told);
      case 'lost':
        return this.loseMine();
    }
  }

  private forget(openingId: string): void {
    this.mine.delete(openingId);
    if (!this.leading) this.parts.say({ kind: 'leaves', openingId });
    // With nothing open here another tab may lead; it hears from everybody what they wait for.
    if (this.mine.size === 0) this.stepBack?.();
    else this.askAgain();
  }

  private stand(): void {
    if (this.isCandidate) return;
    this.isCandidate = true;
    this.parts.lead(async () => {
      this.hasLock = true;
      await (this.leading ?? this.lead());
      this.hasLock = false;
      this.isCandidate = false;
      if (this.mine.size > 0) this.stand();
    });
  }

  /** Somebody else leads: a tab that stood in steps back. */
  private heardLeader(): void {
    this.heardAt = performance.now();
    if (!this.hasLock) this.stepBack?.();
  }

  private lead(): Promise<void> {
    const over = new AbortController();
    this.stepBack = () => {
      over.abort();
      this.question?.abort();
    };
    this.leading = this.askOn(over.signal).finally(() => {
      this.leading = undefined;
      this.stepBack = undefined;
      this.others.clear();
    });
    this.parts.say({ kind: 'leads' });
    return this.leading;
  }

  private async askOn(over: AbortSignal): Promise<void> {
    for (let failures = 0; !over.aborted && this.mine.size > 0;) {
      const question = new AbortController();
      this.question = question;
      const askedAt = performance.now();
      try {
        const answer = await this.parts.ask({ openings: this.cursors() }, question.signal);
        failures = 0;
        this.spread(answer);
        // A server that sends everybody away answers at once.
        const isEarly = answer.openings.length === 0 && performance.now() - askedAt < firstPauseMs;
        if (isEarly) await this.parts.pause(firstPauseMs);
      } catch (error) {
        // Asked again because somebody came or went, or given up.
        if (question.signal.aborted) continue;
        failures += 1;
        if (isFinal(error) || failures >= mostFailures) this.giveUp();
        else await this.parts.pause(firstPauseMs * failures);
      }
    }
  }

  private cursors(): OpeningCursor[] {
    const now = performance.now();
    for (const [openingId, { heardAt }] of this.others)
      if (now - heardAt > silentMs) this.others.delete(openingId);
    const mine = [...this.mine.values()].map(({ cursor }) => cursor());
    return [...mine, ...[...this.others.values()].map(({ cursor }) => cursor)].slice(0, mostTexts);
  }

  private spread({ openings }: TextChanges): void {
    for (const told of openings) {
      const openingId = told.kind === 'ended' ? told.openingId : told.cursor.openingId;
      const other = this.others.get(openingId);
      if (!other) continue;
      if (told.kind === 'ended') this.others.delete(openingId);
      else other.cursor = told.cursor;
    }
    this.tell(openings);
    // Also with nothing to tell: the others hear that somebody asks.
    this.parts.say({ kind: 'told', told: openings });
  }

  private tell(told: readonly OpeningChanges[]): void {
    for (const each of told) {
      const { openingId } = each.kind === 'ended' ? each : each.cursor;
      const waiter = this.mine.get(openingId);
      if (!waiter) continue;
      waiter.hear(each);
      // Something was missed between the leader and this tab: it is asked for again from where this tab stands.
      if (each.kind === 'changed' && !this.leading && waiter.cursor().seq < each.cursor.seq)
        this.parts.say({ kind: 'wants', cursor: waiter.cursor() });
    }
  }

  private takeIn(cursor: OpeningCursor): void {
    if (!this.leading) return;
    const parsed = OpeningCursor.safeParse(cursor);
    if (!parsed.success) return;
    const known = this.others.get(cursor.openingId);
    this.others.set(cursor.openingId, { cursor: parsed.data, heardAt: performance.now() });
    if (!known || known.cursor.seq > cursor.seq || known.cursor.messages > cursor.messages) this.askAgain();
  }

  private askAgain(): void {
    this.question?.abort();
  }

  private giveUp(): void {
    this.parts.say({ kind: 'lost' });
    this.others.clear();
    this.loseMine();
  }

  private loseMine(): void {
    for (const [openingId, waiter] of [...this.mine]) {
      this.mine.delete(openingId);
      waiter.lose();
    }
  }
}

/** Whether asking again is useless: the session ended, or the server does not know what is asked. */
const isFinal = (error: unknown): boolean =>
  error instanceof RefusalError && !error.isUnreachable && error.status < 500 && error.status !== 429;
