import type { EditorPresence } from '@concordat/contracts';
import { recordFigures } from '../support/report.js';
import { seedOfRun } from '../support/seeded.js';
import { type Side, startTwoProcesses, type TwoProcesses } from '../support/two-processes.js';
import { practiceSection, signInToSample } from './practice.js';
import { type Desk, endings, keepWriting, openAt, takeOwnersAway } from './take-overs.js';

/** `npm run bench:owners` takes thirty owners away; here each way once. */
const rounds = Number(process.env['BENCH_TAKE_OVERS'] ?? endings.length);
const people = ['coordinator.fi@practice.example', 'deputy.fi@practice.example'] as const;

describe('two processes on one database', () => {
  let cluster: TwoProcesses;
  let section: string;
  let cookies: readonly string[];
  const open: Desk[] = [];
  beforeAll(async () => {
    cluster = await startTwoProcesses();
    section = await practiceSection(cluster.address);
    cookies = await Promise.all(people.map((email) => signInToSample(cluster.address, email)));
  });
  afterAll(async () => {
    for (const { editor } of open) editor.close();
    await cluster?.leave();
  });

  const enter = async (who: number, side: Side): Promise<Desk> => {
    const desk = { editor: await openAt(cluster, section, cookies[who] ?? '', side), side };
    open.push(desk);
    return desk;
  };

  it('start together on an empty database and load the sample once', async () => {
    const said = cluster.processes.map((product) => product.said()).join('\n');
    expect(said).not.toMatch(/error|fatal/i);
    const [counted] = await cluster.sql<{ proposals: string; processes: string }>(
      `select (select count(*) from proposal where acronym = 'Practice North') as proposals,
              (select count(*) from collab_process) as processes`,
    );
    expect(counted?.processes).toBe('2');
  });

  it('show each other’s words and carets to people who came by different processes', async () => {
    const [one, other] = [await enter(0, 0), await enter(1, 1)];
    one.editor.write('erstens');
    other.editor.write('zweitens');
    await other.editor.sees('erstens');
    await one.editor.sees('zweitens');
    one.editor.claims({ cursor: { anchor: 1 } });
    await other.editor.meets((others) =>
      (others as EditorPresence[]).some(({ user }) => /Finland/.test(user.name)),
    );
    await Promise.all([one.editor.allAcknowledged(), other.editor.allAcknowledged()]);
    for (const { editor } of open.splice(0)) editor.close();
  });

  it(
    'lose nothing and never fork when the owner is killed, loses its locks or is restarted under writing',
    async () => {
      const desks = [await enter(0, 0), await enter(1, 1)];
      const writing = new AbortController();
      const work = desks.map(({ editor }, at) => keepWriting(editor, `w${at}`, writing.signal));
      const takeOvers = await takeOwnersAway(cluster, section, desks, rounds, seedOfRun);
      writing.abort();
      const written = (await Promise.all(work)).reduce((sum, count) => sum + count, 0);
      const acknowledged = desks.flatMap(({ editor }) => editor.acknowledged);

      const readers = [await enter(0, 0), await enter(1, 1)];
      const texts = [...desks, ...readers].map(({ editor }) => editor.text());
      const found = texts.at(-1)?.split(/\s+/) ?? [];
      const counts = new Map<string, number>();
      for (const word of found) counts.set(word, (counts.get(word) ?? 0) + 1);
      const lost = acknowledged.filter((word) => !counts.has(word));
      const twice = acknowledged.filter((word) => (counts.get(word) ?? 0) > 1);

      const rows = endings.map((ending) => {
        const gaps = takeOvers.filter((each) => each.ending === ending);
        const exits = gaps.flatMap(({ exitMs }) => exitMs ?? []);
        return {
          'the owner is': ending,
          times: gaps.length,
          'until saved again, median ms': median(gaps.map(({ gapMs }) => gapMs)),
          'longest ms': Math.round(Math.max(...gaps.map(({ gapMs }) => gapMs))),
          'longest exit ms': exits.length > 0 ? Math.round(Math.max(...exits)) : '',
        };
      });
      console.log(
        `${takeOvers.length} owners taken away, seed ${seedOfRun}: ${written} words written, ` +
          `${acknowledged.length} acknowledged, ${lost.length} lost, ${twice.length} twice\n${JSON.stringify(rows)}`,
      );
      recordFigures({
        document: 'assurance',
        section: 'owners',
        title: 'Two processes: the owner of a section goes away',
        how:
          `Two processes on one Postgres, two people writing without a pause in one section, each by another process; ` +
          `the section's owner is taken away ${takeOvers.length} times. ${written} words written, ` +
          `${acknowledged.length} acknowledged, ${lost.length} lost, ${twice.length} there twice; the texts of both ` +
          `processes and the replayed log are equal.`,
        rows,
        seed: seedOfRun,
      });
      expect({ lost, twice }).toEqual({ lost: [], twice: [] });
      expect(new Set(texts).size).toBe(1);
      expect(await flawsOfTheLog()).toEqual([]);
      for (const { exitMs, gapMs } of takeOvers) {
        expect(exitMs ?? 0).toBeLessThan(10_000);
        expect(gapMs).toBeLessThan(20_000);
      }
    },
    20_000 * (rounds + 3),
  );

  /** Positions have no gaps, epochs never go back, and each row was written by the owner of its time. */
  async function flawsOfTheLog(): Promise<object[]> {
    return await cluster.sql(
      `select * from (
         select seq, owner_epoch, lag(seq) over (order by seq) as before,
                lag(owner_epoch) over (order by seq) as epoch_before
           from section_update where section_id = $1) steps
        where seq <> coalesce(before + 1, seq) or owner_epoch < epoch_before`,
      [section],
    );
  }
});

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0);
}
