import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { stage } from './stage.mjs';
import { checkout, projectsWith } from './workspace.mjs';

const stamp = path.join(checkout, 'node_modules/.cache/concordat/built');
const rootInputs = ['package-lock.json', 'nx.json', 'tsconfig.base.json', '.swcrc'];
const notBuilt = /(^|\/)(dist|node_modules|\.tmp|coverage)(\/|$)|\.(spec|int-spec)\.tsx?$/;

/** Environment under which Nx asks nothing, sends nothing and leaves nothing running. */
export const nxEnvironment = {
  ...process.env,
  NX_DAEMON: 'false',
  NX_TUI: 'false',
  NX_NO_CLOUD: 'true',
  NX_INTERACTIVE: 'false',
  NX_ISOLATE_PLUGINS: 'false',
  NODE_ENV: 'production',
};

export const nx = path.join(checkout, 'node_modules/nx/dist/bin/nx.js');

/** Builds every project unless the results of exactly these sources are there. */
export async function buildIfNeeded() {
  const sources = fingerprint();
  const built = buildableProjects();
  const results = built.map((folder) => path.join(checkout, folder, 'dist'));
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sources && results.every(hasFiles)) return;
  rmSync(stamp, { force: true });
  // A file whose source is gone must not stay in the product; Nx brings back what has not changed.
  for (const folder of results) rmSync(folder, { recursive: true, force: true });
  await stage({
    doing: 'Building',
    done: 'Built',
    command: process.execPath,
    args: [nx, 'run-many', '-t', 'build', '--outputStyle=static'],
    env: nxEnvironment,
  });
  mkdirSync(path.dirname(stamp), { recursive: true });
  writeFileSync(stamp, sources);
}

function buildableProjects() {
  return projectsWith(['libs', 'apps'], 'package.json').filter((folder) => {
    const manifest = JSON.parse(readFileSync(path.join(checkout, folder, 'package.json'), 'utf8'));
    return manifest.nx?.targets?.build !== undefined;
  });
}

/** Content, not times: a fresh checkout of the same commit is not a change. */
function fingerprint() {
  const hash = createHash('sha256').update(process.versions.node.split('.')[0] ?? '');
  const add = (file) => {
    const content = readFileSync(path.join(checkout, file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  };
  for (const file of rootInputs) add(file);
  for (const folder of projectsWith(['libs', 'apps'], 'package.json'))
    for (const file of filesBelow(folder)) add(file);
  return hash.digest('hex');
}

function filesBelow(folder) {
  return readdirSync(path.join(checkout, folder), { withFileTypes: true })
    .map((entry) => ({ entry, at: `${folder}/${entry.name}` }))
    .filter(({ at }) => !notBuilt.test(at))
    .sort((one, other) => (one.at < other.at ? -1 : 1))
    .flatMap(({ entry, at }) => (entry.isDirectory() ? filesBelow(at) : entry.isFile() ? [at] : []));
}

function hasFiles(folder) {
  return existsSync(folder) && readdirSync(folder).length > 0;
}
