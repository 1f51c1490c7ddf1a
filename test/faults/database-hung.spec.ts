import { setTimeout as pause } from 'node:timers/promises';
import { hang } from '../support/processes.js';
import { databaseOn, enterRoom, type Product, type Room, statusOf } from '../support/product.js';
import { findDesks } from './practice.js';
import { judge, readBack } from './read-back.js';
import { startWriters, type Writers } from './writers.js';

/** What was on its way when the database stopped may still arrive. */
const settleMs = 1_000;
const silenceMs = 5_000;

describe('a database that hangs while people write', () => {
  let room: Room;
  let product: Product;
  let team: Writers | undefined;
  let hung: ReturnType<typeof hang> | undefined;
  beforeAll(async () => {
    room = await enterRoom('used');
    product = room.start({ CONCORDAT_SAMPLE: 'on' });
    await product.ready();
  });
  afterAll(async () => {
    hung?.resume();
    await team?.kill();
    await room.leave();
  });

  async function postmaster(): Promise<number> {
    const database = await databaseOn(room.dataDir);
    if (!database) throw new Error('No database runs.');
    return database.pid;
  }

  it('acknowledges nothing meanwhile, says so to requests, goes on afterwards, and ends in ten seconds if told to', async () => {
    const desks = await findDesks(product.address, 4, 2);
    team = startWriters({ origin: product.address, writers: desks, prefix: 'h' });
    await team.opened();
    await team.saved(30);

    hung = hang(await postmaster());
    await pause(settleMs);
    const before = team.acknowledged.length;
    const asked = fetch(`${product.address}/api/session`, { headers: { cookie: desks[0]?.cookie ?? '' } });
    const ready = statusOf(`${product.address}/health/ready`);
    await pause(silenceMs);
    expect(team.acknowledged).toHaveLength(before);
    expect(await ready).toBe(503);
    expect((await asked).status).toBe(503);
    hung.resume();
    await team.saved(30);

    hung = hang(await postmaster());
    const stoppedAt = performance.now();
    product.child.kill('SIGTERM');
    await product.ended();
    const stopSeconds = (performance.now() - stoppedAt) / 1000;
    await team.kill();
    expect(stopSeconds).toBeLessThan(10);

    product = room.start({ CONCORDAT_SAMPLE: 'on' });
    await product.ready();
    const found = await readBack(product.address, desks);
    console.log(
      `a hung database, twice: ${team.acknowledged.length} words acknowledged, stopped after ${stopSeconds.toFixed(1)} s`,
    );
    expect(judge(team.acknowledged, found)).toEqual({ lost: [], twice: [] });
  }, 120_000);
});
