import type { BodyOf, Endpoint, ParamsOf, QueryOf, ResultOf } from '@concordat/contracts';
import { noteConnection } from './connection.js';
import { askForProof } from './proof.js';
import { refusalFrom, unreachable, unreadable } from './refusal-error.js';
import { serverClock } from './server-clock.js';

type Part<K extends string, T> = [T] extends [undefined]
  ? { readonly [P in K]?: undefined }
  : Record<never, never> extends T
    ? { readonly [P in K]?: T }
    : { readonly [P in K]: T };

/** What an operation is asked with: path parameters, query and body, each only where the endpoint has it. */
export type InputOf<E extends Endpoint> = Part<'params', ParamsOf<E>> &
  Part<'query', QueryOf<E>> &
  Part<'body', BodyOf<E>>;

interface AnyInput {
  readonly params?: Readonly<Record<string, string>> | undefined;
  readonly query?: unknown;
  readonly body?: unknown;
}

/** How a request is sent, beside what it says. */
export interface CallOptions {
  /** Asked for a fresh proof already, and given. */
  readonly isProved?: boolean;
  readonly signal?: AbortSignal;
  readonly headers?: Readonly<Record<string, string>>;
  /** The request may outlive the page: for what is said on leaving. */
  readonly keepalive?: boolean;
  /** A failure says nothing of the network: requests that wait long are cut by what lies between. */
  readonly quiet?: boolean;
}

type Listener = () => void;
const signedOutListeners = new Set<Listener>();

/** Tells when the server says that nobody is signed in any more. Returns how to stop listening. */
export function onSignedOut(listener: Listener): Listener {
  signedOutListeners.add(listener);
  return () => signedOutListeners.delete(listener);
}

/** The address of an operation, for links to files and for sockets. */
export function addressOf<E extends Endpoint>(
  endpoint: E,
  input: Pick<InputOf<E>, Extract<'params' | 'query', keyof InputOf<E>>>,
): string {
  return buildAddress(endpoint, input as AnyInput);
}

/** Asks for an operation. Answers with its parsed result; throws a {@link RefusalError} for everything else. */
export async function call<E extends Endpoint>(
  endpoint: E,
  input: InputOf<E>,
  options: CallOptions = {},
): Promise<ResultOf<E>> {
  const { body } = input as AnyInput;
  const sentAt = Date.now();
  const answer = await send(options.quiet === true, buildAddress(endpoint, input as AnyInput), {
    method: endpoint.method,
    credentials: 'same-origin',
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...options.headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(options.signal ? { signal: options.signal } : {}),
    ...(options.keepalive ? { keepalive: true } : {}),
  });
  serverClock.learn(answer.headers.get('date'), sentAt, Date.now());
  const requestId = answer.headers.get('x-request-id') ?? undefined;
  const content = await read(answer, options.signal);
  if (!answer.ok) {
    const refusal = refusalFrom(answer.status, content, requestId);
    if (refusal.code === 'session.step_up_needed' && !options.isProved && (await askForProof()))
      return call(endpoint, input, { ...options, isProved: true });
    if (refusal.code === 'unauthenticated') for (const listener of signedOutListeners) listener();
    throw refusal;
  }
  const parsed = endpoint.response.safeParse(content);
  if (!parsed.success) {
    // What does not fit is for the developer's eyes; the reader gets a sentence.
    console.error(`${endpoint.method} ${endpoint.path} answered outside its contract`, parsed.error.issues);
    throw unreadable(answer.status, requestId);
  }
  return parsed.data as ResultOf<E>;
}

async function send(isQuiet: boolean, address: string, init: RequestInit): Promise<Response> {
  try {
    const answer = await fetch(address, init);
    noteConnection(true);
    return answer;
  } catch (error) {
    // Giving up on a question is not a failure of the network.
    if (init.signal?.aborted) throw error;
    if (!isQuiet) noteConnection(false);
    throw unreachable();
  }
}

async function read(answer: Response, signal: AbortSignal | undefined): Promise<unknown> {
  let text: string;
  try {
    text = await answer.text();
  } catch (error) {
    if (signal?.aborted) throw error;
    throw unreachable();
  }
  if (text === '') return {};
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function buildAddress(endpoint: Endpoint, { params = {}, query }: AnyInput): string {
  const path = endpoint.path.replace(/:([A-Za-z]+)/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined) throw new Error(`${endpoint.path} was asked for without ${name}`);
    return encodeURIComponent(value);
  });
  const search = searchOf(query);
  return `/api${path}${search === '' ? '' : `?${search}`}`;
}

function searchOf(query: unknown): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value === undefined || value === null) continue;
    for (const each of Array.isArray(value) ? value : [value]) search.append(name, String(each));
  }
  return search.toString();
}
