import { requireNode } from './support/node-version.mjs';

requireNode();
const { nx, nxEnvironment } = await import('./support/build.mjs');
const { run } = await import('./support/stage.mjs');

// Without the graph the boundary rule passes everything, silently; Nx makes it when it runs a target.
const steps = [
  [nx, 'run-many', '-t', 'lint', '--outputStyle=static'],
  ['node_modules/eslint/bin/eslint.js', 'tools', 'test', 'eslint.config.mjs', 'jest.preset.js'],
];
for (const args of steps) {
  const { code, output } = await run(process.execPath, args, { env: nxEnvironment });
  const skipped = output.includes('No cached ProjectGraph');
  if (code !== 0 || skipped) console.log(output.trimEnd());
  if (skipped) console.error('The import rules were skipped, because Nx has no project graph.');
  if (code !== 0 || skipped) process.exit(1);
}
console.log('Lint found nothing.');
