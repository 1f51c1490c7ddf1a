import { Injectable } from '@nestjs/common';
import type { WebSocket } from 'ws';
import { editorCloseCodes } from '@concordat/contracts';
import { SessionReader, type SignedIn } from '../platform/authz/index.js';

/** Whoever does not answer the farewell by then gets no byte more, not even one that was sent before. */
const farewellMs = 250;

/** Ends a socket for good: its person has lost what it was opened for. */
export function revoke(webSocket: Pick<WebSocket, 'close' | 'terminate'>): void {
  webSocket.close(editorCloseCodes.revoked, 'revoked');
  setTimeout(() => webSocket.terminate(), farewellMs).unref();
}

/**
 * Which session each open socket belongs to. Hocuspocus closes sections, never sockets: whoever keeps the socket of an
 * ended session could show a ticket on it that was issued before the end.
 */
@Injectable()
export class SocketSessions {
  private readonly requests = new WeakMap<Request, SignedIn>();
  private readonly open = new Map<WebSocket, SignedIn>();

  constructor(private readonly reader: SessionReader) {}

  /** Notes a socket under the request that opened it; the request itself carries no more than headers. */
  remember(opening: Request, webSocket: WebSocket, signedIn: SignedIn): void {
    this.requests.set(opening, signedIn);
    this.open.set(webSocket, signedIn);
    webSocket.once('close', () => this.open.delete(webSocket));
  }

  /** Whose socket it is; null once the session has ended, as the database knows it now. */
  async of(opening: Request): Promise<Pick<SignedIn, 'personId' | 'sessionId'> | null> {
    const known = this.requests.get(opening);
    if (!known) return null;
    return (await this.reader.living([known.sessionId])).has(known.sessionId) ? known : null;
  }

  /** Closes the sockets of a session, or of all sessions of a person. */
  end(whose: { readonly sessionId: string } | { readonly personId: string }): void {
    for (const [webSocket, signedIn] of this.open) {
      const isTheirs =
        'sessionId' in whose ? signedIn.sessionId === whose.sessionId : signedIn.personId === whose.personId;
      if (isTheirs) revoke(webSocket);
    }
  }

  /** Closes the sockets of sessions that have ended or run out, for when their ends were not heard. */
  async review(): Promise<void> {
    const sessionIds = [...new Set([...this.open.values()].map(({ sessionId }) => sessionId))];
    const living = await this.reader.living(sessionIds);
    for (const sessionId of sessionIds) if (!living.has(sessionId)) this.end({ sessionId });
  }
}
