import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import type { Product, Room } from '../support/product.js';

/** What the server's event loop went through since it was asked last. */
export interface LoopSeen {
  readonly longestMs: number;
  readonly p99Ms: number;
  /** Times it did not turn for more than 250 ms. */
  readonly stalls: number;
  readonly cpuMs: number;
  readonly rssMiB: number;
}

export interface WatchedProduct extends Product {
  seen(): Promise<LoopSeen>;
}

/** The product as an operator starts it, with somebody watching its event loop from outside its code. */
export function startWatched(room: Room): WatchedProduct {
  const file = path.join(room.folder, 'loop.json');
  const watch = pathToFileURL(path.join(import.meta.dirname, 'loop-watch.mjs')).href;
  const product = room.start({
    CONCORDAT_SAMPLE: 'on',
    NODE_OPTIONS: `--import=${watch}`,
    LOOP_WATCH: file,
  });
  return {
    ...product,
    seen: async () => {
      await rm(file, { force: true });
      product.child.kill('SIGUSR2');
      for (;;) {
        const text = await readFile(file, 'utf8').catch(() => '');
        if (text.endsWith('}')) return JSON.parse(text) as LoopSeen;
        await pause(20);
      }
    },
  };
}
