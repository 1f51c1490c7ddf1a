import { register } from 'node:module';

/** For `node --import`: a child process of a test runs the product's TypeScript as it stands. */
register('./typescript-hooks.mjs', import.meta.url);
