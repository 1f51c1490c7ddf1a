import type { JudgePool } from './judge-pool.js';
import { type Ask, type JudgeThread, ThreadEnded } from './judge-thread.js';
import type { JudgedAs, Verdict } from './judge.types.js';

/** A thread that holds a text and sees nothing of it for so many updates lets it go instead of catching up. */
const mostNews = 512;
/** An update in whose judging so many threads ended is what ended them. One may stand still for another reason. */
const mostEnds = 2;
/** An update that took its thread too long so often is too heavy; sooner it may be the machine that is slow. */
const mostSlow = 4;
/** Sooner than this a machine that stands still has ended so many threads that nobody can be judged. */
const mostStarts = 20;
/** The share of the limit that an update may use: what it costs a thread once, it costs the process again. */
const share = 0.5;

/**
 * One section's way to the threads. It knows what the thread that holds the section's text has not seen of it, and
 * when a thread ends, it asks another: whoever waited behind a bomb is judged again and hears of nothing.
 */
export class SectionJudge {
  private thread: JudgeThread | null = null;
  private news: Uint8Array[] = [];

  constructor(
    private readonly sectionId: string,
    private readonly pool: JudgePool,
  ) {}

  /** Notes an update that went into the text past the thread. */
  saw(update: Uint8Array): void {
    if (!this.thread) return;
    this.news.push(update);
    if (this.news.length > mostNews) this.forget();
  }

  /**
   * Says whether an update may go into a text, and what with it, or why not. `text` gives the whole of what it goes into. Once it may,
   * the thread counts it as part of the text: {@link forget} it if it does not become so.
   */
  async judge(update: Uint8Array, as: JudgedAs, text: () => readonly Uint8Array[]): Promise<Verdict> {
    let ends = 0;
    let slow = 0;
    for (let start = 0; start < mostStarts; start += 1) {
      if (!this.thread || this.thread.hasEnded) this.thread = this.pool.choose();
      const thread = this.thread;
      try {
        const { verdict, costMs } = await thread.run((ask) => this.put(thread, ask, update, as, text));
        if (verdict.refusal || costMs <= this.pool.limits.updateMs * share) return verdict;
        this.forget();
        if ((slow += 1) >= mostSlow) return { refusal: 'update.too_heavy' };
      } catch (error) {
        this.thread = null;
        if (!(error instanceof ThreadEnded)) throw error;
        if (error.isCulprit && (ends += 1) >= mostEnds) return { refusal: 'update.too_heavy' };
      }
    }
    throw new Error(`Section ${this.sectionId} could not be judged: threads end as fast as they start.`);
  }

  /** The thread's text is not, or not any more, what the section's text is. */
  forget(): void {
    this.thread?.forget(this.sectionId);
    this.thread = null;
    this.news = [];
  }

  private async put(
    thread: JudgeThread,
    ask: Ask,
    update: Uint8Array,
    as: JudgedAs,
    text: () => readonly Uint8Array[],
  ): Promise<{ readonly verdict: Verdict; readonly costMs: number }> {
    const { sectionId, pool } = this;
    if (!thread.holds(sectionId)) {
      this.news = [];
      await ask({ kind: 'load', sectionId, text: text() }, pool.limits.loadMs);
    }
    const news = this.news;
    this.news = [];
    const answer = await ask({ kind: 'judge', sectionId, news, update, as }, pool.limits.updateMs);
    if (answer.kind !== 'judged') throw new Error(`A thread answered ${answer.kind}.`);
    if (answer.verdict.refusal) {
      thread.hasForgotten(sectionId);
      this.thread = null;
    }
    return answer;
  }
}
