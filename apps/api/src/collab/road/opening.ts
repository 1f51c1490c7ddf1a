import { randomUUID } from 'node:crypto';
import type { EditorMessage, UpdateAnswer } from '@concordat/contracts';
import type { EditorContext } from '../editor-context.js';
import type { Author } from '../gate/index.js';

/** Answers that are kept for a page which did not get them. It sends one batch at a time. */
const answersKept = 8;

/** One page's hold on one section over plain HTTP: what a socket's connection is on the other road. */
export class Opening {
  readonly id = randomUUID();
  /** What is said to the person, oldest first; the page names how many it has heard. */
  readonly messages: EditorMessage[] = [];
  /** Positions of the log that this page wrote itself and need not be told. */
  readonly own = new Set<number>();
  /** The client id under which the page shows its caret. */
  caretId: number | null = null;
  private readonly answers = new Map<number, Promise<UpdateAnswer[]>>();
  private readonly watchers = new Set<() => void>();
  private usedAt = performance.now();
  private shut = false;
  private refusal: string | null = null;

  constructor(readonly context: EditorContext) {}

  /** Whether nothing more is taken from this page, for good: it opens the text anew. */
  get readOnly(): boolean {
    return this.context.mode === 'read' || this.refusal !== null;
  }

  /** Why nothing more is taken, where it was more than the ticket's mode. */
  get refusedWith(): string | null {
    return this.refusal;
  }

  get isOver(): boolean {
    return this.shut;
  }

  /** The author of what comes in now; the object itself is the mark by which the gate's news are known as own. */
  author(): Author {
    const { personId, deviceId, announced } = this.context;
    return { personId, deviceId, clientIds: [...announced] };
  }

  /** Runs a batch once; sent again, it gets the answer of the first time, also while that is under way. */
  once(batch: number, work: () => Promise<UpdateAnswer[]>): Promise<UpdateAnswer[]> {
    const known = this.answers.get(batch);
    if (known) return known;
    const answer = work();
    this.answers.set(batch, answer);
    const [oldest] = this.answers.keys();
    if (this.answers.size > answersKept && oldest !== undefined) this.answers.delete(oldest);
    return answer;
  }

  /** Takes nothing more from this page. */
  turnAway(code: string): void {
    this.refusal ??= code;
  }

  /** Says something to the person, and takes nothing more from the page: it opens the text anew. */
  tell(message: EditorMessage): void {
    this.turnAway(message.code);
    this.messages.push(message);
    this.changed();
  }

  /** Ends the hold. Who waits on it is told at once. */
  close(): void {
    this.shut = true;
    this.changed();
  }

  /** Hears that there may be something to tell. Gives how to stop. */
  watch(watcher: () => void): () => void {
    this.watchers.add(watcher);
    return () => {
      this.watchers.delete(watcher);
      this.touch();
    };
  }

  changed(): void {
    for (const watcher of this.watchers) watcher();
  }

  touch(): void {
    this.usedAt = performance.now();
  }

  /** Whether the page has not been heard of for so many milliseconds. Waiting for changes is being heard of. */
  isIdle(milliseconds: number): boolean {
    return this.watchers.size === 0 && performance.now() - this.usedAt >= milliseconds;
  }
}
