/** What one person may send in a minute over all sections. */
export interface RateLimits {
  readonly updatesPerMinute: number;
  readonly bytesPerMinute: number;
}

/** A held key makes about 30 updates a second; a pasted chapter is well under a mebibyte. */
export const defaultRateLimits: RateLimits = { updatesPerMinute: 6_000, bytesPerMinute: 32 * 1024 * 1024 };

interface Purse {
  updates: number;
  bytes: number;
  at: number;
}

/** A budget per person that refills steadily and holds at most one minute's worth. */
export class RateBudget {
  private readonly purses = new Map<string, Purse>();

  /** @param now milliseconds of a clock that never goes back */
  constructor(
    private readonly limits: RateLimits = defaultRateLimits,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Pays for one update; false if the person's budget does not reach, and then nothing is taken. */
  take(personId: string, bytes: number): boolean {
    const purse = this.refilled(personId);
    if (purse.updates < 1 || purse.bytes < bytes) return false;
    purse.updates -= 1;
    purse.bytes -= bytes;
    return true;
  }

  /** Takes from a person what they may send in six seconds, for an update that cost as much. */
  fine(personId: string): void {
    const purse = this.refilled(personId);
    purse.updates = Math.max(0, purse.updates - this.limits.updatesPerMinute / 10);
  }

  private refilled(personId: string): Purse {
    const now = this.now();
    const { updatesPerMinute, bytesPerMinute } = this.limits;
    const known = this.purses.get(personId);
    if (!known) {
      this.forgetFull(now);
      const full = { updates: updatesPerMinute, bytes: bytesPerMinute, at: now };
      this.purses.set(personId, full);
      return full;
    }
    const minutes = (now - known.at) / 60_000;
    known.updates = Math.min(updatesPerMinute, known.updates + minutes * updatesPerMinute);
    known.bytes = Math.min(bytesPerMinute, known.bytes + minutes * bytesPerMinute);
    known.at = now;
    return known;
  }

  /** A purse untouched for a minute is full again, which is what an unknown person has. */
  private forgetFull(now: number): void {
    for (const [personId, purse] of this.purses) if (now - purse.at >= 60_000) this.purses.delete(personId);
  }
}
