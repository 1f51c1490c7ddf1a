import { setTimeout as pause } from 'node:timers/promises';
import type { NotificationListener, WorkerDatabase } from '../database/index.js';
import { Standings, type Taking } from './standings.js';

function start() {
  const questions: string[][] = [];
  const answers: ((rows: Taking[]) => void)[] = [];
  const failures: ((reason: Error) => void)[] = [];
  const listener = {
    ask: (_sql: string, [, people = []]: string[][]) => {
      questions.push(people);
      return new Promise<Taking[]>((resolve, reject) => {
        answers.push(resolve);
        failures.push(reject);
      });
    },
  };
  const worker = { transaction: () => Promise.reject(new Error('the database is away')) };
  const standings = new Standings(
    listener as unknown as NotificationListener,
    worker as unknown as WorkerDatabase,
  );
  const asks = async (personId: string): Promise<boolean> =>
    (await standings.stillTaking([at(personId)]))(at(personId));
  return { questions, answers, failures, asks };
}

const at = (personId: string): Taking => ({ proposalId: 'p', personId });

describe('who still takes part', () => {
  it('is asked together by all who come while a question is under way', async () => {
    const { questions, answers, asks } = start();
    const first = asks('anna');
    await pause(0);
    const others = [asks('bela'), asks('carla'), asks('anna')];
    await pause(0);
    expect(questions).toEqual([['anna']]);
    answers[0]?.([at('anna')]);
    expect(await first).toBe(true);
    await pause(0);
    // Anna's answer of before is not hers of now: something may have happened between.
    expect(questions).toEqual([['anna'], ['bela', 'carla', 'anna']]);
    answers[1]?.([at('carla')]);
    expect(await Promise.all(others)).toEqual([false, true, false]);
  });

  it('fails for those who asked, and is asked anew by the next', async () => {
    const { answers, failures, asks } = start();
    const [unlucky, unluckyToo] = [asks('anna'), asks('bela')];
    await pause(0);
    failures[0]?.(new Error('nothing is heard'));
    await expect(unlucky).rejects.toThrow('away');
    await expect(unluckyToo).rejects.toThrow('away');
    const next = asks('anna');
    await pause(0);
    answers[1]?.([at('anna')]);
    expect(await next).toBe(true);
  });
});
