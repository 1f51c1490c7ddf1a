import { buildIfNeeded } from './support/build.mjs';
import { installIfNeeded } from './support/install.mjs';
import { runJestProject } from './support/jest-project.mjs';

/** Benchmarks run the code of the tests at full size: `npm run bench:faults`. */
const benches = {
  faults: { folder: 'test/faults', env: { BENCH_KILLS: '10' } },
};

const bench = benches[process.argv[2]];
if (!bench) {
  console.error(`There is no such benchmark. Choose one of: ${Object.keys(benches).join(', ')}.`);
  process.exit(2);
}
await installIfNeeded();
await buildIfNeeded();
const { output, failed } = await runJestProject(bench.folder, {
  patterns: [],
  workers: 1,
  env: { ...process.env, ...bench.env, TZ: 'UTC' },
});
console.log(output.trimEnd());
process.exitCode = failed > 0 ? 1 : 0;
