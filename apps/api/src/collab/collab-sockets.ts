import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { editorCloseCodes } from '@concordat/contracts';
import { Hocuspocus } from '@hocuspocus/server';
import { WebSocket, WebSocketServer } from 'ws';
import { SessionReader, type SignedIn } from '../platform/authz/index.js';
import type { Config } from '../platform/config/index.js';
import { bareAnswer, isOwnHost, isOwnOrigin } from '../platform/http/index.js';
import { CONFIG } from '../platform/settings/index.js';
import type { EditorContext } from './editor-context.js';
import { Arrival } from './extensions/arrival.js';
import { Authentication } from './extensions/authentication.js';
import { Carets } from './extensions/carets.js';
import { Lanes } from './extensions/lanes.js';
import { SharedCarets } from './extensions/shared-carets.js';
import { Silence } from './extensions/silence.js';
import { GateKeeper } from './gate/gate-keeper.js';
import { GateFeed } from './gate-feed.js';
import { ProxyToOwner, SectionOwnership } from './ownership/index.js';
import { Revocation } from './revocation.js';
import { CaretBoard } from './road/index.js';
import { SocketSessions } from './socket-sessions.js';
import { SocketTurns } from './socket-turns.js';
import { TicketRepository } from './ticket.repository.js';

/** Where editors connect, on the same listener as everything else. */
export const collabPath = '/collab';

/** Larger frames end the socket; the gate refuses updates above 1 MiB with a sentence. */
const largestFrame = 2 * 1024 * 1024;
const drainMs = 5_000;

/** Carries the gate over web sockets, by Hocuspocus. What is true of a text is the gate's business, not this one's. */
@Injectable()
export class CollabSockets implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger(CollabSockets.name);
  private readonly server = new WebSocketServer({ noServer: true, maxPayload: largestFrame });
  private readonly hocuspocus: Hocuspocus<EditorContext>;
  private readonly lanes: Lanes;
  private readonly turns = new SocketTurns();
  private draining = false;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly http: HttpAdapterHost,
    private readonly sessions: SessionReader,
    private readonly keeper: GateKeeper,
    private readonly ownership: SectionOwnership,
    private readonly proxy: ProxyToOwner,
    feed: GateFeed,
    revocation: Revocation,
    private readonly socketSessions: SocketSessions,
    tickets: TicketRepository,
    carets: CaretBoard,
  ) {
    this.lanes = new Lanes(keeper, new Carets(keeper));
    this.hocuspocus = new Hocuspocus<EditorContext>({
      quiet: true,
      unloadImmediately: true,
      // Text goes past it, and carets come gathered: there is nothing for it to wait for.
      flushDelay: false,
      extensions: [
        new Authentication(socketSessions, tickets),
        this.lanes,
        new Arrival(revocation),
        new SharedCarets(carets),
        new Silence(),
      ],
    });
    revocation.watch(this.hocuspocus);
    // One road into the open document, in the order of the log, whoever made the change.
    feed.listen((committed) => this.lanes.publish(committed));
    ownership.usedBy(
      (sectionId) => keeper.find(sectionId) !== null || this.hocuspocus.documents.has(sectionId),
    );
    ownership.onLost((sectionIds) => sectionIds.forEach((sectionId) => this.sendAway(sectionId)));
  }

  onApplicationBootstrap(): void {
    const listener = this.http.httpAdapter.getHttpServer() as Server;
    listener.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      void this.upgrade(request, socket, head);
    });
  }

  /** Editors are sent away first, so that nothing new arrives; what waits is finished. */
  async beforeApplicationShutdown(): Promise<void> {
    this.draining = true;
    const unfinished = await this.keeper.close(drainMs);
    if (unfinished > 0)
      this.log.warn(`${unfinished} sections did not finish; what waited was never called saved`);
    await this.ownership.leave();
    this.hocuspocus.closeConnections();
    this.turns.release();
    for (const client of this.server.clients) client.terminate();
    this.proxy.close();
    this.server.close();
  }

  /** The section is not ours any more: what waits is not acknowledged, and the editors come back to whoever owns it. */
  private sendAway(sectionId: string): void {
    void this.keeper.letGo(sectionId);
    const connections = this.hocuspocus.documents.get(sectionId)?.getConnections() ?? [];
    for (const connection of connections) {
      connection.close({ code: editorCloseCodes.draining, reason: 'owner.lost' });
      connection.webSocket.close(editorCloseCodes.draining, 'owner.lost');
    }
  }

  private async upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    socket.on('error', () => socket.destroy());
    const { publicUrl } = this.config;
    const refuse = (status: string): void => void socket.end(bareAnswer(status, publicUrl));
    if (!isOwnHost(publicUrl, request.headers.host)) return refuse('421 Misdirected Request');
    const address = request.url ?? '/';
    const asked = URL.canParse(address, 'http://localhost') ? new URL(address, 'http://localhost') : null;
    if (asked?.pathname !== collabPath) return refuse('404 Not Found');
    if (this.draining) return refuse('503 Service Unavailable');
    if (!isOwnOrigin(publicUrl, request.headers.origin)) return refuse('403 Forbidden');
    const signedIn = await this.signedIn(request);
    if (signedIn === 'unknown') return refuse('503 Service Unavailable');
    if (!signedIn) return refuse('401 Unauthorized');
    // An address that names no section, or another than is then asked for, is served where it arrived or not at all.
    const owner = await this.ownership.ownerOf(asked.searchParams.get('section') ?? '');
    if (owner !== 'here') return this.proxy.socket(owner, request, socket, head, refuse);
    this.server.handleUpgrade(request, socket, head, (webSocket) =>
      this.connect(webSocket, socket, request, signedIn),
    );
  }

  /** `unknown` while the database does not answer: nobody is called signed out for that. */
  private async signedIn(request: IncomingMessage): Promise<SignedIn | null | 'unknown'> {
    try {
      return await this.sessions.read(request);
    } catch (error) {
      this.log.warn(
        `A socket's session could not be read: ${error instanceof Error ? error.message : String(error)}`,
      );
      return 'unknown';
    }
  }

  private connect(webSocket: WebSocket, socket: Duplex, request: IncomingMessage, signedIn: SignedIn): void {
    this.turns.gather(webSocket, socket);
    const opening = new Request(new URL(request.url ?? '/', 'http://localhost'));
    this.socketSessions.remember(opening, webSocket, signedIn);
    const connection = this.hocuspocus.handleConnection(webSocket, opening);
    // Version 4 attaches no listeners of its own.
    webSocket.on('message', (data: Buffer) => {
      // Whoever sends anything is there: Hocuspocus ends connections that fall silent.
      if (this.lanes.takes(webSocket, data)) connection.lastMessageReceivedAt = Date.now();
      else connection.handleMessage(new Uint8Array(data));
    });
    webSocket.on('close', (code, reason) => connection.handleClose({ code, reason: reason.toString() }));
    webSocket.on('error', (error) => this.log.debug(`A socket broke: ${error.message}`));
  }
}
