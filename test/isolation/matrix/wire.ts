import { Agent, request as httpRequest } from 'node:http';

/** What goes out. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly cookie: string | null;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What came back, whole. */
export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
  readonly ms: number;
}

/** Speaks HTTP to one server over connections that are kept. */
export class Wire {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 16 });
  private readonly port: number;

  constructor(private readonly origin: string) {
    this.port = Number(new URL(origin).port);
  }

  send({ method, path, cookie, body, headers }: Asked): Promise<Answered> {
    const content = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
    const from = performance.now();
    const named = { ...(method !== 'GET' && { origin: this.origin }), ...headers };
    // An origin that is empty is none at all.
    const { origin = '', ...rest } = named;
    return new Promise((resolve, reject) => {
      const sent = httpRequest({
        ...{ host: '127.0.0.1', port: this.port, agent: this.agent, method, path },
        headers: {
          host: new URL(this.origin).host,
          ...(cookie !== null && { cookie }),
          ...(content && { 'content-type': 'application/json', 'content-length': content.length }),
          ...(origin !== '' && { origin }),
          ...rest,
        },
      });
      sent.once('error', reject);
      sent.once('response', (response) => {
        const chunks: Buffer[] = [];
        const done = (): void =>
          resolve({
            ...{ status: response.statusCode ?? 0, headers: response.headers },
            ...{ body: Buffer.concat(chunks), ms: performance.now() - from },
          });
        // A stream never ends by itself: its beginning is enough here.
        const isStream = /event-stream/.test(String(response.headers['content-type']));
        response.on('data', (chunk: Buffer) => {
          chunks.push(chunk);
          if (!isStream) return;
          done();
          sent.destroy();
        });
        response.once('end', done);
      });
      sent.end(content);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}
