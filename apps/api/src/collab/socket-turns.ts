import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';

/**
 * What is sent to a socket in one turn of the process goes out in one write: several changes that share a commit, the
 * answer to one's own, and carets that go along. A write costs what twenty frames cost that share it, and waits for
 * nothing: the turn ends before anything else is read.
 */
export class SocketTurns {
  private readonly held = new Set<Duplex>();

  /** Gathers what is sent from now on. `socket` is what the web socket writes to. */
  gather(webSocket: WebSocket, socket: Duplex): void {
    const send = webSocket.send.bind(webSocket) as (...args: unknown[]) => void;
    webSocket.send = (...args: unknown[]) => {
      this.hold(socket);
      send(...args);
    };
  }

  /** Writes what is gathered now, for who ends sockets without a farewell. */
  release(): void {
    for (const socket of this.held) socket.uncork();
    this.held.clear();
  }

  private hold(socket: Duplex): void {
    if (this.held.has(socket)) return;
    // After everything that is ready to run in this turn, such as the answers to all who share a commit.
    if (this.held.size === 0) process.nextTick(() => this.release());
    this.held.add(socket);
    socket.cork();
  }
}
