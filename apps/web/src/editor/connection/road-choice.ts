import type { Road } from './line.js';

/** A socket that lives for a shorter time than this is being cut by something between. */
const shortLifeMs = 10_000;
const mostShortLives = 2;
const firstTrialMs = 30_000;
const longestTrialMs = 5 * 60_000;
const rememberedKey = 'concordat.road';

/** Where the choice is remembered for this browser's session. */
export interface RoadMemory {
  read(): Road;
  write(road: Road): void;
}

/**
 * Which road to take: the socket, as long as it carries; plain HTTP once it turned out that something between lets no
 * socket through, or cuts every one. From time to time the socket is tried again.
 */
export class RoadChoice {
  private road: Road;
  private shortLives = 0;
  private trials = 0;
  private openedAt: number | null = null;

  /** @param now milliseconds of a clock that never goes back */
  constructor(
    private readonly memory: RoadMemory = sessionMemory,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.road = memory.read();
  }

  /** The road that is taken, or will be. */
  get current(): Road {
    return this.road;
  }

  /** The road for an attempt that begins now. */
  take(): Road {
    this.openedAt = null;
    return this.road;
  }

  /** How long to stay on plain HTTP before the socket is tried beside it, in milliseconds. */
  get trialAfterMs(): number {
    return Math.min(longestTrialMs, firstTrialMs * 2 ** this.trials);
  }

  /** The text is here by this road. */
  opened(road: Road): void {
    this.road = road;
    this.openedAt = this.now();
    this.memory.write(road);
  }

  /** The line is gone, or did not come about. Answers whether the other road is worth trying at once. */
  lost(): boolean {
    const livedMs = this.openedAt === null ? null : this.now() - this.openedAt;
    this.openedAt = null;
    if (this.road === 'http') {
      // A road that brought the text once is taken again; one that never did may be the wrong one.
      if (livedMs === null) this.road = 'socket';
      return false;
    }
    if (livedMs !== null && livedMs >= shortLifeMs) {
      this.shortLives = 0;
      this.trials = 0;
      return false;
    }
    this.shortLives += 1;
    if (livedMs !== null && this.shortLives < mostShortLives) return false;
    this.road = 'http';
    this.trials += livedMs === null ? 0 : 1;
    return true;
  }

  /** The socket was tried beside plain HTTP and did not carry. */
  trialFailed(): void {
    this.trials += 1;
  }
}

const sessionMemory: RoadMemory = {
  read: () => {
    try {
      return sessionStorage.getItem(rememberedKey) === 'http' ? 'http' : 'socket';
    } catch {
      // A browser that keeps nothing finds out anew.
      return 'socket';
    }
  },
  write: (road) => {
    try {
      if (road === 'http') sessionStorage.setItem(rememberedKey, road);
      else sessionStorage.removeItem(rememberedKey);
    } catch {
      // As above.
    }
  },
};
