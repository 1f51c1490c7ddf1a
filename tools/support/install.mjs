import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { stage } from './stage.mjs';
import { checkout } from './workspace.mjs';

/** Installs the packages of package-lock.json unless exactly those are there. */
export async function installIfNeeded() {
  if (isInstalled()) return;
  const [command, ...before] = npmCommand();
  await stage({
    doing: 'Installing packages',
    done: 'Packages installed',
    command,
    args: [...before, 'ci', '--include=dev', '--no-audit', '--no-fund', '--no-progress', '--loglevel=error'],
    env: installEnvironment(),
  });
}

/** npm notes what it installed when it has finished; that note is compared, so an interrupted run is seen. */
export function isInstalled() {
  const note = path.join(checkout, 'node_modules/.package-lock.json');
  if (!existsSync(note)) return false;
  const present = JSON.parse(readFileSync(note, 'utf8')).packages;
  const wanted = JSON.parse(readFileSync(path.join(checkout, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(wanted).every(([at, { version, integrity, link, optional }]) => {
    if (!at.includes('node_modules/')) return true;
    const found = present[at];
    if (!found) return optional === true || link === true;
    return found.version === version && found.integrity === integrity;
  });
}

/** The npm that runs this script, which need not be the one on the PATH. */
export function npmCommand() {
  const running = process.env.npm_execpath;
  if (running && /npm-cli\.c?js$/.test(running)) return [process.execPath, running];
  return process.platform === 'win32' ? ['cmd', '/c', 'npm'] : ['npm'];
}

/**
 * Options of the outer `npm start` or of a production machine must not reach the installation: without the
 * development packages nothing can be built.
 */
function installEnvironment() {
  const harmful =
    /^npm_config_(omit|only|also|production|include|dry_run|global|location|workspaces?|include_workspace_root|prefix|local_prefix|global_prefix|package_lock_only|install_strategy|loglevel)$/i;
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !harmful.test(name) && name !== 'NODE_ENV'),
  );
}
