import { findDesks } from '../faults/practice.js';
import { judge, readBack } from '../faults/read-back.js';
import { startWriters } from '../faults/writers.js';
import { databaseOn, enterRoom, type Room, statusOf } from '../support/product.js';

let room: Room;
beforeAll(async () => {
  room = await enterRoom('used');
});
afterAll(() => room.leave());

describe('a stop while people write', () => {
  it('drains within ten seconds, takes the database along and keeps every word that was called saved', async () => {
    const product = room.start({ CONCORDAT_SAMPLE: 'on' });
    await product.ready();
    const desks = await findDesks(product.address, 8, 2);
    const writing = startWriters({ origin: product.address, writers: desks, prefix: 's' });
    await writing.opened();
    await writing.saved(80);
    // Somebody's screen and somebody's long poll are open as well: neither may hold the stop.
    const stream = fetch(`${product.address}/api/live`, { headers: { cookie: desks[0]?.cookie ?? '' } });
    await stream;

    const from = performance.now();
    product.child.kill('SIGTERM');
    expect(await product.ended()).toBe(0);
    const seconds = (performance.now() - from) / 1000;
    await writing.kill();
    expect(seconds).toBeLessThan(10);
    expect(product.said()).toContain('Stopped.');
    expect(await databaseOn(room.dataDir)).toBe(undefined);
    expect(await statusOf(`${product.address}/health/live`)).toBe('refused');

    const again = room.start({ CONCORDAT_SAMPLE: 'on' });
    await again.ready();
    // Sessions outlive the stop, so the same people read.
    const { lost, twice } = judge(writing.acknowledged, await readBack(again.address, desks));
    console.log(
      `Stopped in ${seconds.toFixed(1)} s with ${writing.acknowledged.length} words called saved, ${lost.length} of them lost`,
    );
    expect({ lost, twice }).toEqual({ lost: [], twice: [] });
  });
});
