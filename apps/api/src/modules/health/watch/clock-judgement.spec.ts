import { type ClockReading, judgeClocks } from './clock-judgement.js';

const at = (change: Partial<ClockReading> = {}): ClockReading => ({
  processMs: 1_000_000,
  databaseMs: 1_000_000,
  steadyMs: 5_000,
  tripMs: 4,
  ...change,
});

describe('two clocks', () => {
  it.each([
    ['agree', at(), 'right', 0],
    ['differ by less than anybody notices', at({ databaseMs: 1_000_900 }), 'right', 900],
    ['differ by something between', at({ databaseMs: 1_001_500 }), 'unknown', 1_500],
    ['differ, the database ahead', at({ databaseMs: 1_002_100 }), 'wrong', 2_100],
    ['differ, the process ahead', at({ databaseMs: 995_000 }), 'wrong', 5_000],
    ['differ by less than asking took', at({ databaseMs: 1_002_100, tripMs: 3_000 }), 'unknown', 2_100],
    ['agree, as far as an answer that took long can say', at({ tripMs: 4_000 }), 'unknown', 0],
  ] as const)('%s', (_what, reading, skew, skewMs) => {
    expect(judgeClocks(reading, undefined)).toEqual({ skew, skewMs, jumpMs: 0 });
  });
});

describe('a clock that was set', () => {
  const later = (processMs: number): ClockReading =>
    at({ processMs, databaseMs: processMs, steadyMs: 15_000 });

  it.each([
    ['runs on', 1_010_000, 0],
    ['drifts', 1_011_900, 0],
    ['jumps ahead', 1_070_000, 60_000],
    ['jumps back', 410_000, -600_000],
  ])('%s', (_what, processMs, jumpMs) => {
    expect(judgeClocks(later(processMs), at()).jumpMs).toBe(jumpMs);
  });
});
