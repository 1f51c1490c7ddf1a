import { setTimeout as pause } from 'node:timers/promises';
import { openGate, textOf, Writer } from '../../../test/gate-fixture.js';
import { MemorySectionLog } from '../../../test/memory-section-log.js';

const timing = { snapshotEvery: 10, digestPauseMs: 60_000, archiveAfterDays: 30 };

async function write(gate: Awaited<ReturnType<typeof openGate>>['gate'], count: number): Promise<void> {
  const writer = new Writer().knows(gate.state().update);
  for (let index = 0; index < count; index += 1) {
    await gate.receive(writer.writes(`p${index}`), writer.author);
  }
}

describe('snapshots', () => {
  it('are taken every so many updates and shorten the next opening', async () => {
    const { gate, log, alarms } = await openGate(undefined, { timing });
    await write(gate, 25);
    await gate.close();
    expect(log.snapshots.map(({ seq }) => seq)).toEqual([10, 20]);
    expect(log.committed).toHaveLength(25);
    const asked: number[] = [];
    const rows = log.rows.bind(log);
    log.rows = (section, person, after, upTo) => {
      asked.push(after);
      return rows(section, person, after, upTo);
    };
    const reopened = (await openGate(log, { timing })).gate;
    expect(asked).toEqual([20]);
    expect(textOf(reopened)).toBe(textOf(gate));
    expect(alarms).toEqual([]);
  });

  it('are not kept when the log does not replay to the same text', async () => {
    const log = new MemorySectionLog();
    const { gate, alarms } = await openGate(log, { timing });
    await write(gate, 5);
    log.corrupt(3);
    await write(gate, 5);
    await gate.close();
    expect(log.snapshots).toEqual([]);
    expect(alarms.map(({ kind }) => kind)).toContain('snapshot_not_proven');
  });

  it('that went bad cost time, not text', async () => {
    const { gate, log } = await openGate(undefined, { timing });
    await write(gate, 25);
    await gate.close();
    const last = log.snapshots.at(-1);
    if (last) log.snapshots[1] = { ...last, bytes: Uint8Array.of(...last.bytes, 7) };
    const reopened = await openGate(log, { timing });
    expect(textOf(reopened.gate)).toBe(textOf(gate));
    expect(reopened.alarms).toMatchObject([{ kind: 'bad_snapshot', seq: 20 }]);
  });
});

describe('the outline', () => {
  it('is told counts and hash after a pause and when the gate closes', async () => {
    const { gate, log } = await openGate(undefined, {
      timing: { snapshotEvery: 200, digestPauseMs: 20, archiveAfterDays: 30 },
    });
    await write(gate, 3);
    await pause(60);
    expect(log.digests.at(-1)).toMatchObject({ seq: 3, words: 3, characters: 6 });
    await write(gate, 1);
    await gate.close();
    expect(log.digests.at(-1)).toMatchObject({ seq: 4, words: 4, characters: 8 });
    expect(log.digests.at(-1)?.textSha256).toHaveLength(32);
  });
});
