import { setTimeout as pause } from 'node:timers/promises';
import { UnhurriedTurns } from './unhurried-turns.js';

/** Pieces of work that note when each begins and ends. */
function pieces() {
  const told: string[] = [];
  const work =
    (name: string, milliseconds = 1) =>
    async () => {
      told.push(`${name} begins`);
      await pause(milliseconds);
      told.push(`${name} ends`);
    };
  return { told, work };
}

const inNoHurry = new AbortController().signal;

describe('work that nobody waits for', () => {
  it('is done one piece at a time, in order', async () => {
    const { told, work } = pieces();
    const turns = new UnhurriedTurns(1);
    await Promise.all(['a', 'b', 'c'].map((name) => turns.take(work(name), inNoHurry)));
    expect(told).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
  });

  it('rests in proportion to what it took, and goes ahead for whoever is in a hurry', async () => {
    const { told, work } = pieces();
    const turns = new UnhurriedTurns(1_000_000);
    const hurry = new AbortController();
    const resting = turns.take(work('a'), inNoHurry).then(() => turns.take(work('b'), hurry.signal));
    await pause(30);
    expect(told).toEqual(['a begins', 'a ends']);
    hurry.abort();
    await resting;
    await turns.take(work('c'), hurry.signal);
    expect(told.slice(2)).toEqual(['b begins', 'b ends', 'c begins', 'c ends']);
  });

  it('goes on after a piece that fails, which is told to whoever asked for it', async () => {
    const { told, work } = pieces();
    const turns = new UnhurriedTurns(0);
    const failing = turns.take(() => Promise.reject(new Error('the store is away')), inNoHurry);
    const next = turns.take(work('next'), inNoHurry);
    await expect(failing).rejects.toThrow('the store is away');
    await next;
    expect(told).toEqual(['next begins', 'next ends']);
  });
});
