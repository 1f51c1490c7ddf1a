import { recordFigures } from '@concordat/testing';
import { backUpRounds } from './backup-rounds.js';

/** `npm run bench:backup` makes more back-ups with more writers; here about a twelfth of it. */
const backUps = Number(process.env['BENCH_BACKUPS'] ?? 1);
const writers = Number(process.env['BENCH_BACKUP_WRITERS'] ?? 6);

describe('back-ups made while people write', () => {
  it(
    'hold the installation as it was at one instant, and give it back without a difference',
    async () => {
      const report = await backUpRounds({ backUps, writers, perSection: 2 });
      recordFigures({
        document: 'assurance',
        section: 'backup',
        title: 'Back-ups under load, restored and compared',
        how:
          `${writers} scripted editors, two in a section, write without a pause and comments are made, while ${backUps} back-ups ` +
          `are made one after the other (every second one sealed). Each is restored into an empty database and compared with what a ` +
          `second transaction, which shares no code with the back-up, read at the same exported snapshot: every table row by row, the text of every ` +
          `section replayed from its first update, and every word that was called saved before the back-up began.`,
        rows: [
          {
            'back-ups': report.backUps,
            'words acknowledged meanwhile': report.acknowledged,
            'tables compared': report.tablesCompared,
            'rows compared': report.rowsCompared,
            'texts compared': report.textsCompared,
            'words looked for': report.wordsLookedFor,
            mismatches: report.mismatches.length,
            'back-up median, ms': report.medianBackUpMs,
            'restore median, ms': report.medianRestoreMs,
            'largest, bytes': report.largestBytes,
            'words saved per s, during back-ups': report.savedPerSecond.duringBackUps,
            'words saved per s, overall': report.savedPerSecond.overall,
          },
        ],
      });
      console.log(JSON.stringify(report));
      expect(report.mismatches).toEqual([]);
      expect(report.wordsLookedFor).toBeGreaterThan(9 * backUps * writers);
      expect(report.tablesCompared).toBeGreaterThan(30 * backUps);
    },
    60_000 + 30_000 * backUps,
  );
});
