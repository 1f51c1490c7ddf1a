import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of the checkout. */
export const checkout = fileURLToPath(new URL('../../', import.meta.url));

/** Project folders, relative to the checkout: every folder below the given roots that has the given file. */
export function projectsWith(roots, ...fileNames) {
  return roots
    .flatMap((root) => foldersIn(path.join(checkout, root)).map((name) => `${root}/${name}`))
    .filter((folder) => fileNames.some((name) => existsSync(path.join(checkout, folder, name))))
    .sort();
}

function foldersIn(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
}
