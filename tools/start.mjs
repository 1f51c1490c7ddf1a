import { requireNode } from './support/node-version.mjs';

requireNode();
const { installIfNeeded } = await import('./support/install.mjs');
const { buildIfNeeded } = await import('./support/build.mjs');

const parent = process.ppid;
await installIfNeeded();
await buildIfNeeded();
process.env.NODE_ENV ??= 'production';
endWithNpm();
// The product runs in this very process: signals, exit code and `kill -9` then mean what they say.
await import('../apps/api/dist/main.js');

/** npm that is killed outright cannot pass that on, and a product nobody sees would keep the port. */
function endWithNpm() {
  if (process.env.npm_lifecycle_event !== 'start' || process.platform === 'win32') return;
  let ending = false;
  let listening = false;
  const note = () => {
    ending = true;
  };
  setInterval(() => {
    // Only beside the product's own listeners: alone, a listener would swallow the signal.
    if (!listening && process.listenerCount('SIGTERM') > 0) {
      listening = true;
      process.on('SIGTERM', note).on('SIGINT', note);
    }
    if (process.ppid !== parent && !ending) process.kill(process.pid, 'SIGTERM');
  }, 500).unref();
}
