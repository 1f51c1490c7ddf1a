import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { run } from './stage.mjs';
import { checkout } from './workspace.mjs';

/** After its report a run has this long to end; one that does not has left something open. */
const farewellMs = 20_000;
const longestTestMs = 15 * 60_000;

/**
 * Runs one project's specs and counts them. A suite that cannot run, a run that never ends and a run without a
 * report each count as one failure: what was not tested is not passed.
 */
export async function runJestProject(folder, { patterns, workers, env, longestMs = longestTestMs }) {
  const started = performance.now();
  const room = mkdtempSync(path.join(tmpdir(), 'concordat-test-'));
  const report = path.join(room, 'report.json');
  const config = existsSync(path.join(checkout, folder, 'jest.config.js'))
    ? 'jest.config.js'
    : 'jest.config.cjs';
  const args = [
    ...(config.endsWith('.cjs')
      ? []
      : ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning']),
    path.join(checkout, 'node_modules/jest/bin/jest.js'),
    ...['-c', config, '--ci', '--passWithNoTests', `--maxWorkers=${workers}`],
    ...['--json', `--outputFile=${report}`],
    ...patterns,
  ];
  let overtime;
  let kill = () => undefined;
  const timers = [
    setInterval(() => {
      if (existsSync(report))
        overtime ??= setTimeout(end, farewellMs, 'left something running after its tests');
    }, 500),
    setTimeout(end, longestMs, 'did not end'),
  ];
  let ended;
  function end(reason) {
    ended = reason;
    kill('SIGKILL');
  }
  try {
    const { code, output } = await run(process.execPath, args, {
      cwd: path.join(checkout, folder),
      env,
      onStart: (killer) => (kill = killer),
    });
    return { folder, ms: performance.now() - started, output, ...countsOf(report, code, ended) };
  } finally {
    timers.forEach(clearTimeout);
    clearTimeout(overtime);
    rmSync(room, { recursive: true, force: true });
  }
}

function countsOf(report, code, ended) {
  if (!existsSync(report))
    return { passed: 0, failed: 1, skipped: 0, note: ended ?? `ended with code ${code}` };
  const result = JSON.parse(readFileSync(report, 'utf8'));
  const counted = {
    passed: result.numPassedTests,
    failed: result.numFailedTests + result.numRuntimeErrorTestSuites,
    skipped: result.numPendingTests + result.numTodoTests,
  };
  if (ended) return { ...counted, failed: counted.failed + 1, note: ended };
  // Jest may fail as a whole (an obsolete snapshot in CI, a threshold) although every test passed.
  if (code !== 0 && counted.failed === 0) return { ...counted, failed: 1, note: `ended with code ${code}` };
  return counted;
}
