import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { run, stage } from './stage.mjs';
import { checkout } from './workspace.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

/**
 * Finds a Chromium for the journeys, or installs one where that is this program's to do: as root on a
 * Debian-like system. Returns its path; undefined where there is none, after printing the one command to run.
 */
export async function findBrowser() {
  const found = await firstThatRuns(candidates());
  if (found) return found;
  if (process.env.CHROMIUM_PATH) {
    console.error(`CHROMIUM_PATH names ${process.env.CHROMIUM_PATH}, which does not run as a browser.`);
    return undefined;
  }
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version') && onPath('apt-get')) {
    await installFromDebian();
    return await firstThatRuns(candidates());
  }
  console.error(
    'No Chromium was found, so the journeys in the browser are skipped. To run them: ' +
      (existsSync('/etc/debian_version')
        ? 'sudo apt-get install -y chromium'
        : 'npx playwright-core install chromium'),
  );
  return undefined;
}

async function installFromDebian() {
  console.log('No Chromium was found; installing the package chromium with apt-get.');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-q'], { env });
  await stage({
    doing: 'Installing Chromium',
    done: 'Chromium installed',
    command: 'apt-get',
    args: ['install', '-y', '-q', '--no-install-recommends', 'chromium'],
    env,
  });
}

function candidates() {
  if (process.env.CHROMIUM_PATH) return [process.env.CHROMIUM_PATH];
  return [...names.map(onPath), playwrightsOwn(), ...applications()].filter(Boolean);
}

function onPath(name) {
  return (process.env.PATH ?? '')
    .split(path.delimiter)
    .map((folder) => path.join(folder, name))
    .find((file) => existsSync(file));
}

function playwrightsOwn() {
  const { chromium } = createRequire(path.join(checkout, 'package.json'))('playwright-core');
  const file = chromium.executablePath();
  return existsSync(file) ? file : undefined;
}

function applications() {
  return [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ].filter((file) => existsSync(file));
}

/** Ubuntu has a program named chromium-browser that only says that it is elsewhere. */
async function firstThatRuns(files) {
  for (const file of files) {
    const { code, output } = await run(file, ['--version']);
    if (code === 0 && /Chrom/.test(output)) return file;
  }
  return undefined;
}
