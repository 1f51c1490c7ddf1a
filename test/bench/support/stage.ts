import { enterRoom, type Product, type Room } from '../../support/product.js';

/** The product as it runs for one benchmark. */
export interface Stage {
  readonly room: Room;
  /** The process of the moment. */
  product: Product;
  readonly address: string;
  readonly dataDir: string;
  /** Full size, or the smallest that still runs every line. */
  readonly isFull: boolean;
  /** Seconds from the start of the process on an empty folder until it was ready. */
  readonly firstStartSeconds: number;
}

const settings = { CONCORDAT_SAMPLE: 'on' };

export const rounds = ({ isFull }: Stage): number => Number(process.env['BENCH_ROUNDS'] ?? (isFull ? 3 : 1));
export const seed = Number(process.env['BENCH_SEED'] ?? 20261123);

/** Starts the product with its sample in a room of its own. */
export async function setStage(isFull: boolean): Promise<Stage> {
  const room = await enterRoom();
  const product = room.start(settings);
  const firstStartSeconds = await product.ready();
  return { room, product, address: product.address, dataDir: room.dataDir, isFull, firstStartSeconds };
}

/**
 * Ends the product in order and starts it again; gives the seconds until it was ready. At the small size nothing is
 * learnt from a start, and only who `needsIt` waits for one.
 */
export async function startAgain(stage: Stage, needsIt = stage.isFull): Promise<number> {
  if (!needsIt) return stage.firstStartSeconds;
  stage.product.child.kill('SIGTERM');
  await stage.product.ended();
  stage.product = stage.room.start(settings);
  return stage.product.ready();
}

/** Does something for a list, a few at a time. */
export async function eachOf<T, R>(list: readonly T[], work: (item: T) => Promise<R>, at = 8): Promise<R[]> {
  const results: R[] = [];
  for (let from = 0; from < list.length; from += at)
    results.push(...(await Promise.all(list.slice(from, from + at).map(work))));
  return results;
}
