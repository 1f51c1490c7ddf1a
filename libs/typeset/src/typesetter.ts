import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { fontPaths } from './fonts.js';
import { imagePath, templateData, type TypesetInput } from './typeset-input.js';

/** `typeset.too_slow`: ended after the time limit. `typeset.failed`: the typesetter gave no file. */
export type TypesetRefusalCode = 'typeset.too_slow' | 'typeset.failed';

/** Why no PDF came out. `detail` is for the log only: it may quote the document. */
export class TypesetRefusal extends Error {
  override readonly name = 'TypesetRefusal';

  constructor(
    readonly code: TypesetRefusalCode,
    readonly detail = '',
  ) {
    super(code);
  }
}

/** A typeset proposal: the file's bytes and its number of pages, title and contents included. */
export interface Typeset {
  readonly pdf: Uint8Array;
  readonly pages: number;
}

/** Limits of a typesetter, in milliseconds and mebibytes. */
export interface TypesetLimits {
  /** For one document, the start of a cold worker included. */
  readonly timeLimitMs: number;
  /** An idle worker is ended after so long. */
  readonly idleMs: number;
  /** Heap of the worker's JavaScript. */
  readonly heapMiB: number;
}

/** A hundred pages take about two seconds on a small machine. */
export const defaultTypesetLimits: TypesetLimits = { timeLimitMs: 60_000, idleMs: 10 * 60_000, heapMiB: 512 };

type Answer =
  | { readonly id: number; readonly pdf: Uint8Array; readonly pages: number }
  | { readonly id: number; readonly failure: string };

// Beside src and dist alike: the worker is plain JavaScript, because a thread has no one to compile it.
const beside = (file: string): string => fileURLToPath(new URL(`../worker/${file}`, import.meta.url));

/**
 * Sets proposals as PDF, one at a time, in a worker thread that stays warm between documents. A document that takes
 * too long costs its worker, never the process.
 */
export class Typesetter {
  private worker: Worker | null = null;
  private line: Promise<unknown> = Promise.resolve();
  private idle: NodeJS.Timeout | undefined;
  private lastId = 0;

  constructor(private readonly limits: TypesetLimits = defaultTypesetLimits) {}

  /** Sets one proposal. Rejects with {@link TypesetRefusal}; the time limit counts from when its turn comes. */
  typeset(input: TypesetInput): Promise<Typeset> {
    const data = templateData(input);
    const files = input.images.map((image) => ({ path: imagePath(image), bytes: image.bytes }));
    const turn = this.line.then(() => this.render(data, files));
    this.line = turn.catch(() => undefined);
    return turn;
  }

  /** Ends the worker. The typesetter can be used again; it starts a new one. */
  async close(): Promise<void> {
    clearTimeout(this.idle);
    const worker = this.worker;
    this.worker = null;
    await worker?.terminate();
  }

  private async render(
    data: string,
    files: readonly { readonly path: string; readonly bytes: Uint8Array }[],
  ): Promise<Typeset> {
    clearTimeout(this.idle);
    const worker = (this.worker ??= this.start());
    const id = ++this.lastId;
    let timer: NodeJS.Timeout | undefined;
    const stopListening = new AbortController();
    try {
      return await new Promise<Typeset>((resolve, reject) => {
        const fail = (code: TypesetRefusalCode, detail = ''): void =>
          reject(new TypesetRefusal(code, detail));
        const answer = (given: Answer): void => {
          if (given.id !== id) return;
          if ('failure' in given) fail('typeset.failed', given.failure);
          else resolve({ pdf: given.pdf, pages: given.pages });
        };
        const ended = (error: unknown): void => {
          this.worker = null;
          fail('typeset.failed', String(error));
        };
        worker.on('message', answer).on('error', ended).on('exit', ended);
        stopListening.signal.addEventListener('abort', () => {
          worker.off('message', answer).off('error', ended).off('exit', ended);
        });
        timer = setTimeout(() => fail('typeset.too_slow'), this.limits.timeLimitMs);
        worker.postMessage({ id, data, files });
      });
    } catch (error) {
      if (error instanceof TypesetRefusal && error.code === 'typeset.too_slow') {
        stopListening.abort();
        await this.close();
      }
      throw error;
    } finally {
      stopListening.abort();
      clearTimeout(timer);
      this.idle = setTimeout(() => void this.close(), this.limits.idleMs).unref();
    }
  }

  private start(): Worker {
    const worker = new Worker(beside('typst.worker.js'), {
      workerData: { templatePath: beside('proposal.typ'), fontPaths },
      resourceLimits: { maxOldGenerationSizeMb: this.limits.heapMiB },
      env: {},
      // The compiler reports through messages; what it prints is nobody's to read.
      stdout: true,
      stderr: true,
    });
    // A warm worker must not keep a finished process alive.
    worker.unref();
    return worker;
  }
}

const shared = new Typesetter();

/**
 * Sets a proposal as PDF with the process's shared typesetter: title page, contents, numbered sections, header with
 * the acronym, "page x of y". Equal input gives equal bytes. Rejects with {@link TypesetRefusal}
 * (`typeset.too_slow`, `typeset.failed`).
 */
export function typesetProposal(input: TypesetInput): Promise<Typeset> {
  return shared.typeset(input);
}

/** Ends the shared typesetter's worker, for a shutdown that waits for nothing. */
export function closeTypesetter(): Promise<void> {
  return shared.close();
}
