import type { EditorMessage, TicketView } from '@concordat/contracts';
import type { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import { RefusalError } from '../../platform/refusal-error.js';
import type { Road } from './line.js';
import { RoadChoice } from './road-choice.js';
import { afterSaveEvent, nothingSaved, type SaveEvent, type SaveFacts } from './save-state.js';
import { Sitting } from './sitting.js';

/** Words that were not saved, kept for their writer to copy. */
export interface Rescue {
  readonly words: string;
  /** Why: a refusal code. */
  readonly code: string;
  /** Whether this device keeps them and sends them when the text is opened again. */
  readonly isKept: boolean;
}

/** What the screen knows of the open text. Another object after every change. */
export interface LinkView {
  /** Another document after a refusal. */
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
  readonly mode: TicketView['mode'];
  /** How the text comes and goes; plain HTTP where the network lets no socket through. */
  readonly road: Road;
  readonly save: SaveFacts;
  readonly rescue: Rescue | null;
  /** Why the text was closed for good in this window; null while it is open or coming back. */
  readonly ended: { readonly code: string; readonly message: string } | null;
}

/** What a link needs of the outside. */
export interface LinkParts {
  readonly sectionId: string;
  readonly personId: string;
  /** Asks for a new one-time ticket; throws a {@link RefusalError}. */
  readonly ticket: () => Promise<TicketView>;
  /** Called when the section's state or the person's rights have changed. */
  readonly onSectionChanged: () => void;
  readonly now: () => Date;
}

const firstPauseMs = 500;
const longestPauseMs = 8_000;
const storePauseMs = 1_500;
/** Longer than the server ever takes to answer: a line that says nothing is dead, whatever the browser thinks. */
const silenceMs = 20_000;

/**
 * Keeps a section's text open: gets tickets, connects again, notices refusals, saves unsaved words from being lost with
 * the copy they were refused in. Read with {@link subscribe} and {@link view}.
 */
export class SectionLink {
  private sitting: Sitting;
  private current: LinkView;
  private readonly listeners = new Set<() => void>();
  private retry: ReturnType<typeof setTimeout> | undefined;
  private silence: ReturnType<typeof setTimeout> | undefined;
  private trial: ReturnType<typeof setTimeout> | undefined;
  private readonly roads = new RoadChoice();
  private over = false;
  private unacknowledged = 0;

  constructor(private readonly parts: LinkParts) {
    this.sitting = this.sitDown();
    const { doc, awareness } = this.sitting;
    const road = this.roads.current;
    this.current = { doc, awareness, mode: 'read', road, save: nothingSaved, rescue: null, ended: null };
  }

  /** What is known now. */
  readonly view = (): LinkView => this.current;

  /** Hears that {@link view} has changed. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Opens the text. */
  async open(): Promise<void> {
    window.addEventListener('online', this.connectNow);
    window.addEventListener('offline', this.connectAnew);
    const { sitting } = this;
    const isKept = await sitting.keepHere();
    if (this.over || sitting !== this.sitting) return;
    this.note({ kind: 'kept', isKept });
    await this.connect();
  }

  /** Leaves the text. What is kept on this device is sent when it is opened again. */
  close(): void {
    this.over = true;
    this.stopWaiting();
    window.removeEventListener('online', this.connectNow);
    window.removeEventListener('offline', this.connectAnew);
    void this.sitting.end({ forget: false });
  }

  /** The writer has taken the words that were not saved. */
  readonly dismissRescue = (): void => this.show({ rescue: null });

  /** The network has changed: perhaps it lets more through than before. */
  private readonly connectNow = (): void => {
    if (this.over) return;
    this.stopWaiting();
    if (this.current.save.line !== 'open') void this.connect();
    else if (this.current.road === 'http') void this.trySocket();
  };

  /** The line may be dead without having said so: a new one shows it. */
  private readonly connectAnew = (): void => {
    if (this.over) return;
    this.sitting.hangUp();
    this.comeBack(firstPauseMs);
  };

  private async connect(): Promise<void> {
    const { sitting } = this;
    this.note({ kind: 'attempt' });
    let ticket: TicketView;
    try {
      ticket = await this.parts.ticket();
    } catch (error) {
      if (!(error instanceof RefusalError)) throw error;
      if (!this.over && sitting === this.sitting) this.afterTicketRefusal(error);
      return;
    }
    if (this.over || sitting !== this.sitting) return;
    this.show({ mode: ticket.mode });
    sitting.connect(this.roads.take(), ticket);
  }

  /** The text is here. On plain HTTP the socket is tried beside it after a while. */
  private arrive(road: Road): void {
    this.roads.opened(road);
    this.show({ road });
    this.note({ kind: 'opened' });
    clearTimeout(this.trial);
    if (road === 'http') this.trial = setTimeout(() => void this.trySocket(), this.roads.trialAfterMs);
  }

  private async trySocket(): Promise<void> {
    const { sitting } = this;
    const ticket = await this.parts.ticket().catch(() => null);
    if (this.over || sitting !== this.sitting || this.current.save.line !== 'open') return;
    if (ticket === null) return this.trialFailed();
    sitting.tryBeside('socket', ticket);
  }

  private trialFailed(): void {
    this.roads.trialFailed();
    this.trial = setTimeout(() => void this.trySocket(), this.roads.trialAfterMs);
  }

  private afterTicketRefusal(refusal: RefusalError): void {
    const isPassing = refusal.isUnreachable || refusal.status >= 500 || refusal.status === 429;
    if (isPassing) return this.comeBack();
    this.over = true;
    const words = this.sitting.unstoredWords();
    const { code, message, status } = refusal;
    // A session that ran out is no reason to lose unsent words: they wait for the same person. Rights that ended are.
    const forget = status === 403 || status === 404 || (status === 401 && words === '');
    const isKept = !forget && this.current.save.isKeptHere;
    this.show({
      mode: 'read',
      ended: { code, message },
      rescue: words === '' ? this.current.rescue : { words, code, isKept },
    });
    void this.sitting.end({ forget });
    this.parts.onSectionChanged();
  }

  private comeBack(afterMs = this.pause()): void {
    if (this.over) return;
    this.note({ kind: 'lost' });
    this.stopWaiting();
    this.retry = setTimeout(() => void this.connect(), afterMs);
  }

  private stopWaiting(): void {
    for (const timer of [this.retry, this.silence, this.trial]) clearTimeout(timer);
  }

  private pause(): number {
    const longest = Math.min(longestPauseMs, firstPauseMs * 2 ** Math.max(0, this.current.save.attempts - 1));
    return longest * (0.5 + Math.random() / 2);
  }

  private hear(message: EditorMessage): void {
    switch (message.kind) {
      case 'refused':
        return this.rebuild(message.code, this.sitting.unstoredWords(), 'always');
      case 'retry':
        this.sitting.hangUp();
        this.note({ kind: 'not_stored' });
        return this.comeBack(storePauseMs);
      case 'closed':
        this.parts.onSectionChanged();
        return this.closeOver(message.code);
    }
  }

  /** Writing ended or became possible. What the server has not taken by now it will not take. */
  private closeOver(code: string): void {
    if (this.unacknowledged > 0) return this.rebuild(code, this.sitting.unstoredWords());
    this.sitting.hangUp();
    void this.connect();
  }

  /** Whoever may only read and brings words from before must learn that they were not taken. */
  private checkLeftovers(): void {
    if (this.current.mode !== 'read') return;
    const words = this.sitting.unstoredWords();
    if (words !== '') this.rebuild('update.rights', words);
  }

  /** Begins anew with the server's text. What was refused is told, words or none; what was merely cut off only with words. */
  private rebuild(code: string, words: string, tell: 'always' | 'words' = 'words'): void {
    const old = this.sitting;
    old.hangUp();
    this.stopWaiting();
    this.sitting = this.sitDown();
    this.unacknowledged = 0;
    const { doc, awareness } = this.sitting;
    const before = this.current.rescue?.words ?? '';
    const all = [before, words].filter((part) => part !== '').join('\n');
    const rescue =
      words === '' && tell === 'words' ? this.current.rescue : { words: all, code, isKept: false };
    this.show({ doc, awareness, save: nothingSaved, rescue });
    void old.end({ forget: true }).then(() => {
      if (!this.over) void this.open();
    });
  }

  private sitDown(): Sitting {
    const mine = (act: () => void) => () => {
      if (sitting === this.sitting && !this.over) act();
    };
    const sitting: Sitting = new Sitting(this.parts, {
      onSynced: (road) => mine(() => this.arrive(road))(),
      onServerState: mine(() => this.checkLeftovers()),
      onUnacknowledged: (count) => mine(() => this.noteUnacknowledged(count))(),
      onMessage: (message) => mine(() => this.hear(message))(),
      // The other road, where this one does not carry, is taken without a pause.
      onClosed: mine(() => this.comeBack(this.roads.lost() ? 0 : undefined)),
      onTrialFailed: mine(() => this.trialFailed()),
    });
    return sitting;
  }

  private noteUnacknowledged(count: number): void {
    this.unacknowledged = count;
    // Every acknowledgement begins the wait anew, so that long queues are not taken for silence.
    clearTimeout(this.silence);
    if (count > 0 && this.current.save.line === 'open')
      this.silence = setTimeout(this.connectAnew, silenceMs);
    this.note(count === 0 ? { kind: 'acknowledged', at: this.parts.now() } : { kind: 'written' });
  }

  private note(event: SaveEvent): void {
    this.show({ save: afterSaveEvent(this.current.save, event) });
  }

  private show(change: Partial<LinkView>): void {
    this.current = { ...this.current, ...change };
    for (const listener of this.listeners) listener();
  }
}
