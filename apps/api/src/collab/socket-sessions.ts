import { Injectable } from '@nestjs/common';
import type { WebSocket } from 'ws';
import { editorCloseCodes } from '@concordat/contracts';
import { SessionReader, type SignedIn } from '../platform/authz/index.js';

/**
 * Which session each open socket belongs to. Hocuspocus closes sections, never sockets: whoever keeps the socket of an
 * ended session could show a ticket on it that was issued before the end.
 */
@Injectable()
export class SocketSessions {
  private readonly requests = new WeakMap<Request, SignedIn>();
  private readonly open = new Map<WebSocket, string>();

  constructor(private readonly reader: SessionReader) {}

  /** Notes a socket under the request that opened it; the request itself carries no more than headers. */
  remember(opening: Request, webSocket: WebSocket, signedIn: SignedIn): void {
    this.requests.set(opening, signedIn);
    this.open.set(webSocket, signedIn.sessionId);
    webSocket.once('close', () => this.open.delete(webSocket));
  }

  /** The person behind a socket as the database knows them now; null once the session has ended. */
  async of(opening: Request): Promise<SignedIn | null> {
    const known = this.requests.get(opening);
    return known ? this.reader.reread(known.sessionId) : null;
  }

  /** Closes the sockets of a session. */
  end(sessionId: string): void {
    for (const [webSocket, belongsTo] of this.open)
      if (belongsTo === sessionId) webSocket.close(editorCloseCodes.revoked, 'revoked');
  }

  /** Closes the sockets of sessions that have ended, for when their ends may not have been heard. */
  async review(): Promise<void> {
    for (const sessionId of new Set(this.open.values()))
      if (!(await this.reader.reread(sessionId))) this.end(sessionId);
  }
}
