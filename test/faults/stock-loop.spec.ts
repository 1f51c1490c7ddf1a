import { recordFigures, seedOfRun } from '@concordat/testing';
import { stockLoop } from './stock-loop.js';

/** `npm run bench:faults` kills ten times, after up to fifteen seconds of writing. */
const kills = Number(process.env['BENCH_STOCK_KILLS'] ?? 1);
const longestMs = kills > 1 ? 15_000 : 1_500;

describe('the same loop on stock Hocuspocus', () => {
  it(
    'finds lost words, so the loop can find them',
    async () => {
      const { written, acknowledged, lost, losingKills } = await stockLoop(kills, seedOfRun, 10, longestMs);
      recordFigures({
        document: 'assurance',
        section: 'stock-loop',
        title: 'The same on stock Hocuspocus 4.7',
        how:
          `The collaboration server as it comes, with its database extension writing a file and waiting for the disk: ` +
          `ten of the same editors in five documents, a burst every 100 ms, killed with \`kill -9\` after up to ` +
          `${longestMs / 1000} s, ${kills} times. It shows what "saved" is worth without the log, and that the loop can find a loss.`,
        seed: seedOfRun,
        rows: [
          {
            kills,
            'words written': written,
            acknowledged,
            lost: lost.length,
            'kills that lost words': losingKills,
          },
        ],
      });
      console.log(
        `${kills} kills of stock Hocuspocus, seed ${seedOfRun}: ${written} words written, ${acknowledged} ` +
          `acknowledged, ${lost.length} of them lost in ${losingKills} of the kills`,
      );
      expect(acknowledged).toBeGreaterThan(20 * kills);
      expect(lost.length).toBeGreaterThan(0);
    },
    30_000 * (kills + 1),
  );
});
