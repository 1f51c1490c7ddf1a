import { fragmentOf } from '@concordat/document';
import type { EditorMessage, TicketView } from '@concordat/contracts';
import { IndexeddbPersistence } from 'y-indexeddb';
import { removeAwarenessStates } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { forgetKeptText, keptTextName, noteKeptText } from '../../platform/kept-texts.js';
import { OwnAwareness } from '../presence/own-caret.js';
import { HttpLine } from './http-line.js';
import type { Line, LineParts, Road } from './line.js';
import { SocketLine } from './socket-line.js';
import { storedBeside, storedKey } from './unsent-words.js';
import { StoredState, unstoredWords } from './unstored-words.js';

/** Which text, and who has it open. */
export interface SittingPlace {
  readonly sectionId: string;
  readonly personId: string;
}

/** What a sitting tells. */
export interface SittingNews {
  /** The server's text is here, by this road. */
  readonly onSynced: (road: Road) => void;
  /** The server has told which changes it has, after the text was opened. */
  readonly onServerState: () => void;
  /** How many changes the server has not acknowledged. */
  readonly onUnacknowledged: (count: number) => void;
  readonly onMessage: (message: EditorMessage) => void;
  /** The line is gone, or was refused. */
  readonly onClosed: () => void;
  /** The road that was tried beside did not carry. */
  readonly onTrialFailed: () => void;
}

/**
 * One copy of a section's text in this browser, from opening to closing or to the refusal that makes it worthless.
 * Lines come and go beneath it. For a moment there may be two, while the socket is tried beside plain HTTP: both carry
 * the same changes, of which the server takes each once; what counts as saved is what the older one says until the
 * newer has the whole text.
 */
export class Sitting {
  readonly doc = new Y.Doc();
  readonly awareness: OwnAwareness;
  private readonly stored = new StoredState();
  private readonly lines: Readonly<Record<Road, Line>>;
  private current: Road | null = null;
  private isHere = false;
  private trial: Road | null = null;
  private persistence: IndexeddbPersistence | undefined;
  private isKept = false;
  private readonly keptName: string;

  constructor(
    { sectionId, personId }: SittingPlace,
    private readonly news: SittingNews,
  ) {
    fragmentOf(this.doc);
    this.keptName = keptTextName(personId, sectionId);
    this.awareness = new OwnAwareness(this.doc, personId);
    const parts = (road: Road): LineParts => this.partsOf(road, sectionId);
    this.lines = { socket: new SocketLine(parts('socket')), http: new HttpLine(parts('http')) };
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (this.isFromServer(origin)) this.stored.learnUpdate(update);
      else if (!this.isHere && origin !== this.persistence) this.noteUnacknowledged(1);
    });
  }

  /** Loads what this device has kept. Answers whether it keeps anything. */
  async keepHere(): Promise<boolean> {
    if (!(await canKeep())) return false;
    this.isKept = true;
    // Until the server has been asked nobody knows what it lacks.
    noteKeptText(this.keptName, 'unsent');
    this.persistence = new IndexeddbPersistence(this.keptName, this.doc);
    await this.persistence.whenSynced;
    this.stored.learnVector((await storedBeside(this.persistence)).encode());
    return true;
  }

  /** Connects by a road with a ticket; whatever was open before is closed. */
  connect(road: Road, ticket: TicketView): void {
    this.hangUp();
    this.current = road;
    this.lines[road].open(ticket);
  }

  /** Tries a road beside the one that is open, and changes over once it has brought the text. */
  tryBeside(road: Road, ticket: TicketView): void {
    if (this.current === null || this.current === road) return;
    this.trial = road;
    this.lines[road].open(ticket);
  }

  /** Closes the connection; what is written now waits for the next. */
  hangUp(): void {
    this.current = this.trial = null;
    this.isHere = false;
    for (const line of Object.values(this.lines)) line.hangUp();
    const others = [...this.awareness.getStates().keys()].filter((id) => id !== this.awareness.clientID);
    removeAwarenessStates(this.awareness, others, this);
  }

  /** The words that the server has not said it has. */
  unstoredWords(): string {
    return unstoredWords(this.doc, this.stored);
  }

  /** Ends the sitting. `forget` also deletes what this device kept. */
  async end({ forget }: { readonly forget: boolean }): Promise<void> {
    this.hangUp();
    const { persistence } = this;
    this.persistence = undefined;
    this.isKept = false;
    await persistence?.destroy();
    if (forget) await forgetKeptText(this.keptName);
    this.awareness.destroy();
  }

  private partsOf(road: Road, sectionId: string): LineParts {
    const mine =
      <Said extends readonly unknown[]>(act: (...said: Said) => void) =>
      (...said: Said) => {
        if (road === this.current) act(...said);
      };
    return {
      sectionId,
      doc: this.doc,
      awareness: this.awareness,
      isFromServer: (origin) => this.isFromServer(origin),
      news: {
        onSynced: () => this.arrive(road),
        onServerState: mine((vector) => {
          this.stored.learnVector(vector);
          this.news.onServerState();
        }),
        onUnacknowledged: mine((count) => this.noteUnacknowledged(count)),
        onMessage: mine((message) => this.news.onMessage(message)),
        onClosed: () => this.lose(road),
      },
    };
  }

  /** The whole text is here by this road: from now on it is the one that counts. */
  private arrive(road: Road): void {
    if (road === this.trial && this.current !== null) {
      const before = this.lines[this.current];
      this.current = road;
      this.trial = null;
      before.hangUp();
    }
    if (road !== this.current) return;
    this.isHere = true;
    this.news.onSynced(road);
    if (this.lines[road].unacknowledged > 0) this.noteUnacknowledged(this.lines[road].unacknowledged);
  }

  private lose(road: Road): void {
    if (road === this.trial) {
      this.trial = null;
      this.news.onTrialFailed();
    } else if (road === this.current) {
      this.hangUp();
      this.news.onClosed();
    }
  }

  private isFromServer(origin: unknown): boolean {
    return Object.values(this.lines).some((line) => line.brought(origin));
  }

  private noteUnacknowledged(count: number): void {
    if (this.isKept) noteKeptText(this.keptName, count === 0 ? 'stored' : 'unsent');
    if (count === 0) {
      this.stored.learnDocument(this.doc);
      void this.persistence?.set(storedKey, this.stored.encode().slice().buffer);
    }
    this.news.onUnacknowledged(count);
  }
}

/** Whether this browser keeps anything at all: some do not in private windows. */
function canKeep(): Promise<boolean> {
  if (typeof indexedDB === 'undefined') return Promise.resolve(false);
  return new Promise((resolve) => {
    try {
      const request = indexedDB.open('concordat-probe');
      request.onerror = () => resolve(false);
      request.onblocked = () => resolve(false);
      request.onsuccess = () => {
        request.result.close();
        resolve(true);
      };
    } catch {
      // Refused outright: the text then lives in this page only, and the save words say so.
      resolve(false);
    }
  });
}
