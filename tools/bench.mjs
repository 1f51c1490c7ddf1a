import { findBrowser } from './support/browser.mjs';
import { buildIfNeeded } from './support/build.mjs';
import { installIfNeeded } from './support/install.mjs';
import { runJestProject } from './support/jest-project.mjs';

/**
 * Benchmarks run the code of the tests at full size, and write what they find into docs/: `npm run bench:faults`.
 * One line each: the folder of its Jest project, which of its specs, and what makes the run full size.
 */
const benches = {
  backup: {
    folder: 'test/operating',
    patterns: ['backup-under-load'],
    env: { BENCH_BACKUPS: '12', BENCH_BACKUP_WRITERS: '12' },
  },
  accounts: { folder: 'apps/api', patterns: ['hostile-sign-in'], env: { HOSTILE_TRIES: '3000' } },
  audit: {
    folder: 'apps/api',
    patterns: ['audit-c'],
    env: { AUDIT_COMMITS: '4000', AUDIT_COST_COMMITS: '4000', AUDIT_COST_ROUNDS: '3' },
  },
  boundary: {
    folder: 'apps/api',
    patterns: ['deadline-boundary'],
    env: { BENCH_BOUNDARY_ROUNDS: '20' },
  },
  faults: {
    folder: 'test/faults',
    patterns: ['kill-loop', 'stock-loop', 'network'],
    env: { BENCH_KILLS: '150', BENCH_STOCK_KILLS: '10', BENCH_NETWORK_ROUNDS: '20' },
  },
  isolation: {
    folder: 'test/isolation',
    patterns: ['matrix', 'other-doors', 'headers'],
    env: { ISOLATION_SHARE: '1', ISOLATION_GUESSES: '200' },
  },
  mutation: { folder: 'test/isolation', patterns: ['mutation'], env: { MUTATION_SHARE: '1' } },
  find: {
    folder: 'apps/api',
    patterns: ['section-finding'],
    env: { BENCH_FIND_SECTIONS: '50', BENCH_FIND_WORDS: '30000' },
  },
  fuzz: { folder: 'apps/api', patterns: ['openapi-fuzz'], env: { BENCH_FUZZ_CALLS: '30' } },
  'hostile-text': { folder: 'test/e2e', patterns: ['hostile-text'], env: {}, inBrowser: true },
  revocation: {
    folder: 'test/faults',
    patterns: ['two-processes-revocation'],
    env: { BENCH_REVOCATIONS: '1000' },
  },
  hostile: {
    folder: 'test/hostile',
    patterns: ['hostile-updates', 'gate-cost'],
    env: { BENCH_HOSTILE_UPDATES: '20000', BENCH_GATE_KEYS: '10000', BENCH_GATE_SECONDS: '20' },
  },
  storm: { folder: 'apps/api', patterns: ['reminder-storm'], env: { REMINDER_STORM_PEOPLE: '400' } },
  'reminder-crash': {
    folder: 'test/faults',
    patterns: ['reminder-crash'],
    env: { BENCH_REMINDER_CRASHES: '4', BENCH_REMINDER_PEOPLE: '100' },
  },
  submission: {
    folder: 'test/faults',
    patterns: ['submission-crash'],
    env: { BENCH_SUBMISSION_CRASHES: '3' },
  },
  suggest: {
    folder: 'test/hostile',
    patterns: ['merging-suggestions', 'forged-suggestions'],
    env: { BENCH_SUGGEST_ROUNDS: '2000', BENCH_FORGED_FRAMES: '50000' },
  },
  owners: { folder: 'test/faults', patterns: ['two-processes.spec'], env: { BENCH_TAKE_OVERS: '30' } },
  // Speed, each beside its floors: one spec that runs what is named.
  collab: { folder: 'test/bench', patterns: ['benches'], env: {} },
  join: { folder: 'test/bench', patterns: ['benches'], env: {} },
  api: { folder: 'test/bench', patterns: ['benches'], env: {} },
  reminders: { folder: 'test/bench', patterns: ['benches'], env: {} },
  start: { folder: 'test/bench', patterns: ['benches'], env: {} },
  editor: { folder: 'test/bench', patterns: ['benches'], env: {}, inBrowser: true },
  typeset: { folder: 'test/bench', patterns: ['benches'], env: {} },
};

const longestMs = 40 * 60_000;

const [name] = process.argv.slice(2);
const bench = benches[name];
if (!bench) {
  console.error(`There is no such benchmark. Choose one of: ${Object.keys(benches).join(', ')}.`);
  process.exit(2);
}
await installIfNeeded();
await buildIfNeeded();
const browser = bench.inBrowser ? { CHROMIUM_PATH: await findBrowser() } : {};
const { output, failed } = await runJestProject(bench.folder, {
  patterns: bench.patterns ?? [],
  workers: 1,
  longestMs,
  env: { ...process.env, ...bench.env, ...browser, BENCH: name, TZ: 'UTC' },
});
console.log(output.trimEnd());
process.exitCode = failed > 0 ? 1 : 0;
