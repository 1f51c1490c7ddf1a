import { requireNode } from './support/node-version.mjs';

requireNode();
const { installIfNeeded } = await import('./support/install.mjs');
const { buildIfNeeded } = await import('./support/build.mjs');

await installIfNeeded();
await buildIfNeeded();
await import('../apps/api/dist/main.cli.js');
