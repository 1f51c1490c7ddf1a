import { once } from 'node:events';
import {
  type ClientRequest,
  type IncomingMessage,
  request as httpRequest,
  type ServerResponse,
} from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Duplex } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { Injectable, Logger } from '@nestjs/common';
import { forwardHeader, forwardMark } from './forward-mark.js';
import { type Owner, SectionOwnership } from './section-ownership.js';

/** Headers that belong to one connection and not to the message (RFC 9110, 7.6.1). */
const ofOneConnection = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Whoever does not read the last bytes by then does not get them. */
const farewellMs = 250;
/** A handshake is answered at once, or by nobody. */
const answerMs = 5_000;
/** Longer than a page waits for changes; an owner that says nothing for so long hangs. */
const longestAnswerMs = 35_000;

/** The owner did not answer, or not to the end. The person tries again, and finds whoever owns the section then. */
export class OwnerUnreachable extends Error {}

/**
 * Takes sockets and requests to the process that owns their section. The owner checks cookie, origin and rights as if
 * the browser had come to it: nothing is vouched for here, so there is nothing to forge. The mark that is signed says
 * only that the request was forwarded once, so that it can never go round in circles.
 */
@Injectable()
export class ProxyToOwner {
  private readonly log = new Logger('ownership');
  private readonly sockets = new Set<Duplex>();

  constructor(private readonly ownership: SectionOwnership) {}

  /** Hands a web socket over before its handshake is answered; `refuse` answers it where there is nobody to take it. */
  socket(
    owner: Owner,
    request: IncomingMessage,
    client: Duplex,
    head: Buffer,
    refuse: (status: string) => void,
  ): void {
    if (this.wentAstray(owner, request)) return refuse('503 Service Unavailable');
    const onward = this.dial(owner, request, request.headers);
    // An owner that hangs takes the connection and answers nothing.
    const patience = setTimeout(() => onward.destroy(new Error('it does not answer')), answerMs);
    onward.once('close', () => clearTimeout(patience));
    client.once('close', () => onward.destroy());
    onward.once('error', (error) => {
      this.log.warn(`The owner of a section at ${owner.address} cannot be reached: ${error.message}`);
      refuse('503 Service Unavailable');
    });
    onward.once('response', (answer) => {
      clearTimeout(patience);
      answer.resume();
      refuse(`${answer.statusCode ?? 502} ${answer.statusMessage ?? ''}`);
    });
    onward.once('upgrade', (answer, far: Duplex, farHead: Buffer) => {
      clearTimeout(patience);
      client.write(headOf(answer));
      if (farHead.length > 0) client.write(farHead);
      if (head.length > 0) far.write(head);
      this.sockets.add(client);
      client.once('close', () => this.sockets.delete(client));
      // Each end's last bytes, the closing frame among them, go through before the other is gone as well.
      const follow = (from: Duplex, to: Duplex): void =>
        void from
          .once('error', () => to.destroy())
          .once('close', () => {
            to.end();
            setTimeout(() => to.destroy(), farewellMs).unref();
          })
          .pipe(to);
      follow(client, far);
      follow(far, client);
    });
    onward.end();
  }

  /**
   * Sends a request on and the owner's answer back, as it comes; ends when the answer has. `body` is what was read of
   * the request already; without it the request itself is passed through. Throws {@link OwnerUnreachable} while nothing
   * has been answered; an answer that breaks off is broken off here as well.
   */
  async request(
    owner: Owner,
    request: IncomingMessage,
    response: ServerResponse,
    body?: Buffer | string,
  ): Promise<void> {
    if (this.wentAstray(owner, request)) throw new OwnerUnreachable(`${owner.address} is not the owner.`);
    const headers = Object.fromEntries(
      Object.entries(request.headers).filter(([name]) => !ofOneConnection.has(name)),
    );
    if (body !== undefined) headers['content-length'] = String(Buffer.byteLength(body));
    const onward = this.dial(owner, request, headers);
    loseWithPatience(onward);
    response.once('close', () => onward.destroy());
    const answered = new Promise<IncomingMessage>((resolve, reject) => {
      onward.once('response', resolve).once('error', reject);
    });
    if (body !== undefined || request.readableEnded) onward.end(body);
    else request.pipe(onward);
    let answer: IncomingMessage;
    try {
      answer = await answered;
    } catch (error) {
      throw new OwnerUnreachable(
        `${owner.address}: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
    response.statusCode = answer.statusCode ?? 502;
    for (const [name, value] of Object.entries(answer.headers))
      if (value !== undefined && !ofOneConnection.has(name)) response.setHeader(name, value);
    await pipeline(answer, response).catch(() => response.destroy());
  }

  /**
   * Asks the owner as the person who sent this request, with a body of JSON, and gives the whole answer: for what is
   * put together from several owners' answers. Throws {@link OwnerUnreachable}.
   */
  async ask(
    owner: Owner,
    request: IncomingMessage,
    body: string,
    gone?: AbortSignal,
  ): Promise<{ readonly status: number; readonly body: string }> {
    const headers = Object.fromEntries(
      Object.entries(request.headers).filter(([name]) => !ofOneConnection.has(name)),
    );
    const onward = this.dial(owner, request, {
      ...headers,
      'content-length': String(Buffer.byteLength(body)),
    });
    loseWithPatience(onward);
    // Until the answer is there `once` hears of failures, afterwards whoever reads it does.
    onward.on('error', () => undefined);
    const stop = (): void => void onward.destroy();
    gone?.addEventListener('abort', stop, { once: true });
    try {
      const answered = once(onward, 'response') as Promise<[IncomingMessage]>;
      onward.end(body);
      const [answer] = await answered;
      return { status: answer.statusCode ?? 502, body: await text(answer) };
    } catch (error) {
      throw new OwnerUnreachable(
        `${owner.address}: ${error instanceof Error ? error.message : String(error)}`,
      );
    } finally {
      gone?.removeEventListener('abort', stop);
    }
  }

  /** Number of sockets that go through here to another process. */
  get size(): number {
    return this.sockets.size;
  }

  /** Cuts the sockets that go through here; their editors come back by another process. */
  close(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  /** The section has moved on meanwhile, or an address leads to another process than the one that gave it. */
  private wentAstray(owner: Owner, request: IncomingMessage): boolean {
    const isAstray = this.ownership.wasForwarded(request, owner);
    if (isAstray)
      this.log.warn(
        `A forwarded request found another owner, ${owner.address}; if it happens again, check CONCORDAT_INTERNAL_URL`,
      );
    return isAstray;
  }

  private dial(owner: Owner, request: IncomingMessage, headers: IncomingMessage['headers']): ClientRequest {
    const target = new URL(owner.address);
    const dial = target.protocol === 'https:' ? httpsRequest : httpRequest;
    return dial({
      host: target.hostname.replace(/^\[|\]$/g, ''),
      port: target.port || (target.protocol === 'https:' ? 443 : 80),
      method: request.method,
      path: request.url,
      // The Host header stays the browser's: the owner answers only under the installation's own names.
      headers: { ...headers, [forwardHeader]: forwardMark(owner.doorKey, request, Date.now()) },
      setHost: false,
      agent: false,
    });
  }
}

const loseWithPatience = (onward: ClientRequest): void =>
  void onward.setTimeout(longestAnswerMs, () => onward.destroy(new Error('it does not answer')));

/** The handshake's answer as the owner gave it. */
function headOf(answer: IncomingMessage): string {
  const lines = [`HTTP/1.1 ${answer.statusCode} ${answer.statusMessage}`];
  for (let at = 0; at < answer.rawHeaders.length; at += 2)
    lines.push(`${answer.rawHeaders[at]}: ${answer.rawHeaders[at + 1]}`);
  return `${lines.join('\r\n')}\r\n\r\n`;
}
