import { writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';

/**
 * For `node --import`: watches the event loop of the process it is loaded into and writes what it saw into the file
 * LOOP_WATCH names, on SIGUSR2. The product knows nothing of it.
 */
const stallMs = 250;
const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();
let stalls = 0;
let last = performance.now();
setInterval(() => {
  const now = performance.now();
  if (now - last > stallMs) stalls += 1;
  last = now;
}, 20).unref();

process.on('SIGUSR2', () => {
  const { user, system } = process.cpuUsage();
  const seen = {
    longestMs: delay.max / 1e6,
    p99Ms: delay.percentile(99) / 1e6,
    stalls,
    cpuMs: (user + system) / 1000,
    rssMiB: process.memoryUsage().rss / 2 ** 20,
  };
  writeFileSync(process.env.LOOP_WATCH, JSON.stringify(seen));
  delay.reset();
  stalls = 0;
});
