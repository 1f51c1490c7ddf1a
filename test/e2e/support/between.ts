import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** What lies between a browser and the product, and how it treats what passes. Everything may be changed at any time. */
export interface Between {
  /** Its own address, for `CONCORDAT_PUBLIC_URL`. The same under `localhost`, see {@link BetweenRules.socketsAt}. */
  readonly address: string;
  readonly port: number;
  readonly rules: BetweenRules;
  /** What has passed so far. */
  readonly seen: BetweenCounts;
  /** Cuts every socket that is open. */
  cutSockets(): void;
  close(): Promise<void>;
}

/** How web sockets fare: they pass; are refused with 403; are opened and then carry nothing. */
export type SocketRule = 'pass' | 'refuse' | 'swallow';

export interface BetweenRules {
  /** By the host name that the browser used. */
  socketsAt: Record<'127.0.0.1' | 'localhost', SocketRule>;
  /** Sockets live no longer than this, in milliseconds. */
  socketsLiveMs: number | null;
  /** Questions that wait are cut after this, in milliseconds. */
  pollsLiveMs: number | null;
  /** So many answers to changes are lost: the server has dealt with them, the browser does not hear. */
  losesAnswers: number;
  /** Nobody gets through. */
  isDown: boolean;
}

export interface BetweenCounts {
  sockets: number;
  polls: number;
  pollsNow: number;
  mostPollsAtOnce: number;
  changes: number;
}

/** Starts what lies between; the product may begin to listen on the port later. */
export async function standBetween(productPort: number): Promise<Between> {
  const rules: BetweenRules = {
    socketsAt: { '127.0.0.1': 'pass', localhost: 'pass' },
    socketsLiveMs: null,
    pollsLiveMs: null,
    losesAnswers: 0,
    isDown: false,
  };
  const seen: BetweenCounts = { sockets: 0, polls: 0, pollsNow: 0, mostPollsAtOnce: 0, changes: 0 };
  const sockets = new Set<Duplex>();
  const target = { host: '127.0.0.1', port: productPort };

  const server = createServer((asked, answer) => {
    if (rules.isDown) return void asked.socket.destroy();
    const onward = request({ ...target, method: asked.method, path: asked.url, headers: asked.headers });
    onward.on('error', () => asked.socket.destroy());
    const isPoll = asked.url === '/api/text-changes';
    if (isPoll) countPoll(answer);
    onward.on('response', (answered) => {
      if (/^\/api\/sections\/[^/]+\/updates$/.test(asked.url ?? '')) {
        seen.changes += 1;
        if (rules.losesAnswers > 0) {
          rules.losesAnswers -= 1;
          answered.resume();
          return void asked.socket.destroy();
        }
      }
      answer.writeHead(answered.statusCode ?? 502, answered.headers);
      answered.pipe(answer);
    });
    answer.on('close', () => onward.destroy());
    if (isPoll && rules.pollsLiveMs !== null) setTimeout(() => asked.socket.destroy(), rules.pollsLiveMs);
    asked.pipe(onward);
  });

  function countPoll(answer: ServerResponse): void {
    seen.polls += 1;
    seen.pollsNow += 1;
    seen.mostPollsAtOnce = Math.max(seen.mostPollsAtOnce, seen.pollsNow);
    answer.once('close', () => (seen.pollsNow -= 1));
  }

  server.on('upgrade', (asked: IncomingMessage, near: Duplex, head: Buffer) => {
    near.on('error', () => near.destroy());
    if (rules.isDown) return void near.destroy();
    const name = (asked.headers.host ?? '').split(':')[0] === 'localhost' ? 'localhost' : '127.0.0.1';
    const rule = rules.socketsAt[name];
    if (rule === 'refuse') return void near.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
    seen.sockets += 1;
    const far: Socket = connect(target.port, target.host, () => {
      far.write(`GET ${asked.url} HTTP/1.1\r\n`);
      for (let at = 0; at < asked.rawHeaders.length; at += 2)
        far.write(`${asked.rawHeaders[at]}: ${asked.rawHeaders[at + 1]}\r\n`);
      far.write('\r\n');
      if (rule === 'swallow') far.once('data', (handshake) => near.write(handshake));
      else {
        far.write(head);
        far.pipe(near);
        near.pipe(far);
      }
    });
    sockets.add(near);
    const end = (): void => {
      sockets.delete(near);
      near.destroy();
      far.destroy();
    };
    far.on('error', end).on('close', end);
    near.on('close', end);
    if (rules.socketsLiveMs !== null) setTimeout(end, rules.socketsLiveMs);
  });

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const listening = server.address();
  if (listening === null || typeof listening === 'string') throw new Error('The system gave no port.');
  const cutSockets = (): void => sockets.forEach((socket) => socket.destroy());
  return {
    address: `http://127.0.0.1:${listening.port}`,
    port: listening.port,
    rules,
    seen,
    cutSockets,
    close: () => {
      cutSockets();
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
