import type { AwaitChanges, OpeningChanges, OpeningCursor, TextChanges } from '@concordat/contracts';
import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { type RequestContext, SessionReader } from '../../platform/authz/index.js';
import { Refusal } from '../../platform/errors/index.js';
import { GateKeeper } from '../gate/index.js';
import { CaretBoard } from './caret-board.js';
import { ChangeReader } from './change-reader.js';
import { LogHeads } from './log-heads.js';
import type { Opening } from './opening.js';
import { Openings } from './openings.js';

/** Shorter than proxies wait for an answer. */
const longestMs = 25_000;
/** Commits that come together are told together: a page asks again after every answer. */
const gatherMs = 100;
/** A page that wrote so much itself is told how far the log has come, so that its cursor follows. */
const mostOwn = 100;

/** Tells pages without a socket what others did. Every answer is authorised anew, by session and by membership. */
@Injectable()
export class ChangePolls implements BeforeApplicationShutdown {
  private readonly stops = new Set<() => void>();
  private stopping = false;

  constructor(
    private readonly openings: Openings,
    private readonly reader: ChangeReader,
    private readonly sessions: SessionReader,
    private readonly keeper: GateKeeper,
    private readonly carets: CaretBoard,
    private readonly heads: LogHeads,
  ) {}

  /** Pages are sent away with an answer, and come back to a process that stays. */
  beforeApplicationShutdown(): void {
    this.stopping = true;
    for (const stop of this.stops) stop();
  }

  /** Answers as soon as there is something to tell, and with nothing after 25 s or when the page has gone. */
  async wait(
    ctx: RequestContext,
    { openings: cursors }: AwaitChanges,
    gone: AbortSignal,
  ): Promise<TextChanges> {
    const known = cursors.map((cursor) => ({ cursor, opening: this.openings.of(ctx, cursor.openingId) }));
    const until = performance.now() + longestMs;
    const bell = new Bell(known.flatMap(({ opening }) => opening ?? []));
    const stop = (): void => bell.ring();
    this.stops.add(stop);
    gone.addEventListener('abort', stop);
    try {
      for (;;) {
        bell.reset();
        const changes: OpeningChanges[] = [];
        for (const { cursor, opening } of known)
          if (!opening || opening.isOver) changes.push({ kind: 'ended', openingId: cursor.openingId });
          else if (this.hasNews(opening, cursor)) changes.push(await this.changes(ctx, opening, cursor));
        const isOver = gone.aborted || this.stopping || performance.now() >= until;
        if (changes.length > 0 || isOver) return { openings: await this.released(ctx, changes) };
        await bell.rung(until - performance.now());
      }
    } finally {
      this.stops.delete(stop);
      gone.removeEventListener('abort', stop);
      bell.end();
    }
  }

  private hasNews(opening: Opening, cursor: OpeningCursor): boolean {
    const head = this.heads.of(opening.context.sectionId);
    const unheard = head - cursor.seq;
    let foreign = unheard > mostOwn;
    for (let seq = cursor.seq + 1; seq <= head && !foreign; seq += 1) foreign = !opening.own.has(seq);
    const carets = this.carets.since(cursor.carets, opening);
    return foreign || carets.update !== null || opening.messages.length > cursor.messages;
  }

  private async changes(
    ctx: RequestContext,
    opening: Opening,
    cursor: OpeningCursor,
  ): Promise<OpeningChanges> {
    const { sectionId } = opening.context;
    for (const seq of opening.own) if (seq <= cursor.seq) opening.own.delete(seq);
    const read = await this.reader.stretch(ctx.personId, sectionId, cursor.seq, this.heads.of(sectionId));
    if (read === null) return this.over(opening);
    const stretch = read === 'incomplete' ? await this.whole(ctx, opening) : read;
    if (stretch === null) return this.over(opening);
    const { version, update } = this.carets.since(cursor.carets, opening);
    return {
      kind: 'changed',
      since: cursor,
      cursor: { ...cursor, seq: stretch.seq, carets: version, messages: opening.messages.length },
      updates: stretch.updates.map((bytes) => Buffer.from(bytes).toString('base64')),
      carets: update && Buffer.from(update).toString('base64'),
      messages: opening.messages.slice(cursor.messages),
    };
  }

  /** The text as one update, for a page whose place in the log cannot be read on from. */
  private async whole(
    ctx: RequestContext,
    { context }: Opening,
  ): Promise<{ seq: number; updates: Uint8Array[] } | null> {
    const opened = await this.keeper.open(context.sectionId, ctx.personId);
    if (!opened.ok) return null;
    const { seq, update } = opened.value.state();
    return { seq, updates: [update] };
  }

  private over(opening: Opening): OpeningChanges {
    this.openings.end(opening);
    return { kind: 'ended', openingId: opening.id };
  }

  /** Lets changes out only while the session lives: it may have ended while the page waited. */
  private async released(ctx: RequestContext, changes: OpeningChanges[]): Promise<OpeningChanges[]> {
    if (changes.length > 0 && !(await this.sessions.reread(ctx.sessionId)))
      throw new Refusal('unauthenticated');
    return changes;
  }
}

/** Rings when something happened in one of several openings; a ring while nobody listens is not lost. */
class Bell {
  private isRung = false;
  private wake: (() => void) | undefined;
  private readonly stops: (() => void)[];

  constructor(openings: readonly Opening[]) {
    this.stops = openings.map((opening) => opening.watch(() => this.ring()));
  }

  ring(): void {
    this.isRung = true;
    this.wake?.();
  }

  reset(): void {
    this.isRung = false;
  }

  async rung(withinMs: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    if (!this.isRung)
      await new Promise<void>((resolve) => {
        this.wake = resolve;
        timer = setTimeout(resolve, Math.max(0, withinMs));
      });
    clearTimeout(timer);
    this.wake = undefined;
    if (this.isRung) await new Promise((resolve) => setTimeout(resolve, gatherMs));
  }

  end(): void {
    for (const stop of this.stops) stop();
  }
}
