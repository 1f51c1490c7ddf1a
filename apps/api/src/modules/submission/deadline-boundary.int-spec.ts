import { setTimeout as pause } from 'node:timers/promises';
import { recordFigures } from '@concordat/testing';
import { SubmissionWorld } from '../../../test/submission-world.js';
import { startTestServer, type TestServer } from '../../testing/index.js';
import { skewClock, trueNow } from '../../testing/skewed-clock.js';

/** `npm run bench:boundary` makes twenty times as many rounds. */
const rounds = Number(process.env['BENCH_BOUNDARY_ROUNDS'] ?? 1);
const skews = { behind: -3_600_000, right: 0, ahead: 3_600_000 } as const;
const proposals = 3;
const hands = 8;
/** Attempts fall into so many milliseconds before and after the instant. */
const aroundMs = 1_000;

/** One attempt, by the machine's clock in milliseconds, with the database's word on it. */
interface Attempt {
  readonly begun: number;
  readonly ended: number;
  /** `accepted`, or the refusal code. */
  readonly outcome: string;
}

/** Submits again and again, with eight hands, from shortly before the instant until shortly after it. */
async function storm(
  worlds: readonly SubmissionWorld[],
  packages: readonly string[],
  instant: number,
): Promise<Attempt[]> {
  const attempts: Attempt[] = [];
  await pause(Math.max(0, instant - aroundMs - trueNow()));
  const hand = async (first: number): Promise<void> => {
    for (let turn = first; trueNow() < instant + aroundMs; turn += 1) {
      const at = turn % worlds.length;
      const [world, packageId] = [worlds[at], packages[at]];
      if (!world || packageId === undefined) throw new Error('There is no such proposal.');
      // Each proposal's first attempts fall close to the instant, so that some of them are the accepted ones.
      if (trueNow() < instant - 40 * at) {
        await pause(3);
        continue;
      }
      const begun = trueNow();
      const outcome = await world.outcomeOfSubmitting(packageId);
      attempts.push({ begun, ended: trueNow(), outcome });
    }
  };
  await Promise.all(Array.from({ length: hands }, (_, first) => hand(first)));
  return attempts;
}

const rows: Record<string, string | number>[] = [];

afterAll(() =>
  recordFigures({
    document: 'assurance',
    section: 'boundary',
    title: 'Submissions around the instant of a cut-off',
    how:
      `${hands} hands submit ${proposals} proposals from ${aroundMs} ms before the instant until ${aroundMs} ms after it, ` +
      `${rounds} rounds for each process clock; the database's clock decides. Late: begun after the instant and not ` +
      `refused, or stored with a later moment. On time: answered before it.`,
    rows,
  }),
);

describe.each(Object.entries(skews))('a process whose clock is %s', (name, milliseconds) => {
  let server: TestServer;
  let setRight: () => void;
  beforeAll(async () => {
    setRight = skewClock(milliseconds);
    server = await startTestServer();
  });
  afterAll(async () => {
    await server.settle();
    await server.stop();
    setRight();
  });

  it(
    'accepts nothing late and refuses nothing on time',
    async () => {
      let late = 0;
      let onTimeRefused = 0;
      let total = 0;
      let accepted = 0;
      for (let round = 0; round < rounds; round += 1) {
        const worlds: SubmissionWorld[] = [];
        for (let made = 0; made < proposals; made += 1)
          worlds.push(await SubmissionWorld.make(server, `B${round}${made}`));
        const packages: string[] = [];
        for (const world of worlds) packages.push(await world.prepare());
        const instant = trueNow() + 1_500;
        for (const world of worlds) await world.setCutOff(new Date(instant));
        const attempts = await storm(worlds, packages, instant);
        const passed = ({ outcome }: Attempt): boolean => outcome === 'cut_off.passed';
        const known =
          /^(accepted|cut_off\.passed|submission\.(already_submitted|busy)|proposal\.wrong_state)$/;
        expect(attempts.map(({ outcome }) => outcome).filter((outcome) => !known.test(outcome))).toEqual([]);
        late += attempts.filter((attempt) => attempt.begun >= instant && !passed(attempt)).length;
        onTimeRefused += attempts.filter((attempt) => attempt.ended < instant && passed(attempt)).length;
        total += attempts.length;
        const stored = await server.sql<{ late: boolean }>(
          `select decided_at >= $2 as late from submission where proposal_id = any($1)`,
          [worlds.map(({ proposal }) => proposal.id), new Date(instant)],
        );
        accepted += stored.length;
        late += stored.filter(({ late: isLate }) => isLate).length;
        // One submission each at most, however many hands: and as many answers "accepted" as submissions.
        expect(stored).toHaveLength(attempts.filter(({ outcome }) => outcome === 'accepted').length);
        expect(stored.length).toBeLessThanOrEqual(proposals);
      }
      const hours = milliseconds / 3_600_000;
      rows.push({
        'process clock': hours === 0 ? 'right' : `${Math.abs(hours)} h ${name}`,
        attempts: total,
        accepted,
        'late accepted': late,
        'on time refused': onTimeRefused,
      });
      console.log(JSON.stringify(rows.at(-1)));
      expect(total).toBeGreaterThan(5 * rounds);
      expect({ late, onTimeRefused }).toEqual({ late: 0, onTimeRefused: 0 });
    },
    30_000 * (rounds + 1),
  );
});
