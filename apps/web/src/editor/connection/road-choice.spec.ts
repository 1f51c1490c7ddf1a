import type { Road } from './line.js';
import { RoadChoice } from './road-choice.js';

const second = 1_000;

function setUp(remembered: Road = 'socket') {
  let now = 0;
  let kept = remembered;
  const memory = { read: () => kept, write: (road: Road) => (kept = road) };
  const roads = new RoadChoice(memory, () => now);
  /** An attempt by the road of the choice that lives so long, or never brings the text. */
  const attempt = (livesMs: number | null) => {
    const road = roads.take();
    if (livesMs !== null) {
      roads.opened(road);
      now += livesMs;
    }
    return { road, goesOverAtOnce: roads.lost() };
  };
  return { roads, attempt, kept: () => kept };
}

describe('the choice of the road', () => {
  it('begins with the socket and keeps it over long lives, however often they end', () => {
    const { attempt } = setUp();
    for (let turn = 0; turn < 5; turn += 1)
      expect(attempt(60 * second)).toEqual({ road: 'socket', goesOverAtOnce: false });
  });

  it('goes over at once when a socket never brings the text', () => {
    const { roads, attempt, kept } = setUp();
    expect(attempt(null)).toEqual({ road: 'socket', goesOverAtOnce: true });
    expect(roads.take()).toBe('http');
    roads.opened('http');
    expect(kept()).toBe('http');
  });

  it('gives a socket that was cut soon a second chance, and no third', () => {
    const { roads, attempt } = setUp();
    expect(attempt(3 * second).goesOverAtOnce).toBe(false);
    expect(attempt(3 * second)).toEqual({ road: 'socket', goesOverAtOnce: true });
    expect(roads.current).toBe('http');
  });

  it('takes turns with pauses while neither road brings anything, as with a server that is away', () => {
    const { attempt } = setUp();
    const turns = Array.from({ length: 4 }, () => attempt(null));
    expect(turns.map(({ road }) => road)).toEqual(['socket', 'http', 'socket', 'http']);
    expect(turns.map(({ goesOverAtOnce }) => goesOverAtOnce)).toEqual([true, false, true, false]);
  });

  it('stays on plain HTTP when that is cut, and remembers it', () => {
    const { attempt } = setUp('http');
    expect(attempt(20 * second)).toEqual({ road: 'http', goesOverAtOnce: false });
    expect(attempt(20 * second).road).toBe('http');
  });

  it('tries the socket later and later while that fails, at least every five minutes', () => {
    const { roads } = setUp('http');
    const waits = Array.from({ length: 6 }, () => {
      const wait = roads.trialAfterMs;
      roads.trialFailed();
      return wait / second;
    });
    expect(waits).toEqual([30, 60, 120, 240, 300, 300]);
  });

  it('forgets plain HTTP once a socket has brought the text', () => {
    const { roads, kept } = setUp('http');
    roads.opened('socket');
    expect(kept()).toBe('socket');
    expect(roads.current).toBe('socket');
  });
});
