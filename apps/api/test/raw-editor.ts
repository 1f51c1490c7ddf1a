import { WebSocket } from 'ws';

/** What a socket says of itself when it is opened; anything may be left out or be a lie. */
export interface Handshake {
  readonly cookie?: string | null;
  readonly origin?: string;
  readonly path?: string;
}

/** Something the server said, as far as tests ask. */
export type Heard =
  | { readonly kind: 'opened' | 'denied' | 'closed'; readonly reason: string }
  | { readonly kind: 'told'; readonly message: { readonly kind: string; readonly code: string } }
  | { readonly kind: 'applied' | 'not_applied' }
  | { readonly kind: 'other' };

const sync = 0;
const auth = 2;
const stateless = 5;
const close = 7;
const status = 8;
/** The last of the three kinds of a sync message; a page sends its edits in it. */
const updateMessage = 2;
/** The second of the three: all that the other side has not got. */
const stepTwo = 1;

/**
 * A client that speaks the editor's protocol byte by byte, so that it can also send what no editor would: the
 * attacker of the tests.
 */
export class RawEditor {
  readonly heard: Heard[] = [];
  private readonly watchers = new Set<() => void>();
  /** The code with which the socket itself was closed. */
  closeCode: number | null = null;
  /** When the last bytes came, the farewell among them, in milliseconds of the clock. */
  lastHeardAt = Date.now();

  private constructor(private readonly socket: WebSocket) {
    socket.binaryType = 'nodebuffer';
    socket.on('message', (data: Buffer) => {
      this.lastHeardAt = Date.now();
      this.note(parse(data));
    });
    socket.on('close', (code) => {
      this.lastHeardAt = Date.now();
      this.closeCode = code;
      this.changed();
    });
    socket.on('error', () => this.changed());
  }

  /** Opens the socket; gives the HTTP status instead where the upgrade is refused. */
  static connect(url: string, { cookie, origin, path = '/collab' }: Handshake): Promise<RawEditor | number> {
    const headers = { ...(cookie ? { cookie } : {}), ...(origin === undefined ? {} : { origin }) };
    const socket = new WebSocket(new URL(path, url.replace(/^http/, 'ws')), { headers });
    const editor = new RawEditor(socket);
    return new Promise((resolve, reject) => {
      socket.once('open', () => resolve(editor));
      socket.once('unexpected-response', (_request, response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      socket.once('error', reject);
    });
  }

  /** Shows a ticket for a section and gives `opened`, or why it was denied. */
  async join(sectionId: string, ticket: string, withinMs?: number): Promise<string> {
    const before = this.heard.length;
    this.send([text(sectionId), number(auth), number(0), text(ticket)]);
    await this.until(() => this.answers(before).length > 0, 'an answer to the ticket', withinMs);
    const [answer] = this.answers(before);
    return answer?.kind === 'denied' ? answer.reason : 'opened';
  }

  /** Sends bytes as an update of the text. */
  update(sectionId: string, bytes: Uint8Array, kind: 'update' | 'step_two' = 'update'): void {
    const inner = number(kind === 'update' ? updateMessage : stepTwo);
    this.send([text(sectionId), number(sync), inner, number(bytes.byteLength), bytes]);
  }

  /** Sends bytes as a frame, whatever they are. */
  frame(bytes: Uint8Array): void {
    this.socket.send(bytes);
  }

  say(sectionId: string, message: string): void {
    this.send([text(sectionId), number(stateless), text(message)]);
  }

  /** The codes of the sentences that the server sent to the person, in order. */
  get codes(): string[] {
    return this.heard.flatMap((each) => (each.kind === 'told' ? [each.message.code] : []));
  }

  hears(code: string, withinMs?: number): Promise<void> {
    return this.until(() => this.codes.includes(code), code, withinMs);
  }

  /** Waits until the section, or the whole socket, is closed to this client. */
  isClosed(withinMs?: number): Promise<void> {
    const closed = (): boolean => this.closeCode !== null || this.heard.some(({ kind }) => kind === 'closed');
    return this.until(closed, 'the end of the connection', withinMs);
  }

  /** Waits until the socket itself is closed. */
  isGone(withinMs?: number): Promise<void> {
    return this.until(() => this.closeCode !== null, 'the end of the socket', withinMs);
  }

  /** Waits until something holds of what was heard. */
  until(holds: () => boolean, what: string, withinMs = 5_000): Promise<void> {
    return new Promise((resolve, reject) => {
      const stop = (): void => {
        clearTimeout(timer);
        this.watchers.delete(watcher);
      };
      const watcher = (): void => {
        if (!holds()) return;
        stop();
        resolve();
      };
      const timer = setTimeout(() => {
        stop();
        reject(new Error(`Waited ${withinMs} ms for ${what}; heard ${JSON.stringify(this.heard)}`));
      }, withinMs);
      this.watchers.add(watcher);
      watcher();
    });
  }

  leave(): void {
    this.socket.terminate();
  }

  private answers(from: number): { kind: 'opened' | 'denied'; reason: string }[] {
    return this.heard
      .slice(from)
      .flatMap((each) =>
        each.kind === 'opened' || each.kind === 'denied' ? [{ kind: each.kind, reason: each.reason }] : [],
      );
  }

  private send(parts: readonly Uint8Array[]): void {
    this.socket.send(Buffer.concat(parts));
  }

  private note(heard: Heard): void {
    this.heard.push(heard);
    this.changed();
  }

  private changed(): void {
    for (const watcher of [...this.watchers]) watcher();
  }
}

/** A number as lib0 writes it: seven bits a byte, lowest first. */
function number(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push(128 | (rest % 128));
  return Uint8Array.from([...bytes, rest]);
}

function text(value: string): Uint8Array {
  const bytes = Buffer.from(value);
  return Buffer.concat([number(bytes.byteLength), bytes]);
}

function parse(data: Buffer): Heard {
  let at = 0;
  const readNumber = (): number => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = data.readUInt8(at++);
      value += (byte % 128) * scale;
      if (byte < 128) return value;
    }
  };
  const readText = (): string => {
    const length = readNumber();
    at += length;
    return data.toString('utf8', at - length, at);
  };
  readText();
  switch (readNumber()) {
    case auth: {
      const answer = readNumber();
      if (answer === 1) return { kind: 'denied', reason: readText() };
      return answer === 2 ? { kind: 'opened', reason: readText() } : { kind: 'other' };
    }
    case stateless:
      return { kind: 'told', message: JSON.parse(readText()) as { kind: string; code: string } };
    case close:
      return { kind: 'closed', reason: readText() };
    case status:
      return { kind: readNumber() === 1 ? 'applied' : 'not_applied' };
    default:
      return { kind: 'other' };
  }
}
