import { setTimeout as pause } from 'node:timers/promises';
import { gateOn, textOf, Writer } from '../../../test/gate-fixture.js';
import { MemorySectionLog } from '../../../test/memory-section-log.js';
import { GateKeeper } from './gate-keeper.js';

function keeperOn(log = new MemorySectionLog(), idleMs = 60_000) {
  const { parts } = gateOn(log);
  return { log, keeper: new GateKeeper(parts, idleMs) };
}

describe('the keeper of gates', () => {
  it('shares one gate among all who open a section at once', async () => {
    const { keeper, log } = keeperOn();
    const opened = await Promise.all(
      ['finland', 'poland', 'estonia'].map((person) => keeper.open('s', person)),
    );
    const gates = new Set(opened.map((outcome) => (outcome.ok ? outcome.value : null)));
    expect(gates.size).toBe(1);
    expect(log.epoch).toBe(1);
    await keeper.close(100);
  });

  it('does not let a stranger in, nor let a stranger’s knock keep others out', async () => {
    const { keeper, log } = keeperOn();
    log.strangers.add('spain');
    const [stranger, member] = await Promise.all([keeper.open('s', 'spain'), keeper.open('s', 'finland')]);
    expect(stranger).toEqual({ ok: false, reason: 'not_found' });
    expect(member.ok).toBe(true);
    await keeper.close(100);
  });

  it('says when the store does not answer, and opens once it does', async () => {
    const { keeper, log } = keeperOn();
    log.claimFails = true;
    expect(await keeper.open('s', 'finland')).toEqual({ ok: false, reason: 'unavailable' });
    log.claimFails = false;
    expect((await keeper.open('s', 'finland')).ok).toBe(true);
    await keeper.close(100);
  });

  it('lets an idle gate go and reads the log when it is wanted again', async () => {
    const { keeper } = keeperOn(undefined, 50);
    const first = await keeper.open('s', 'finland');
    const writer = new Writer('finland');
    if (first.ok) await first.value.receive(writer.writes('kept'), writer.author);
    await pause(200);
    expect(keeper.size).toBe(0);
    const second = await keeper.open('s', 'finland');
    expect(second.ok && first.ok && second.value !== first.value && textOf(second.value)).toBe('kept');
    await keeper.close(100);
  });

  it('drains on close and takes nothing more', async () => {
    const { keeper, log } = keeperOn();
    const opened = await keeper.open('s', 'finland');
    if (!opened.ok) throw new Error(opened.reason);
    const writer = new Writer('finland');
    const underWay = opened.value.receive(writer.writes('last words'), writer.author);
    expect(await keeper.close(1_000)).toBe(0);
    expect(await underWay).toEqual({ ok: true, value: { seq: 1 } });
    expect(log.digests).toMatchObject([{ seq: 1, words: 2 }]);
    expect(await opened.value.receive(writer.writes('too late'), writer.author)).toEqual({
      ok: false,
      reason: 'update.not_stored',
    });
    expect(await keeper.open('s', 'finland')).toEqual({ ok: false, reason: 'unavailable' });
  });

  it('does not wait longer than it is told for a store that hangs', async () => {
    const { keeper, log } = keeperOn();
    const opened = await keeper.open('s', 'finland');
    if (!opened.ok) throw new Error(opened.reason);
    log.beforeCommit = () => new Promise(() => undefined);
    const writer = new Writer('finland');
    const underWay = opened.value.receive(writer.writes('never stored'), writer.author);
    expect(await keeper.close(50)).toBe(1);
    expect(await underWay).toEqual({ ok: false, reason: 'update.not_stored' });
  });
});
