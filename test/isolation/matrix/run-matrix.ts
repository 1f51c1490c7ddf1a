import { textOfZip } from '@concordat/testing';
import type { Leak, Reader } from '../world/canaries.js';
import type { World } from '../world/world.js';
import type { Ask } from './ask.js';
import type { DryRun } from './dry-run.js';
import { wrongHeaders } from './headers.js';
import { textOfPdf } from './pdf-text.js';
import { bearerOf, isRightful, mayKnow, type Tuple } from './tuples.js';
import type { Answered, Wire } from './wire.js';

/** What a run of the matrix came to. Each list must be empty; entries name the tuple. */
export interface MatrixReport {
  attempts: number;
  readonly leaks: string[];
  /** Answers for what is foreign that differ from those for what is missing. */
  readonly tellingApart: string[];
  readonly compared: number;
  readonly failures: string[];
  readonly opened: string[];
  readonly headers: string[];
  /** Refused or reading requests that would have left something behind. */
  readonly traces: string[];
  /** Rightful tuples that were refused, or were answered with nothing of their own. */
  readonly unproven: string[];
  readonly rightful: number;
  /** Milliseconds, for what is foreign and for what is missing, of the same tuples. */
  readonly times: { readonly foreign: number[]; readonly missing: number[] };
  readonly statuses: Record<number, number>;
}

interface Kept {
  readonly alike: string;
  readonly ms: number;
}

/** Sends every tuple, several at a time, and judges each answer. */
export class MatrixRun {
  private readonly kept = new Map<string, Kept>();
  private readonly report = {
    ...{ attempts: 0, compared: 0, rightful: 0, leaks: [] as string[], tellingApart: [] as string[] },
    ...{ failures: [] as string[], opened: [] as string[], headers: [] as string[], traces: [] as string[] },
    ...{ unproven: [] as string[], statuses: {} as Record<number, number> },
    times: { foreign: [] as number[], missing: [] as number[] },
  };

  constructor(
    private readonly world: World,
    private readonly wire: Wire,
    private readonly dryRun: DryRun,
  ) {}

  async run(tuples: readonly Tuple[], abreast = 8): Promise<MatrixReport> {
    const waiting = tuples[Symbol.iterator]();
    await Promise.all(
      Array.from({ length: abreast }, async () => {
        for (const tuple of waiting) await this.attempt(tuple);
      }),
    );
    for (const tuple of tuples) this.compare(tuple);
    return this.report;
  }

  private async attempt(tuple: Tuple): Promise<void> {
    const { ask, caller } = tuple;
    const [method = '', route = ''] = ask.route.split(' ');
    const search = new URLSearchParams(ask.query?.(tuple.ids)).toString();
    const path = route.replace(/:(\w+)/g, (_, name: string) => pathPart(tuple.ids[name] ?? ''));
    const body = ask.body?.(tuple.ids, this.world);
    const asked = { method, path: path + (search && `?${search}`), cookie: caller.cookie, body };
    let answer = await this.wire.send(asked);
    // Many hold the same row at once here; whoever is told to come back comes back.
    for (let again = 0; answer.status === 503 && again < 5; again += 1) answer = await this.wire.send(asked);
    this.report.attempts += 1;
    this.report.statuses[answer.status] = (this.report.statuses[answer.status] ?? 0) + 1;
    await this.judge(tuple, answer, JSON.stringify([asked.path, body ?? null]));
    this.kept.set(tuple.key, { alike: alike(answer, tuple.ids), ms: answer.ms });
  }

  private async judge(tuple: Tuple, answer: Answered, sent: string): Promise<void> {
    const { ask, caller } = tuple;
    const reader: Reader = {
      person: caller.person ?? caller.half ?? null,
      bearerOf: bearerOf(this.world, tuple),
    };
    const text = await textOf(answer);
    const told = `${JSON.stringify({ ...answer.headers, 'x-request-id': '', 'set-cookie': '' })}\n${text}`;
    const at = `${ask.route} as ${caller.name} with ${tuple.owners.join(',')}: ${answer.status}`;
    const done = answer.status >= 200 && answer.status < 300;
    for (const leak of this.world.canaries.leaks(told, reader, sent))
      this.report.leaks.push(leakLine(at, leak));
    if (answer.status >= 500 && !ask.route.includes('/health/'))
      this.report.failures.push(`${at} ${this.reason(answer)}`);
    if (done && ask.answersAll === undefined && this.reachesWhatIsNotTheirs(tuple))
      this.report.opened.push(at);
    for (const wrong of wrongHeaders(ask.route, answer)) this.report.headers.push(`${at}: ${wrong}`);
    const wrote = this.dryRun.wrote(String(answer.headers['x-request-id']));
    const mayWrite = !done
      ? ask.writesWhenRefused !== undefined
      : !ask.route.startsWith('GET ') || ask.writesWhenRead !== undefined;
    if (wrote && !mayWrite) this.report.traces.push(at);
    if (!isRightful(tuple)) return;
    this.report.rightful += 1;
    if (!done) this.report.unproven.push(`${at} ${text.slice(0, 300)}`);
    else if (ask.bare === undefined && !this.world.canaries.showsOwn(text, reader, sent))
      this.report.unproven.push(`${at} shows nothing of their own`);
  }

  /** What the log says of a request that failed. */
  private reason({ headers }: Answered): string {
    const number = String(headers['x-request-id']);
    const line = this.world.server.logged.find(
      (each) => each.includes(number) && /failed|never|breaks/.test(each),
    );
    return (line ?? 'and the log says nothing').slice(0, 400);
  }

  /** Something stands at a position that the caller may not even know of, or that nobody can know of. */
  private reachesWhatIsNotTheirs({ ask, caller, owners }: Tuple): boolean {
    return Object.values(ask.ids).some(
      (kind, at) => kind !== 'email' && !mayKnow(caller, kind, owners[at] ?? 'missing'),
    );
  }

  private compare({ key, counterpart, ask, caller, owners }: Tuple): void {
    const foreign = this.kept.get(key);
    const missing = counterpart === null ? undefined : this.kept.get(counterpart);
    if (!foreign || !missing) return;
    this.report.compared += 1;
    if (caller.person !== null) {
      this.report.times.foreign.push(foreign.ms);
      this.report.times.missing.push(missing.ms);
    }
    if (foreign.alike !== missing.alike)
      this.report.tellingApart.push(
        `${ask.route} as ${caller.name} with ${owners.join(',')}: ${difference(foreign.alike, missing.alike)}`,
      );
  }
}

/** What two answers must have in common: all but the number of the request and the second in which they were given. */
function alike({ status, headers, body }: Answered, ids: Tuple['ids']): string {
  const { date: _date, 'x-request-id': requestId, ...rest } = headers;
  const kept = Object.fromEntries(
    Object.entries(rest).filter(([name]) => name !== 'keep-alive' && name !== 'connection'),
  );
  let text = body.toString().replaceAll(String(requestId), 'the number');
  // What was sent is no news.
  for (const id of Object.values(ids)) text = text.replaceAll(id, 'as sent');
  return `${status} ${JSON.stringify(kept)} ${text}`;
}

/** From where two answers differ on. */
function difference(one: string, other: string): string {
  let at = 0;
  while (one[at] === other[at]) at += 1;
  const from = Math.max(0, at - 20);
  return `${one.slice(0, 3)} …${one.slice(from, from + 120)}… | ${other.slice(0, 3)} …${other.slice(from, from + 120)}…`;
}

/** As it stands in a path: what is malformed may be more than one part, and is sent as it is typed. */
const pathPart = (value: string): string => (value.includes('%') ? value : encodeURIComponent(value));

const leakLine = (at: string, { where, found }: Leak): string => `${at} shows ${where} (${found})`;

async function textOf({ headers, body }: Answered): Promise<string> {
  const type = String(headers['content-type']);
  if (type.includes('spreadsheetml')) return textOfZip(body);
  return type.includes('application/pdf') ? await textOfPdf(body) : body.toString();
}

/** A seeded part of the tuples in which every rightful one and every pair stay whole. */
export function sample(tuples: readonly Tuple[], share: number, random: () => number): Tuple[] {
  if (share >= 1) return [...tuples];
  const groups = new Map<string, Tuple[]>();
  for (const tuple of tuples) {
    const group = tuple.counterpart ?? tuple.key;
    groups.set(group, [...(groups.get(group) ?? []), tuple]);
  }
  return [...groups.values()].filter((group) => group.some(isRightful) || random() < share).flat();
}

/** The routes that no ask names, and the asks that name no route: both must be none. */
export const uncovered = (routes: readonly string[], asks: readonly Ask[]): string[] => {
  const asked = new Set(asks.map(({ route }) => route));
  return [
    ...routes.filter((route) => !asked.has(route)).map((route) => `nobody asks ${route}`),
    ...[...asked].filter((route) => !routes.includes(route)).map((route) => `there is no ${route}`),
  ];
};
