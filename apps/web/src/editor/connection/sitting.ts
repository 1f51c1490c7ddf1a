import { fragmentOf } from '@concordat/document';
import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider';
import { IndexeddbPersistence } from 'y-indexeddb';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { forgetKeptText, noteKeptText } from '../../platform/kept-texts.js';
import { StoredState, unstoredWords } from './unstored-words.js';

/** What a sitting tells. */
export interface SittingNews {
  /** The server's text is here. */
  readonly onSynced: () => void;
  /** The server has told which changes it has, after the text was opened. */
  readonly onServerState: () => void;
  /** How many changes the server has not acknowledged. */
  readonly onUnacknowledged: (count: number) => void;
  readonly onMessage: (payload: string) => void;
  /** The line is gone, or was refused. */
  readonly onClosed: () => void;
}

/** Without an answer for so long a connection is given up. */
const openWithinMs = 10_000;
const storedKey = 'stored';
const syncMessage = 0;
const syncStep1 = 0;

/**
 * One copy of a section's text in this browser, from opening to closing or to the refusal that makes it worthless.
 * Connections come and go beneath it: each gets a socket of its own, because a socket that is used again sends what it
 * had queued, whose acknowledgements would then be taken for those of other words.
 */
export class Sitting {
  readonly doc = new Y.Doc();
  readonly awareness = new Awareness(this.doc);
  private readonly stored = new StoredState();
  private provider: HocuspocusProvider | undefined;
  private socket: HocuspocusProviderWebsocket | undefined;
  private persistence: IndexeddbPersistence | undefined;
  private isKept = false;
  private patience: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly sectionId: string,
    private readonly keptName: string,
    private readonly news: SittingNews,
  ) {
    fragmentOf(this.doc);
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === this.provider && origin !== undefined) this.stored.learnUpdate(update);
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
    const vector: unknown = await this.persistence.get(storedKey);
    if (vector instanceof ArrayBuffer) this.stored.learnVector(new Uint8Array(vector));
    return true;
  }

  /** Opens a connection with a ticket; whatever was open before is closed. */
  connect(url: string, ticket: string): void {
    this.hangUp();
    const socket = new HocuspocusProviderWebsocket({
      url,
      maxAttempts: 1,
      delay: 0,
      minDelay: 0,
      jitter: false,
    });
    this.socket = socket;
    const provider = this.providerOn(socket, ticket);
    socket.on('open', () => {
      if (this.socket === socket) provider.attach();
    });
    socket.on('close', () => this.lose(socket));
    this.patience = setTimeout(() => this.lose(socket), openWithinMs);
  }

  /** Closes the connection; what is written now waits for the next. */
  hangUp(): void {
    clearTimeout(this.patience);
    const { socket } = this;
    if (!socket) return;
    this.socket = undefined;
    this.provider?.detach();
    this.provider?.onClose();
    socket.destroy();
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

  private providerOn(socket: HocuspocusProviderWebsocket, ticket: string): HocuspocusProvider {
    if (this.provider) {
      this.provider.setConfiguration({ websocketProvider: socket, token: ticket, name: this.sectionId });
      return this.provider;
    }
    const provider = new HocuspocusProvider({
      websocketProvider: socket,
      name: this.sectionId,
      document: this.doc,
      awareness: this.awareness,
      token: ticket,
    });
    provider.on('synced', () => {
      clearTimeout(this.patience);
      this.news.onSynced();
    });
    provider.on('unsyncedChanges', ({ number }: { number: number }) => this.noteUnacknowledged(number));
    provider.on('stateless', ({ payload }: { payload: string }) => this.news.onMessage(payload));
    provider.on('authenticationFailed', () => this.lose(this.socket));
    // The server may close the text and leave the socket open.
    provider.on('close', () => this.lose(this.socket));
    provider.on('message', ({ message }: { message: ServerMessage }) => this.hear(message));
    this.provider = provider;
    return provider;
  }

  private noteUnacknowledged(count: number): void {
    if (this.isKept) noteKeptText(this.keptName, count === 0 ? 'stored' : 'unsent');
    if (count === 0) {
      this.stored.learnDocument(this.doc);
      void this.persistence?.set(storedKey, this.stored.encode().slice().buffer);
    }
    this.news.onUnacknowledged(count);
  }

  private hear(message: ServerMessage): void {
    message.readVarString();
    if (message.readVarUint() !== syncMessage || message.readVarUint() !== syncStep1) return;
    this.stored.learnVector(message.readVarUint8Array());
    // After the provider has dealt with the message, which it does when everybody has heard it.
    queueMicrotask(() => this.news.onServerState());
  }

  private lose(socket: HocuspocusProviderWebsocket | undefined): void {
    if (socket === undefined || socket !== this.socket) return;
    this.hangUp();
    this.news.onClosed();
  }
}

interface ServerMessage {
  readVarString(): string;
  readVarUint(): number;
  readVarUint8Array(): Uint8Array;
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
