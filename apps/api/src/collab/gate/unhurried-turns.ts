/**
 * Work that nobody waits for, one piece at a time, with a rest after each in proportion to what it took: sections whose
 * work falls due in the same moment, because everybody began to write together, do not take that moment from who writes.
 */
export class UnhurriedTurns {
  private readonly waiting = new Set<() => void>();
  private isTaken = false;

  /** @param restTimes so many times as long as a piece of work took, no other is begun */
  constructor(private readonly restTimes: number) {}

  /** Does the work when its turn comes, or at once when `hurry` comes first. Answers when it is done. */
  take(work: () => Promise<void>, hurry: AbortSignal): Promise<void> {
    if (hurry.aborted) return work();
    return new Promise((resolve, reject) => {
      const begin = async (): Promise<void> => {
        hurry.removeEventListener('abort', goAhead);
        await work().then(resolve, reject);
      };
      const turn = (): void => {
        const from = performance.now();
        void begin().then(() => this.rest(performance.now() - from));
      };
      const goAhead = (): void => {
        this.waiting.delete(turn);
        void begin();
      };
      hurry.addEventListener('abort', goAhead, { once: true });
      this.waiting.add(turn);
      this.next();
    });
  }

  private next(): void {
    const [turn] = this.waiting;
    if (this.isTaken || !turn) return;
    this.waiting.delete(turn);
    this.isTaken = true;
    turn();
  }

  private rest(worked: number): void {
    const over = (): void => {
      this.isTaken = false;
      this.next();
    };
    setTimeout(over, worked * this.restTimes).unref();
  }
}
