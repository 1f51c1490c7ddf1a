import { requireNode } from './support/node-version.mjs';

requireNode();
const { findBrowser } = await import('./support/browser.mjs');
const { buildIfNeeded } = await import('./support/build.mjs');
const { installIfNeeded } = await import('./support/install.mjs');
const { runJestProject } = await import('./support/jest-project.mjs');
const { seconds } = await import('./support/stage.mjs');
const { makeUsedData } = await import('./support/used-data.mjs');
const { projectsWith } = await import('./support/workspace.mjs');

const parallel = 2;
/** Their tests wait for what happens, and judge no time or leave plenty, so two of them may run beside each other. */
const sharesTheMachine = new Set(['test/e2e', 'test/faults', 'test/operating', 'test/start']);
const started = performance.now();
await installIfNeeded();
const { projects, patternsFor } = choose(process.argv.slice(2));
const wholeProduct = projects.filter((folder) => folder.startsWith('test/'));
const parts = projects.filter((folder) => !folder.startsWith('test/'));
const browser = wholeProduct.length > 0 ? await findBrowser() : undefined;
if (wholeProduct.length > 0) await buildIfNeeded();

const env = testEnvironment(browser);
// Beside the libraries' tests. A failure is told where the data are wanted.
const makingData = wholeProduct.length > 0 ? makeUsedData(env) : undefined;
makingData?.catch(() => undefined);
const results = [];
const waiting = parts.filter((folder) => folder !== 'apps/api');
await Promise.all(
  Array.from({ length: parallel }, async () => {
    for (let folder = waiting.shift(); folder; folder = waiting.shift()) await test(folder, 1);
  }),
);
// What starts databases, servers and browsers goes one project after the other: some of their tests measure time.
if (parts.includes('apps/api')) await test('apps/api', parallel);
const usedData = await makingData;
if (usedData) env.CONCORDAT_TEST_DATA = usedData.dataDir;
for (const folder of wholeProduct) await test(folder, sharesTheMachine.has(folder) ? parallel : 1);
usedData?.remove();

const total = { passed: 0, failed: 0, skipped: 0 };
for (const result of results) for (const kind of Object.keys(total)) total[kind] += result[kind];
const strict = process.env.CI === 'true';
const { passed, failed, skipped } = total;
if (passed + failed === 0) console.error('No test ran.');
if (strict && skipped > 0) console.error('Tests were skipped, which CI=true does not allow.');
console.log(`\nTests took ${seconds(performance.now() - started)}.`);
console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exitCode = failed > 0 || passed === 0 || (strict && skipped > 0) ? 1 : 0;

async function test(folder, workers) {
  const result = await runJestProject(folder, { patterns: patternsFor(folder), workers, env });
  results.push(result);
  const { passed, failed, skipped, note } = result;
  if (failed > 0) console.log(result.output.trimEnd());
  const counts = [`${passed} passed`, failed && `${failed} failed`, skipped && `${skipped} skipped`, note];
  console.log(`${folder.padEnd(20)} ${counts.filter(Boolean).join(', ')} (${seconds(result.ms)})`);
}

/** Arguments that name a project folder, or a part of its path, choose projects; the others are patterns for Jest. */
function choose(args) {
  const all = projectsWith(['libs', 'apps', 'test'], 'jest.config.js', 'jest.config.cjs');
  const names = args.map((arg) => arg.replace(/^\.\//, '').replace(/\/+$/, ''));
  const isProject = (name) => all.some((folder) => folder === name || folder.startsWith(`${name}/`));
  const chosen = names.filter(isProject);
  const inside = names
    .filter((name) => !isProject(name))
    .map((name) => ({ name, folder: all.find((folder) => name.startsWith(`${folder}/`)) }));
  const folders = new Set(inside.map(({ folder }) => folder).filter(Boolean));
  for (const folder of all)
    if (chosen.some((name) => folder === name || folder.startsWith(`${name}/`))) folders.add(folder);
  return {
    projects: folders.size > 0 ? all.filter((folder) => folders.has(folder)) : all,
    patternsFor: (project) =>
      inside
        .filter(({ folder }) => folder === undefined || folder === project)
        .map(({ name, folder }) => (folder ? name.slice(folder.length + 1) : name)),
  };
}

/** The operator's own settings must not reach the tests: they would run on the operator's database. */
function testEnvironment(browserPath) {
  const own =
    /^(PORT|HOST|DATABASE_URL|REDIS_URL|SMTP_URL|CONCORDAT_.*|NODE_ENV|npm_lifecycle_.*|CHROMIUM_PATH)$/;
  const kept = Object.entries(process.env).filter(([name]) => !own.test(name));
  return { ...Object.fromEntries(kept), ...(browserPath ? { CHROMIUM_PATH: browserPath } : {}), TZ: 'UTC' };
}
