import type { BodyOf, Endpoint, ParamsOf, QueryOf, RefusalBody, ResultOf } from '@concordat/contracts';

/** What a call needs besides its endpoint; parts that the endpoint does not have may be left out. */
export type CallInput<E extends Endpoint> = (keyof ParamsOf<E> extends never
  ? { readonly params?: undefined }
  : { readonly params: ParamsOf<E> }) & {
  readonly query?: QueryOf<E>;
  readonly body?: BodyOf<E>;
};

/** An answer as it came; of `result` and `refusal` the one is null. */
export interface Answer<E extends Endpoint> {
  readonly status: number;
  readonly headers: Headers;
  readonly result: ResultOf<E> | null;
  readonly refusal: RefusalBody | null;
}

/** A browser of one person, or of nobody. */
export class Agent {
  constructor(
    private readonly origin: string,
    /** The `Cookie` header of the session; null where nobody is signed in. */
    readonly cookie: string | null,
    /** The person's id; null for a browser where nobody is signed in. */
    readonly personId: string | null,
  ) {}

  /** Calls an operation and gives whatever came back. */
  async call<E extends Endpoint>(served: E, input: CallInput<E>): Promise<Answer<E>> {
    const {
      params = {},
      query,
      body,
    } = input as { params?: Record<string, string>; query?: object; body?: unknown };
    const path = served.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
    const asked = Object.entries(query ?? {}).filter(([, value]) => value !== undefined);
    const search = new URLSearchParams(asked.map(([name, value]): [string, string] => [name, String(value)]));
    const response = await this.fetch(`/api${path}${search.size > 0 ? `?${search}` : ''}`, {
      method: served.method,
      ...(body !== undefined && {
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      }),
    });
    const text = await response.text();
    const read: unknown = /json/.test(response.headers.get('content-type') ?? '') ? JSON.parse(text) : text;
    return {
      status: response.status,
      headers: response.headers,
      result: response.ok ? (read as ResultOf<E>) : null,
      refusal: response.ok ? null : (read as RefusalBody),
    };
  }

  /** Calls an operation that must succeed and gives its result. */
  async get<E extends Endpoint>(served: E, input: CallInput<E>): Promise<ResultOf<E>> {
    const { status, result, refusal } = await this.call(served, input);
    if (refusal !== null || result === null)
      throw new Error(
        `${served.method} ${served.path} answered ${status} ${refusal?.code} ${JSON.stringify(refusal?.fields ?? {})}`,
      );
    return result;
  }

  /** Calls an operation that must be refused and gives the code. */
  async refused<E extends Endpoint>(served: E, input: CallInput<E>): Promise<string> {
    const { status, refusal } = await this.call(served, input);
    if (refusal === null)
      throw new Error(`${served.method} ${served.path} was not refused but answered ${status}`);
    return refusal.code;
  }

  /** Any request, as this browser would send it from a page of ours. */
  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    if (!headers.has('origin')) headers.set('origin', this.origin);
    if (this.cookie !== null && !headers.has('cookie')) headers.set('cookie', this.cookie);
    return await fetch(`${this.origin}${path}`, { redirect: 'manual', ...init, headers });
  }
}
