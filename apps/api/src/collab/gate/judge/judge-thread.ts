import { Worker } from 'node:worker_threads';
import type { JudgeAnswer, JudgeRequest } from './judge.types.js';
import { ThreadClock } from './thread-clock.js';

/** What one update may cost a thread. */
export interface JudgeLimits {
  /** To put one update in and look at it, in milliseconds of computing. A thread that takes longer is ended. */
  readonly updateMs: number;
  /** To take in the text of a section, which is as large as it is, in milliseconds of computing. */
  readonly loadMs: number;
  /** Heap of the thread, its texts included, in mebibytes. */
  readonly heapMiB: number;
}

export const defaultJudgeLimits: JudgeLimits = { updateMs: 200, loadMs: 10_000, heapMiB: 256 };

/** A thread may need so long to start on a busy machine before nobody waits for it any more. */
const startMs = 30_000;
/** However little a thread computes: after so many times its limit nobody waits any more. */
const mostPatience = 25;
/** Texts that a thread holds at once. The one that waited longest makes room. */
const mostTexts = 64;

/** The thread ended. The job that ran when it did is a culprit; those that waited behind it are not. */
export class ThreadEnded extends Error {
  override readonly name = 'ThreadEnded';

  constructor(
    readonly isCulprit: boolean,
    reason: string,
  ) {
    super(reason);
  }
}

/** Talks to the thread for one job: each request is answered within so many milliseconds, or the thread ends. */
export type Ask = (request: JudgeRequest, limitMs: number) => Promise<JudgeAnswer>;

interface Job {
  /** Does the work and tells whoever waits for it. Never rejects. */
  readonly run: (ask: Ask) => Promise<void>;
  readonly reject: (error: ThreadEnded) => void;
}

interface Question {
  readonly resolve: (answer: JudgeAnswer) => void;
  readonly reject: (error: ThreadEnded) => void;
}

// Run from source, a thread needs the compiler that its process already has.
const isSource = import.meta.url.endsWith('.ts');
const workerFile = new URL(`./judge.worker.${isSource ? 'ts' : 'js'}`, import.meta.url);
const compiler = new URL('../../../testing/typescript-register.mjs', import.meta.url);

interface Limit {
  readonly limitMs: number;
  readonly computedUntil: number;
  readonly end: number;
}

/** One worker thread that judges updates, one at a time. */
export class JudgeThread {
  private readonly worker: Worker;
  private readonly jobs: Job[] = [];
  private readonly texts = new Set<string>();
  private question: Question | null = null;
  private timer: NodeJS.Timeout | undefined;
  private isBusy = true;
  private reason: string | null = null;
  private clock = new ThreadClock(null);

  constructor(
    limits: JudgeLimits,
    private readonly onEnd: (thread: JudgeThread, reason: string) => void,
  ) {
    this.worker = new Worker(workerFile, {
      // A smaller stack than the process has: what recurses too deep does so here first.
      resourceLimits: { maxOldGenerationSizeMb: limits.heapMiB, stackSizeMb: 0.5 },
      execArgv: isSource ? ['--import', compiler.href] : [],
      env: {},
      stdout: true,
      stderr: true,
    });
    this.worker.on('message', (answer: JudgeAnswer) => this.hear(answer));
    this.worker.on('error', (error: Error) => this.end(error.message));
    this.worker.on('exit', (code) => this.end(`exit code ${code}`));
    this.worker.unref();
    this.timer = setTimeout(() => this.end(`not ready after ${startMs} ms`), startMs).unref();
  }

  /** Jobs that run or wait. */
  get load(): number {
    return this.jobs.length + (this.isBusy ? 1 : 0);
  }

  get hasEnded(): boolean {
    return this.reason !== null;
  }

  /** Whether the thread holds this section's text. */
  holds(sectionId: string): boolean {
    return this.texts.has(sectionId);
  }

  /** Runs a job when its turn comes; rejects with {@link ThreadEnded} if the thread ends first. */
  run<T>(run: (ask: Ask) => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.reason !== null) return reject(new ThreadEnded(false, this.reason));
      this.jobs.push({ run: (ask) => run(ask).then(resolve, reject), reject });
      // A thread that waits does not keep a finished process alive; one that somebody waits for does.
      this.worker.ref();
      if (!this.isBusy) void this.work();
    });
  }

  forget(sectionId: string): void {
    if (this.texts.delete(sectionId)) this.post({ kind: 'forget', sectionId });
  }

  /** Ends the thread and everything that waits for it. */
  end(reason: string): void {
    if (this.reason !== null) return;
    this.reason = reason;
    clearTimeout(this.timer);
    const waiting = this.jobs.splice(0);
    this.question?.reject(new ThreadEnded(true, reason));
    for (const { reject } of waiting) reject(new ThreadEnded(false, reason));
    void this.worker.terminate();
    this.onEnd(this, reason);
  }

  private hear(answer: JudgeAnswer): void {
    clearTimeout(this.timer);
    if (answer.kind === 'ready') {
      this.clock = new ThreadClock(answer.clock);
      return void this.work();
    }
    const question = this.question;
    this.question = null;
    question?.resolve(answer);
  }

  private async work(): Promise<void> {
    this.isBusy = true;
    for (let job = this.jobs.shift(); job; job = this.jobs.shift()) {
      await job.run((request, limitMs) => this.ask(request, limitMs));
    }
    this.isBusy = false;
    this.worker.unref();
  }

  private ask(request: JudgeRequest, limitMs: number): Promise<JudgeAnswer> {
    return new Promise((resolve, reject) => {
      if (this.reason !== null) return reject(new ThreadEnded(false, this.reason));
      if (request.kind === 'load') this.makeRoomFor(request.sectionId);
      this.question = { resolve, reject };
      const end = performance.now() + limitMs * mostPatience;
      this.wait(this.question, { limitMs, computedUntil: this.clock.read() + limitMs, end }, limitMs);
      this.post(request);
    });
  }

  /** Ends the thread once it has computed for too long, or far too much time has passed. */
  private wait(question: Question, until: Limit, milliseconds: number): void {
    this.timer = setTimeout(() => {
      // If the process itself stood still, the answer may lie unread: it is looked for once more before the end.
      setImmediate(() => {
        if (this.question !== question) return;
        const left = Math.min(until.computedUntil - this.clock.read(), until.end - performance.now());
        if (left > 0) this.wait(question, until, Math.ceil(left));
        else this.end(`no answer within ${until.limitMs} ms`);
      });
    }, milliseconds);
  }

  private makeRoomFor(sectionId: string): void {
    const [oldest] = this.texts;
    if (this.texts.size >= mostTexts && oldest !== undefined) this.forget(oldest);
    this.texts.add(sectionId);
  }

  /** Notes that the thread threw a text away, which it does with every refusal. */
  hasForgotten(sectionId: string): void {
    this.texts.delete(sectionId);
  }

  private post(request: JudgeRequest): void {
    this.worker.postMessage(request);
  }
}
