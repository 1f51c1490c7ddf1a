import { readFileSync, readlinkSync } from 'node:fs';

/**
 * Milliseconds that a thread has computed. On a busy machine a thread waits its turn for longer than it works, and
 * nobody's long chapter is a bomb for that. Where the system does not say (it does on Linux), time itself is counted.
 */
export class ThreadClock {
  /** @param file the thread's `schedstat`, whose first figure is nanoseconds on a processor; null for time itself */
  constructor(readonly file: string | null) {}

  /** The clock of the thread that calls. */
  static own(): ThreadClock {
    try {
      const clock = new ThreadClock(`/proc/${readlinkSync('/proc/thread-self')}/schedstat`);
      return clock.read() > 0 ? clock : new ThreadClock(null);
    } catch {
      // Another system than Linux, or one that does not tell.
      return new ThreadClock(null);
    }
  }

  read(): number {
    if (this.file === null) return performance.now();
    return Number(readFileSync(this.file, 'latin1').split(' ', 1)[0]) / 1e6;
  }
}
