import { schemaVersion } from '@concordat/document';
import { HocuspocusProvider, HocuspocusProviderWebsocket, WebSocketStatus } from '@hocuspocus/provider';
import { WebSocket } from 'ws';
import { Writer } from './writer.js';

/** A closed line is given up when the other side has not answered by then. */
const farewellMs = 1_000;

/** Where a scripted editor connects, and as whom. */
export interface ScriptedEditorOptions {
  /** The installation's own address, such as `http://127.0.0.1:3000`; also what it sends as Origin. */
  readonly origin: string;
  readonly sectionId: string;
  /** The `Cookie` header of a signed-in session. */
  readonly cookie: string;
  /** One-time tickets: asked for anew at every connection. See {@link ticketsFrom}. */
  readonly ticket: () => Promise<string>;
  readonly socketPath?: string;
  /** How long opening may take, in milliseconds. */
  readonly openWithinMs?: number;
}

/**
 * An editor without a screen, for tests: it speaks the same protocol as the page, writes words and knows which of
 * them the server has acknowledged. An acknowledged word that is missing later is a lost word.
 */
export class ScriptedEditor extends Writer {
  private readonly socket: HocuspocusProviderWebsocket;
  private readonly provider: HocuspocusProvider;

  private constructor(socket: HocuspocusProviderWebsocket, { sectionId, ticket }: ScriptedEditorOptions) {
    super();
    this.socket = socket;
    const provider = new HocuspocusProvider({
      websocketProvider: socket,
      name: sectionId,
      document: this.doc,
      token: ticket,
    });
    this.provider = provider;
    provider.on('unsyncedChanges', ({ number }: { number: number }) => {
      if (number === 0) this.acknowledgedWords = this.words.length;
      this.changed();
    });
    provider.on('stateless', ({ payload }: { payload: string }) => {
      this.messages.push(payload);
      this.changed();
    });
    provider.on('close', ({ event }: { event: { reason: string } }) => {
      this.closedBecause = event.reason;
      this.changed();
    });
    provider.awareness?.on('change', () => this.changed());
  }

  /** Connects and waits until the section's text is here. Rejects if the server refuses or does not answer. */
  static async open(options: ScriptedEditorOptions): Promise<ScriptedEditor> {
    const {
      origin,
      cookie,
      socketPath = `/collab?section=${options.sectionId}`,
      openWithinMs = 10_000,
    } = options;
    class SignedInSocket extends WebSocket {
      constructor(url: string | URL) {
        super(url, { headers: { cookie, origin } });
        // A socket that is given up before it is open says so as an error; the provider hears of its end anyway.
        this.on('error', () => undefined);
      }

      /** As a page does, it does not wait for the farewell of a server that hangs. */
      override close(code?: number, reason?: string): void {
        super.close(code, reason);
        setTimeout(() => this.terminate(), farewellMs).unref();
      }
    }
    const socket = new HocuspocusProviderWebsocket({
      url: new URL(socketPath, origin.replace(/^http/, 'ws')).href,
      WebSocketPolyfill: SignedInSocket,
      delay: 100,
      maxDelay: 1_000,
      minDelay: 100,
    });
    const editor = new ScriptedEditor(socket, options);
    try {
      const opened = editor.synced(openWithinMs);
      editor.provider.attach();
      await opened;
    } catch (error) {
      editor.close();
      throw error;
    }
    return editor;
  }

  /** What the server says about the others who are here: name, state, colour and caret of each. */
  get others(): readonly unknown[] {
    const states = [...(this.provider.awareness?.getStates() ?? new Map<number, unknown>())];
    return states.filter(([clientId]) => clientId !== this.doc.clientID).map(([, state]) => state);
  }

  /** Says something about itself, as a page does for its caret; a dishonest one may claim anything. */
  claims(state: Readonly<Record<string, unknown>>): void {
    this.provider.awareness?.setLocalState({ ...state });
  }

  /** Sends a message outside the text, which the protocol allows and no page of ours does. */
  speaksOutOfTurn(message: string): void {
    this.provider.sendStateless(message);
  }

  /** Cuts the connection; what is written now is kept and sent after {@link reconnect}. */
  disconnect(): Promise<void> {
    if (this.socket.status !== WebSocketStatus.Connected) {
      this.socket.disconnect();
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      const gone = (): void => {
        this.socket.off('close', gone);
        resolve();
      };
      this.socket.on('close', gone);
      this.socket.disconnect();
    });
  }

  /** Connects again with a new ticket and waits for what others wrote meanwhile. */
  reconnect(withinMs = 10_000): Promise<void> {
    const back = this.synced(withinMs);
    void this.socket.connect();
    return back;
  }

  /** Leaves. What is not acknowledged by now is lost with this editor, as with a closed page. */
  close(): void {
    this.provider.destroy();
    this.socket.destroy();
    this.doc.destroy();
  }

  private synced(withinMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = (settled: () => void): void => {
        clearTimeout(timer);
        this.provider.off('synced', arrived).off('authenticationFailed', refused);
        settled();
      };
      const arrived = (): void => settle(resolve);
      const refused = ({ reason }: { reason: string }): void =>
        settle(() => reject(new Error(`The server refused the connection: ${reason}`)));
      const timer = setTimeout(
        () => settle(() => reject(new Error(`The section did not open within ${withinMs} ms.`))),
        withinMs,
      );
      this.provider.on('synced', arrived).on('authenticationFailed', refused);
    });
  }
}

/** Tickets from the installation itself, as the page gets them. Rejects with the server's refusal code. */
export function ticketsFrom(
  { origin, sectionId, cookie }: Pick<ScriptedEditorOptions, 'origin' | 'sectionId' | 'cookie'>,
  deviceId: string,
): () => Promise<string> {
  return async () => {
    const response = await fetch(new URL(`/api/sections/${sectionId}/tickets`, origin), {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie, origin },
      body: JSON.stringify({ deviceId, schemaVersion }),
    });
    const body = (await response.json()) as { ticket?: string; code?: string };
    if (body.ticket === undefined) throw new Error(`No ticket: ${response.status} ${body.code ?? ''}`);
    return body.ticket;
  };
}
