import { killLoop } from './kill-loop.js';

describe('a server killed while two write', () => {
  it('keeps every word that was called saved', async () => {
    const report = await killLoop(2, 20261123);
    expect(report.acknowledged).toBeGreaterThan(50);
    expect(report.lost).toEqual([]);
  });
});
