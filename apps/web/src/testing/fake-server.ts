import type { BodyOf, Endpoint, ParamsOf, QueryOf, ResultOf } from '@concordat/contracts';

/** What a spec's server is asked with. */
export interface Asked<E extends Endpoint> {
  readonly params: ParamsOf<E>;
  readonly query: Readonly<Record<keyof NonNullable<QueryOf<E>> & string, string>>;
  readonly body: BodyOf<E>;
}

/** A refusal as the server sends it. */
export class FakeRefusal {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly message: string,
    readonly fields?: Readonly<Record<string, string>>,
  ) {}
}

interface Answer {
  readonly endpoint: Endpoint;
  readonly respond: (asked: Asked<Endpoint>) => unknown;
}

/** Answers an operation; give {@link FakeRefusal} to refuse. */
export const answer = <E extends Endpoint>(
  endpoint: E,
  respond: (asked: Asked<E>) => ResultOf<E> | FakeRefusal | Promise<ResultOf<E> | FakeRefusal>,
): Answer => ({ endpoint, respond: respond as unknown as Answer['respond'] });

/** One request that came. */
export interface Heard {
  readonly method: string;
  readonly address: string;
  readonly body: unknown;
}

/** The server's time in specs. */
export const serverDate = 'Thu, 14 Jan 2027 08:42:00 GMT';

/** Puts a server in place of the network; later answers for an operation win. Gives the requests it heard. */
export function fakeServer(...answers: readonly Answer[]): { readonly heard: Heard[] } {
  const heard: Heard[] = [];
  const fetchIt = async (address: string, init: RequestInit = {}): Promise<Response> => {
    const method = init.method ?? 'GET';
    const url = new URL(address, 'http://localhost');
    const body = typeof init.body === 'string' ? (JSON.parse(init.body) as unknown) : undefined;
    heard.push({ method, address, body });
    for (const { endpoint, respond } of [...answers].reverse()) {
      const params = endpoint.method === method ? match(endpoint.path, url.pathname) : undefined;
      if (params === undefined) continue;
      const query = Object.fromEntries(url.searchParams);
      const result = await respond({ params, query, body } as Asked<Endpoint>);
      return result instanceof FakeRefusal ? refused(result) : reply(200, result);
    }
    return refused(new FakeRefusal(404, 'not_found', `Nobody answers ${method} ${address} in this spec.`));
  };
  globalThis.fetch = fetchIt as typeof fetch;
  return { heard };
}

/** A network that carries nothing. */
export function noNetwork(): void {
  globalThis.fetch = () => Promise.reject(new TypeError('Failed to fetch'));
}

const refused = ({ status, code, message, fields }: FakeRefusal): Response =>
  reply(status, { code, message, ...(fields ? { fields } : {}), requestId: 'request-of-the-spec' });

const reply = (status: number, content: unknown): Response =>
  new Response(typeof content === 'string' ? content : JSON.stringify(content), {
    status,
    headers: { date: serverDate, 'x-request-id': 'request-of-the-spec' },
  });

function match(pattern: string, pathname: string): Record<string, string> | undefined {
  const names: string[] = [];
  const source = pattern.replace(/:([A-Za-z]+)/g, (_, name: string) => {
    names.push(name);
    return '([^/]+)';
  });
  const found = new RegExp(`^/api${source}$`).exec(pathname);
  if (!found) return undefined;
  return Object.fromEntries(names.map((name, index) => [name, decodeURIComponent(found[index + 1] ?? '')]));
}
