import { requireNode } from './support/node-version.mjs';

requireNode();
const { installIfNeeded } = await import('./support/install.mjs');
const { buildIfNeeded } = await import('./support/build.mjs');

endWithParent();
await installIfNeeded();
await buildIfNeeded();
process.env.NODE_ENV ??= 'production';
// The product runs in this very process: signals, exit code and `kill -9` then mean what they say.
await import('../apps/api/dist/main.js');

/** npm that is killed outright cannot pass that on, and the port would stay taken by a product nobody sees. */
function endWithParent() {
  if (process.env.npm_lifecycle_event !== 'start' || process.platform === 'win32') return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM');
  }, 500).unref();
}
