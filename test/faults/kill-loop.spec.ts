import { killLoop } from './kill-loop.js';

/** `npm run bench:faults` kills more often; here a twentieth of it and at least two. */
const kills = Number(process.env['BENCH_KILLS'] ?? 2);
const seed = 20261123;

describe('a server killed while two write', () => {
  it(
    'keeps every word that was called saved',
    async () => {
      const report = await killLoop(kills, seed);
      console.log(
        `${report.kills} kills, seed ${seed}: ${report.written} words written, ` +
          `${report.acknowledged} acknowledged, ${report.lost.length} of them lost`,
      );
      expect(report.acknowledged).toBeGreaterThan(50);
      expect(report.lost).toEqual([]);
    },
    30_000 * (kills + 2),
  );
});
