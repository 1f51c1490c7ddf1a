import { once } from 'node:events';
import { createServer, connect, type AddressInfo, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';

/** A line between clients and a server that does what bad networks do. */
export interface HostileNetwork {
  readonly port: number;
  /** Ends every connection at once. */
  cut(): void;
  /** Every connection of now stays open and carries nothing any more. */
  goSilent(): void;
  /** Everything takes so much longer, each way, in milliseconds. */
  delay(milliseconds: number): void;
  /** Flips one bit in the next bytes of every connection of now, each way. */
  flipBits(): void;
  /** How many connections there were. */
  readonly connections: () => number;
  close(): Promise<void>;
}

interface Line {
  readonly ends: readonly [Socket, Socket];
  silent: boolean;
  flips: number;
}

/** Opens a line to a port of this machine; `random` chooses which bit is flipped. */
export async function openHostileNetwork(target: number, random: () => number): Promise<HostileNetwork> {
  const lines = new Set<Line>();
  let delayMs = 0;
  let count = 0;
  const carry = (line: Line, from: Socket, to: Socket): void => {
    from.on('data', (bytes: Buffer) => {
      if (line.silent) return;
      if (line.flips > 0) {
        line.flips -= 1;
        const at = Math.floor(random() * bytes.length);
        bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << Math.floor(random() * 8)), at);
      }
      // A timer of equal length keeps the order.
      if (delayMs > 0) setTimeout(() => to.writable && to.write(bytes), delayMs);
      else if (to.writable) to.write(bytes);
    });
    from.on('error', () => undefined);
    from.on('close', () => {
      if (!line.silent) to.destroy();
      lines.delete(line);
    });
  };
  const server = createServer((client) => {
    count += 1;
    const upstream = connect(target, '127.0.0.1');
    const line: Line = { ends: [client, upstream], silent: false, flips: 0 };
    lines.add(line);
    carry(line, client, upstream);
    carry(line, upstream, client);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const destroy = ({ ends }: Line): void => ends.forEach((end) => end.destroy());
  return {
    port: (server.address() as AddressInfo).port,
    cut: () => lines.forEach(destroy),
    goSilent: () => lines.forEach((line) => (line.silent = true)),
    delay: (milliseconds) => (delayMs = milliseconds),
    flipBits: () => lines.forEach((line) => (line.flips = 2)),
    connections: () => count,
    close: async () => {
      lines.forEach(destroy);
      server.close();
      await once(server, 'close');
    },
  };
}

/** Takes TLS off for a server behind it, as a reverse proxy does. */
export async function openTlsDoor(
  target: number,
  certificate: { readonly key: string; readonly cert: string },
): Promise<{ readonly port: number; close(): Promise<void> }> {
  const sockets = new Set<Socket>();
  const server = createTlsServer(certificate, (client) => {
    const upstream = connect(target, '127.0.0.1');
    for (const [end, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(end);
      end.on('error', () => undefined);
      end.on('close', () => {
        sockets.delete(end);
        other.destroy();
      });
      end.pipe(other);
    }
  });
  server.on('tlsClientError', (_error, socket) => socket.destroy());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      sockets.forEach((socket) => socket.destroy());
      server.close();
      await once(server, 'close');
    },
  };
}
