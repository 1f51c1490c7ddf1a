import {
  EditorCaret,
  leaveText,
  mostUpdatesAtOnce,
  type OpeningChanges,
  type OpeningCursor,
  openText,
  sendUpdates,
  type TextOpening,
  type UpdateAnswer,
} from '@concordat/contracts';
import { applyAwarenessUpdate } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { call } from '../../platform/client.js';
import { RefusalError } from '../../platform/refusal-error.js';
import { fromBase64, toBase64 } from '../base64.js';
import { browserPoll } from './browser-poll.js';
import type { LineParts } from './line.js';

/** Letters typed together travel together; carets may come later. */
const gatherMs = 60;
const caretGatherMs = 300;
/** What one request carries at most; a single larger change goes alone, and the gate says what it thinks of it. */
const mostBytesAtOnce = 1024 * 1024;
/** An answer that takes longer is lost. */
const answerWithinMs = 15_000;
/** Pauses before the same batch is sent again; after them the line is given up. */
const retryPausesMs = [300, 1_000];

/**
 * One opening of a text over plain HTTP, from ticket to leaving. Changes are sent one batch at a time, because the order
 * is theirs; a batch whose answer is lost is sent again as it was, and the server answers it as before.
 */
export class HttpVisit {
  private readonly over = new AbortController();
  private cursor: OpeningCursor | undefined;
  private pending: Uint8Array[] = [];
  private underWay = 0;
  private batch = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private isSending = false;
  private hasCaretMoved = false;
  private leavePoll: (() => void) | undefined;

  constructor(private readonly parts: LineParts) {}

  get unacknowledged(): number {
    return this.pending.length + this.underWay;
  }

  /** Opens the text with a ticket, sends what the server lacks, and waits for what others do. */
  async open(ticket: string): Promise<void> {
    const { sectionId, doc, awareness, news } = this.parts;
    const opening = await this.askToOpen(ticket);
    // Refused or cut off: the next attempt begins with a new ticket, whose refusal says why.
    if (opening === null) return this.lose();
    const { openingId, mode, seq } = opening;
    const cursor: OpeningCursor = { sectionId, openingId, seq, carets: 0, messages: 0 };
    this.cursor = cursor;
    // Left while it was being opened: the server need not keep it.
    if (this.over.signal.aborted) return this.sayGoodbye();
    Y.applyUpdate(doc, fromBase64(opening.update), this);
    const known = fromBase64(opening.stateVector);
    doc.on('update', this.onUpdate);
    awareness.on('update', this.onCaret);
    window.addEventListener('pagehide', this.sayGoodbye);
    this.leavePoll = browserPoll().join({
      cursor: () => this.cursor ?? cursor,
      hear: (told) => this.hear(told),
      lose: () => this.lose(),
    });
    news.onSynced();
    news.onServerState(known);
    if (mode !== 'read') this.write(Y.encodeStateAsUpdate(doc, known));
    else if (hasAll(known, doc)) news.onUnacknowledged(0);
    if (awareness.getLocalState() !== null) this.moveCaret();
  }

  /** Leaves the text. */
  leave(): void {
    if (this.over.signal.aborted) return;
    this.over.abort();
    clearTimeout(this.timer);
    this.parts.doc.off('update', this.onUpdate);
    this.parts.awareness.off('update', this.onCaret);
    window.removeEventListener('pagehide', this.sayGoodbye);
    this.leavePoll?.();
    if (this.cursor) this.sayGoodbye();
  }

  private async askToOpen(ticket: string): Promise<TextOpening | null> {
    const { sectionId, doc } = this.parts;
    const stateVector = toBase64(Y.encodeStateVector(doc));
    const body = { ticket, stateVector, clientId: doc.clientID };
    return call(openText, { params: { sectionId }, body }, { signal: this.signal() }).catch(() => null);
  }

  private readonly sayGoodbye = (): void => {
    if (!this.cursor) return;
    const { sectionId, openingId } = this.cursor;
    const said = call(leaveText, { params: { sectionId, openingId } }, { keepalive: true, quiet: true });
    // Whoever cannot say goodbye is missed after a minute.
    void said.catch(() => undefined);
  };

  private readonly onUpdate = (update: Uint8Array, origin: unknown): void => {
    if (!this.parts.isFromServer(origin)) this.write(update);
  };

  private readonly onCaret = (change: Record<'added' | 'updated', number[]>, origin: unknown): void => {
    const { clientID } = this.parts.awareness;
    if (origin !== this && [...change.added, ...change.updated].includes(clientID)) this.moveCaret();
  };

  private write(update: Uint8Array): void {
    this.pending.push(update);
    this.parts.news.onUnacknowledged(this.unacknowledged);
    this.sendSoon(gatherMs);
  }

  private moveCaret(): void {
    this.hasCaretMoved = true;
    if (this.pending.length === 0) this.sendSoon(caretGatherMs);
  }

  private sendSoon(afterMs: number): void {
    if (this.isSending || this.over.signal.aborted) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.send(), afterMs);
  }

  private async send(): Promise<void> {
    if (this.isSending) return;
    this.isSending = true;
    const updates = this.nextBatch();
    this.underWay = updates.length;
    const outcome = await this.outcomeOf(updates);
    this.isSending = false;
    if (this.over.signal.aborted) return;
    this.underWay = 0;
    if (outcome === 'lost') return this.lose();
    if (outcome !== 'accepted') return this.refuse(outcome.code);
    if (updates.length > 0) this.parts.news.onUnacknowledged(this.unacknowledged);
    if (this.pending.length > 0) this.sendSoon(0);
    else if (this.hasCaretMoved) this.sendSoon(caretGatherMs);
  }

  private async outcomeOf(updates: readonly Uint8Array[]): Promise<'accepted' | 'lost' | { code: string }> {
    try {
      const answers = await this.answersTo(updates);
      return answers.find((answer) => answer.kind === 'refused') ?? 'accepted';
    } catch (error) {
      const code = refusalIn(error);
      return code === null ? 'lost' : { code };
    }
  }

  private nextBatch(): Uint8Array[] {
    let bytes = 0;
    const fits = this.pending.findIndex((update, at) => {
      bytes += update.byteLength;
      return at > 0 && (bytes > mostBytesAtOnce || at >= mostUpdatesAtOnce);
    });
    return this.pending.splice(0, fits < 0 ? this.pending.length : fits);
  }

  private async answersTo(updates: readonly Uint8Array[]): Promise<readonly UpdateAnswer[]> {
    const { sectionId } = this.parts;
    const openingId = this.cursor?.openingId ?? '';
    const caret = this.caret();
    this.hasCaretMoved = false;
    const body = { openingId, batch: this.batch++, updates: updates.map(toBase64), ...(caret && { caret }) };
    for (let attempt = 0; ; attempt += 1)
      try {
        return (await call(sendUpdates, { params: { sectionId }, body }, { signal: this.signal() })).answers;
      } catch (error) {
        const pauseMs = retryPausesMs[attempt];
        if (!isPassing(error) || pauseMs === undefined || this.over.signal.aborted) throw error;
        await new Promise((resolve) => setTimeout(resolve, pauseMs));
      }
  }

  /** Where the caret is, as far as it can be said; the rest of what an editor says of itself the server knows better. */
  private caret(): EditorCaret | undefined {
    const { awareness } = this.parts;
    const clock = awareness.meta.get(awareness.clientID)?.clock;
    const state = awareness.getLocalState();
    if (clock === undefined || state === null) return undefined;
    const cursor: unknown = JSON.parse(JSON.stringify(state['cursor'] ?? null));
    return EditorCaret.safeParse({ clientId: awareness.clientID, clock, cursor }).data;
  }

  private hear(told: OpeningChanges): void {
    if (this.over.signal.aborted || !this.cursor) return;
    if (told.kind === 'ended') return this.lose();
    const { since, cursor, updates, carets, messages } = told;
    // Told to somebody who had heard more than this page: it is asked for again from here.
    if (since.seq > this.cursor.seq || since.messages > this.cursor.messages) return;
    const unheard = messages.slice(this.cursor.messages - since.messages);
    const { doc, awareness, news } = this.parts;
    if (updates.length > 0) Y.applyUpdate(doc, Y.mergeUpdates(updates.map(fromBase64)), this);
    if (carets !== null) applyAwarenessUpdate(awareness, fromBase64(carets), this);
    this.cursor = {
      ...cursor,
      seq: Math.max(cursor.seq, this.cursor.seq),
      messages: Math.max(cursor.messages, this.cursor.messages),
    };
    unheard.forEach((message) => news.onMessage(message));
  }

  private refuse(code: string): void {
    this.parts.news.onMessage({ kind: code === 'update.not_stored' ? 'retry' : 'refused', code });
  }

  private lose(): void {
    if (!this.over.signal.aborted) this.parts.news.onClosed();
  }

  private signal(): AbortSignal {
    return AbortSignal.any([this.over.signal, AbortSignal.timeout(answerWithinMs)]);
  }
}

/** Whether asking again may help: the network, or a server that is just being started. */
function isPassing(error: unknown): boolean {
  // What is not a refusal is an answer that did not come in time.
  if (!(error instanceof RefusalError)) return true;
  return error.isUnreachable || error.status >= 500 || error.status === 429;
}

/** The code to tell the writer where the request as such was turned away for what it carries; null for a lost line. */
function refusalIn(error: unknown): string | null {
  if (!(error instanceof RefusalError)) return null;
  if (error.status === 413) return 'update.too_large';
  return error.status === 400 ? 'update.malformed' : null;
}

/** Whether the server has every change of a text, deletions aside. */
function hasAll(known: Uint8Array, doc: Y.Doc): boolean {
  const clocks = Y.decodeStateVector(known);
  return [...Y.decodeStateVector(Y.encodeStateVector(doc))].every(
    ([client, clock]) => clock <= (clocks.get(client) ?? 0),
  );
}
