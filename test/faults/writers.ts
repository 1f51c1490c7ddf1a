import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { checkout } from '../support/product.js';

/** Somebody who writes: a section, and the `Cookie` header of a session. */
export interface Desk {
  readonly sectionId: string;
  readonly cookie: string;
}

/** What a process of writers is to do; it gets it as JSON in its environment. */
export interface WriterOrder {
  readonly origin: string;
  readonly writers: readonly Desk[];
  /** Begins every word, so that no word is written twice in a run. */
  readonly prefix: string;
  /** Words that are on their way together. */
  readonly burst: number;
  /** Between two bursts, in milliseconds. */
  readonly pauseMs: number;
  /** How long a writer waits for "saved" before it connects anew, in milliseconds. */
  readonly patienceMs: number;
  /** Where the sockets are; another server than ours gives no tickets. */
  readonly stockServer?: boolean;
}

/** One line of a writer. */
export interface WriterReport {
  readonly writer: number;
  readonly opened?: true;
  readonly written?: number;
  readonly acknowledged?: readonly string[];
  /** What it saw at the end. */
  readonly text?: string;
}

/** People who write in a process of their own, which can be killed with everything that they had not sent. */
export interface Writers {
  /** Words that were called saved, with their section. */
  readonly acknowledged: readonly { readonly sectionId: string; readonly word: string }[];
  /** Words that were written, saved or not. */
  readonly written: () => number;
  /** What each writer saw at the end, by its place in the order; after {@link finish}. */
  readonly texts: ReadonlyMap<number, string>;
  /** Resolves once every writer has opened its section. */
  opened(): Promise<void>;
  /** Resolves once so many more words than at the call have been called saved. */
  saved(words: number, withinMs?: number): Promise<void>;
  kill(): Promise<void>;
  /** Lets everyone finish what is under way. */
  finish(): Promise<void>;
}

const typescript = path.join(checkout, 'apps/api/src/testing/typescript-register.mjs');
const program = path.join(import.meta.dirname, 'writer-process.ts');
const usual = { burst: 3, pauseMs: 0, patienceMs: 1_500 };

/** Starts writers; `env` may hold what their connections need, such as a certificate to trust. */
export function startWriters(
  order: Partial<WriterOrder> & Pick<WriterOrder, 'origin' | 'writers' | 'prefix'>,
  env: Readonly<Record<string, string>> = {},
): Writers {
  const whole: WriterOrder = { ...usual, ...order };
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', '--import', typescript, program],
    {
      cwd: checkout,
      env: { ...process.env, ...env, WRITER_ORDER: JSON.stringify(whole) },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    },
  );
  const ended = once(child, 'close');
  const acknowledged: { sectionId: string; word: string }[] = [];
  const texts = new Map<number, string>();
  const open = new Set<number>();
  let written = 0;
  let complaints = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (complaints += text));
  const hear = ({ writer, opened, written: more, acknowledged: words, text }: WriterReport): void => {
    const sectionId = whole.writers[writer]?.sectionId ?? '';
    if (opened) open.add(writer);
    written += more ?? 0;
    for (const word of words ?? []) acknowledged.push({ sectionId, word });
    if (text !== undefined) texts.set(writer, text);
  };
  // The last line of a killed process may be cut.
  if (child.stdout)
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.endsWith('}')) hear(JSON.parse(line) as WriterReport);
    });

  const until = async (holds: () => boolean, what: string, withinMs: number): Promise<void> => {
    const deadline = performance.now() + withinMs;
    while (!holds()) {
      if (hasEnded(child) || performance.now() > deadline)
        throw new Error(
          `The writers ${hasEnded(child) ? 'ended' : 'waited too long'}: ${what}. ${complaints}`,
        );
      await pause(20);
    }
  };
  return {
    acknowledged,
    texts,
    written: () => written,
    opened: () => until(() => open.size === whole.writers.length, 'to open their sections', 45_000),
    saved: (words, withinMs = 60_000) => {
      const before = acknowledged.length;
      return until(() => acknowledged.length >= before + words, `${words} more words saved`, withinMs);
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
    finish: async () => {
      child.send('stop');
      const [code] = (await ended) as [number | null];
      if (code !== 0) throw new Error(`The writers ended with ${code}: ${complaints}`);
    },
  };
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean =>
  exitCode !== null || signalCode !== null;
