import { setTimeout as pause } from 'node:timers/promises';
import { enterRoom, type Product, type Room, statusOf } from '../support/product.js';
import { mountSmallDisk, type SmallDisk } from '../support/small-disk.js';
import { findDesks } from './practice.js';
import { checkLog, judge, readBack } from './read-back.js';
import { startWriters, type Writers } from './writers.js';

/** A fresh installation with the sample takes about half of it. */
const megabytes = 220;

describe('a disk that fills up while people write', () => {
  let room: Room;
  let disk: SmallDisk | undefined;
  let whyNot = '';
  let product: Product | undefined;
  let team: Writers | undefined;
  beforeAll(async () => {
    room = await enterRoom();
    const mounted = await mountSmallDisk(room.dataDir, megabytes);
    if (typeof mounted === 'string') whyNot = mounted;
    else disk = mounted;
  });
  afterAll(async () => {
    await team?.kill();
    await disk?.free();
    product?.child.kill('SIGTERM');
    await product?.ended();
    disk?.unmount();
    await room.leave();
  });

  /** Waits until nothing more is called saved for a while; gives how often "saved" was said until then. */
  async function silence(writers: Writers): Promise<number> {
    for (let tries = 0, last = -1; tries < 60; tries += 1) {
      const now = writers.acknowledged.length;
      if (now === last) return now;
      last = now;
      await pause(1_500);
    }
    throw new Error('Words were called saved for a minute and a half on a full disk.');
  }

  it('calls nothing saved that is not, keeps the server alive, and goes on when there is room again', async () => {
    if (!disk) {
      // Where this account may not mount a disk the fault cannot be made; an administrator's run makes it.
      expect(whyNot).toMatch(/permi|superuser|ENOENT|denied/i);
      console.log(`No small disk could be mounted, so none was filled: ${whyNot}`);
      return;
    }
    product = room.start({ CONCORDAT_SAMPLE: 'on' });
    await product.ready();
    const desks = await findDesks(product.address, 6, 2);
    team = startWriters({ origin: product.address, writers: desks, prefix: 'd' });
    await team.opened();
    await team.saved(60);

    await disk.fill();
    const before = await silence(team);
    expect(await statusOf(`${product.address}/health/live`)).toBe(200);
    await disk.free();
    await team.saved(60);
    await team.finish();

    const found = await readBack(product.address, desks);
    console.log(
      `a full disk: ${team.written()} words written, ${team.acknowledged.length} acknowledged, ${before} before it was full`,
    );
    expect(judge(team.acknowledged, found)).toEqual({ lost: [], twice: [] });
    expect(await checkLog(room.dataDir)).toMatchObject({ gaps: [], badRows: [] });
    expect(product.child.exitCode).toBeNull();
  }, 150_000);
});
