/** Tells the operator, in one line per stage, what happens and how long it took. */
export class Progress {
  private readonly startedAt = performance.now();

  constructor(private readonly print: (line: string) => void) {}

  /** Runs a stage and prints its title with its duration in seconds; what it gives may add a word. */
  async stage<T>(title: string, work: () => Promise<T>, remark?: (result: T) => string): Promise<T> {
    const from = performance.now();
    const result = await work();
    const more = remark?.(result) ?? '';
    this.print(`  ${title}${more && `: ${more}`} (${secondsSince(from)} s)`);
    return result;
  }

  /** A line of its own. */
  say(line: string): void {
    this.print(line);
  }

  /** Seconds since the start, with one decimal. */
  get elapsed(): string {
    return secondsSince(this.startedAt);
  }
}

const secondsSince = (from: number): string => ((performance.now() - from) / 1000).toFixed(1);
