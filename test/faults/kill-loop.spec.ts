import { isBenchmark, recordFigures, seedOfRun } from '@concordat/testing';
import { killLoop } from './kill-loop.js';

/** `npm run bench:faults` kills 150 times; here each way of it at least once. */
const kills = Number(process.env['BENCH_KILLS'] ?? 4);

describe('server and database killed while ten write, and the writers with them', () => {
  it(
    'keeps every word that was called saved',
    async () => {
      const report = await killLoop({
        kills,
        seed: seedOfRun,
        writers: 10,
        perSection: 2,
        onProgress: (line) => isBenchmark && process.stderr.write(`${line}\n`),
      });
      recordFigures({
        document: 'assurance',
        section: 'kill-loop',
        title: 'Acknowledged words under `kill -9`',
        how:
          `Ten scripted editors, two in a section, write bursts of three unique words while the server, its database or ` +
          `both are killed without warning, ${kills} times, and the writers' process with them. At the end a new reader ` +
          `looks for every word that was called saved; every row of the log is checked against its SHA-256 and for gaps.`,
        seed: seedOfRun,
        rows: [
          {
            kills,
            'of the server': report.kills.server,
            'of the database': report.kills.database,
            'of both': report.kills.both,
            'words written': report.written,
            acknowledged: report.acknowledged,
            lost: report.lost.length,
            'there twice': report.twice.length,
            'rows of log': report.log.rows,
            gaps: report.log.gaps.length,
            'bad rows': report.log.badRows.length,
          },
        ],
      });
      console.log(
        `${kills} kills ${JSON.stringify(report.kills)}, seed ${seedOfRun}: ${report.written} words written, ` +
          `${report.acknowledged} acknowledged, ${report.lost.length} of them lost; ${report.log.rows} rows of log`,
      );
      expect(report.acknowledged).toBeGreaterThan(50 * kills);
      expect({ lost: report.lost, twice: report.twice }).toEqual({ lost: [], twice: [] });
      expect({ gaps: report.log.gaps, badRows: report.log.badRows }).toEqual({ gaps: [], badRows: [] });
    },
    30_000 * (kills + 2),
  );
});
