import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { checkout } from './support/workspace.mjs';

/**
 * Lists every package that the product ships or runs with: name, version, licence and licence text. Fails on a
 * licence that the EUPL cannot live with or that nobody stated. `--check` prints the count only, `--out FILE` writes a file.
 */
const refused = /\b(A?GPL|SSPL|BUSL|CPAL|UNLICENSED|Commons-Clause)\b/i;
// The packages state these licences in their files, not in their manifests.
const stated = { 'passport-strategy@1.0.0': 'MIT', 'pause@0.0.1': 'MIT' };

const lock = JSON.parse(readFileSync(path.join(checkout, 'package-lock.json'), 'utf8'));
const packages = Object.entries(lock.packages)
  .filter(([at, entry]) => at.includes('node_modules/') && !entry.dev && !entry.devOptional && !entry.link)
  .filter(([at]) => existsSync(path.join(checkout, at, 'package.json')))
  .map(([at]) => describe(at))
  .sort((one, other) => one.id.localeCompare(other.id, 'en'));
const unique = [...new Map(packages.map((one) => [one.id, one])).values()];
const wrong = unique.filter(({ licence }) => !licence || !acceptable(licence));

for (const { id, licence } of wrong) console.error(`${id}: ${licence || 'no licence is stated'}`);
if (wrong.length > 0) {
  console.error('These packages cannot be part of the product.');
  process.exit(1);
}
const args = process.argv.slice(2);
const out = args[args.indexOf('--out') + 1];
if (args.includes('--check')) console.log(`${unique.length} packages, every licence is acceptable.`);
else if (args.includes('--out') && out) writeFileSync(out, notices());
else process.stdout.write(notices());

function describe(at) {
  const folder = path.join(checkout, at);
  const manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const id = `${manifest.name}@${manifest.version}`;
  const named = manifest.license ?? manifest.licenses;
  const licence = [named]
    .flat()
    .map((one) => (typeof one === 'object' && one ? one.type : one))
    .filter(Boolean)
    .join(' OR ');
  return { id, licence: licence || stated[id], text: licenceText(folder) };
}

/** A choice of licences is acceptable when one of them is. */
function acceptable(licence) {
  return licence
    .replace(/[()]/g, ' ')
    .split(/\sOR\s/i)
    .some((choice) => !refused.test(choice.replace(/\bLGPL/gi, 'lesser')));
}

function licenceText(folder) {
  const file = readdirSync(folder, { withFileTypes: true }).find(
    (entry) => entry.isFile() && /^(licen[cs]e|copying)(\b|[-.])/i.test(entry.name),
  );
  return file ? readFileSync(path.join(folder, file.name), 'utf8').trim() : '';
}

function notices() {
  const parts = unique.map(
    ({ id, licence, text }) =>
      `${id}\nLicence: ${licence}\n\n${text || 'The package brings no licence file.'}\n`,
  );
  return `Concordat contains or runs with these ${unique.length} packages.\n\n${parts.join(`\n${'-'.repeat(79)}\n\n`)}`;
}
