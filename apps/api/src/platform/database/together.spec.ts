import { setTimeout as pause } from 'node:timers/promises';
import { Together } from './together.js';

describe('asking together', () => {
  it('asks for whoever comes meanwhile in one statement, and never answers with one that was sent before', async () => {
    const sent: string[][] = [];
    const open: (() => void)[] = [];
    const together = new Together<string, number>(async (asked) => {
      sent.push([...asked]);
      const number = sent.length;
      await new Promise<void>((resolve) => open.push(resolve));
      return number;
    });
    const first = together.ask(['a']);
    const [second, third] = [together.ask(['b']), together.ask(['c', 'd'])];
    expect(sent).toEqual([['a']]);
    open[0]?.();
    expect(await first).toBe(1);
    await pause(0);
    expect(sent).toEqual([['a'], ['b', 'c', 'd']]);
    const fourth = together.ask(['e']);
    open[1]?.();
    expect(await Promise.all([second, third])).toEqual([2, 2]);
    await pause(0);
    open[2]?.();
    expect(await fourth).toBe(3);
  });

  it('tells everybody who went along why it failed, and goes on', async () => {
    let fails = true;
    const together = new Together<string, readonly string[]>((asked) =>
      fails ? Promise.reject(new Error('gone')) : Promise.resolve(asked),
    );
    const asked = [together.ask(['a']), together.ask(['b']), together.ask(['c'])];
    const outcomes = await Promise.allSettled(asked);
    expect(outcomes.map(({ status }) => status)).toEqual(Array(3).fill('rejected'));
    fails = false;
    expect(await together.ask(['d'])).toEqual(['d']);
  });
});
