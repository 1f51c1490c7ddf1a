import { defaultJudgeLimits, type JudgeLimits, JudgeThread } from './judge-thread.js';
import { SectionJudge } from './section-judge.js';

/** How many threads judge for one process. The second is there for everyone else while the first meets a bomb. */
const defaultThreads = 2;
/** The first starts with the first section, the others once the process has come to rest, or when one has ended. */
const restMs = 10_000;

/** The threads that judge updates. They start after the first section is opened and end with the pool. */
export class JudgePool {
  private readonly threads = new Set<JudgeThread>();
  private closed = false;
  private ended = 0;
  private rest: NodeJS.Timeout | undefined;

  /** @param onEnd told why a thread ended before its time; a new one takes its place */
  constructor(
    readonly limits: JudgeLimits = defaultJudgeLimits,
    private readonly onEnd: (reason: string) => void = () => undefined,
    private readonly size: number = defaultThreads,
  ) {}

  /** How many threads ended before their time: each a bomb, a crash or a machine that stood still. */
  get endedThreads(): number {
    return this.ended;
  }

  /** What judges one section's updates. */
  section(sectionId: string): SectionJudge {
    this.start(1);
    this.rest ??= setTimeout(() => this.start(this.size), restMs).unref();
    return new SectionJudge(sectionId, this);
  }

  /** The thread with the least to do. */
  choose(): JudgeThread {
    if (this.closed) throw new Error('Nothing is judged any more.');
    this.start(this.ended > 0 ? this.size : 1);
    let least: JudgeThread | null = null;
    for (const thread of this.threads) if (!least || thread.load < least.load) least = thread;
    if (!least) throw new Error('There is no thread to judge updates.');
    return least;
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.rest);
    for (const thread of this.threads) thread.end('the pool closes');
  }

  private start(count: number): void {
    while (!this.closed && this.threads.size < count)
      this.threads.add(new JudgeThread(this.limits, (thread, reason) => this.replace(thread, reason)));
  }

  private replace(thread: JudgeThread, reason: string): void {
    this.threads.delete(thread);
    if (this.closed) return;
    this.ended += 1;
    this.onEnd(reason);
  }
}
