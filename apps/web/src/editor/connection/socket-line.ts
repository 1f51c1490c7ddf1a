import { EditorMessage, type TicketView } from '@concordat/contracts';
import { HocuspocusProvider, HocuspocusProviderWebsocket } from '@hocuspocus/provider';
import type { Line, LineParts } from './line.js';

/** A socket over which nothing has been heard for so long is one that something between swallows. */
const firstWordMs = 2_000;
/** Without the text for so long a connection is given up. */
const openWithinMs = 10_000;
const syncMessage = 0;
const syncStep1 = 0;

/**
 * The text over a web socket. Each opening gets a socket of its own, because a socket that is used again sends what it
 * had queued, whose acknowledgements would then be taken for those of other words.
 */
export class SocketLine implements Line {
  private provider: HocuspocusProvider | undefined;
  private socket: HocuspocusProviderWebsocket | undefined;
  private patience: ReturnType<typeof setTimeout> | undefined;
  /** Whether the server has asked for what it lacks: from then on it hears of every change as it is made. */
  private isAsked = false;

  constructor(private readonly parts: LineParts) {}

  get unacknowledged(): number {
    return this.provider?.unsyncedChanges ?? 0;
  }

  brought(origin: unknown): boolean {
    return origin !== undefined && origin === this.provider;
  }

  open({ socketPath, ticket }: TicketView): void {
    this.hangUp();
    const address = new URL(socketPath, window.location.href);
    address.protocol = address.protocol.replace('http', 'ws');
    const socket = new HocuspocusProviderWebsocket({
      url: address.href,
      maxAttempts: 1,
      delay: 0,
      minDelay: 0,
      jitter: false,
    });
    this.socket = socket;
    this.isAsked = false;
    const provider = this.providerOn(socket, ticket);
    socket.on('open', () => {
      if (this.socket === socket) provider.attach();
    });
    socket.on('close', () => this.lose(socket));
    this.patience = setTimeout(() => this.lose(socket), firstWordMs);
    const hearFirst = () => {
      socket.off('message', hearFirst);
      if (this.socket !== socket || provider.isSynced) return;
      clearTimeout(this.patience);
      this.patience = setTimeout(() => this.lose(socket), openWithinMs);
    };
    socket.on('message', hearFirst);
  }

  hangUp(): void {
    clearTimeout(this.patience);
    const { socket, provider } = this;
    if (!socket) return;
    this.socket = undefined;
    this.isAsked = false;
    if (provider) {
      provider.detach();
      // Not its `onClose`: that would also take away the carets that another line brought.
      provider.isAuthenticated = false;
      provider.synced = false;
    }
    socket.destroy();
  }

  private providerOn(socket: HocuspocusProviderWebsocket, ticket: string): HocuspocusProvider {
    const { sectionId, doc, awareness, news } = this.parts;
    if (this.provider) {
      this.provider.setConfiguration({ websocketProvider: socket, token: ticket, name: sectionId });
      return this.provider;
    }
    const provider = new HocuspocusProvider({
      websocketProvider: socket,
      name: sectionId,
      document: doc,
      awareness,
      token: ticket,
    });
    this.narrow(provider);
    provider.on('synced', () => {
      clearTimeout(this.patience);
      news.onSynced();
    });
    provider.on('unsyncedChanges', ({ number }: { number: number }) => news.onUnacknowledged(number));
    provider.on('stateless', ({ payload }: { payload: string }) => {
      const message = readMessage(payload);
      if (message) news.onMessage(message);
    });
    provider.on('authenticationFailed', () => this.lose(this.socket));
    // The server may close the text and leave the socket open.
    provider.on('close', () => this.lose(this.socket));
    provider.on('message', ({ message }: { message: ServerMessage }) => this.hear(message));
    this.provider = provider;
    return provider;
  }

  /**
   * The provider sends everything on that it did not bring itself: also what another line brought, and also what is typed
   * before the server has said what it lacks. That would arrive without what it builds on and be refused; it goes with
   * the answer to the server's question.
   */
  private narrow(provider: HocuspocusProvider): void {
    const { doc, awareness, isFromServer } = this.parts;
    doc.off('update', provider.boundDocumentUpdateHandler);
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (this.isAsked && !isFromServer(origin)) provider.boundDocumentUpdateHandler(update, origin);
    });
    awareness.off('update', provider.boundAwarenessUpdateHandler);
    awareness.on('update', (change: Record<'added' | 'updated' | 'removed', number[]>, origin: unknown) => {
      const own = (ids: readonly number[]) => ids.filter((id) => id === awareness.clientID);
      const [added, updated, removed] = [own(change.added), own(change.updated), own(change.removed)];
      if (added.length + updated.length + removed.length > 0)
        provider.boundAwarenessUpdateHandler({ added, updated, removed }, origin);
    });
  }

  private hear(message: ServerMessage): void {
    message.readVarString();
    if (message.readVarUint() !== syncMessage || message.readVarUint() !== syncStep1) return;
    const vector = message.readVarUint8Array();
    this.isAsked = true;
    // After the provider has dealt with the message, which it does when everybody has heard it.
    queueMicrotask(() => this.parts.news.onServerState(vector));
  }

  private lose(socket: HocuspocusProviderWebsocket | undefined): void {
    if (socket === undefined || socket !== this.socket) return;
    this.hangUp();
    this.parts.news.onClosed();
  }
}

interface ServerMessage {
  readVarString(): string;
  readVarUint(): number;
  readVarUint8Array(): Uint8Array;
}

function readMessage(payload: string): EditorMessage | null {
  try {
    return EditorMessage.safeParse(JSON.parse(payload)).data ?? null;
  } catch {
    // A newer server may say more than this page understands; the text itself is not affected.
    return null;
  }
}
