import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { checkout } from '../../support/product.js';

const dist = path.join(checkout, 'apps/web/dist');

/** What a browser loads for a page of the built product, in bytes of gzip, by kind. Fonts load beside it. */
export interface Weight {
  readonly scripts: number;
  readonly styles: number;
}

/** What every page loads, whatever it shows. */
export function everyPage(): Weight {
  return weigh(closure(entryFiles()));
}

/** What the editor's page loads from cold: every page's part and the editor's. */
export function editorPage(): Weight {
  const editor = readdirSync(path.join(dist, 'assets')).filter((name) => /^load-editor-.*\.js$/.test(name));
  const [first] = editor;
  if (first === undefined || editor.length !== 1) throw new Error('The build has not one load-editor');
  const asked = [...dependenciesOf(first), `assets/${first}`];
  return weigh(closure([...entryFiles(), ...asked]));
}

export const total = ({ scripts, styles }: Weight): number => scripts + styles;

function weigh(files: ReadonlySet<string>): Weight {
  const sum = (kind: string): number =>
    [...files]
      .filter((file) => file.endsWith(kind))
      .reduce((bytes, file) => bytes + gzipSync(readFileSync(path.join(dist, file))).byteLength, 0);
  return { scripts: sum('.js') + sum('.html'), styles: sum('.css') };
}

function entryFiles(): string[] {
  const html = readFileSync(path.join(dist, 'index.html'), 'utf8');
  return [
    'index.html',
    ...[...html.matchAll(/(?:src|href)="\/([^"]+\.(?:js|css))"/g)].map(([, file]) => file ?? ''),
  ];
}

/** Files and everything they import at once; what is imported on demand is not among it. */
function closure(files: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  const add = (file: string): void => {
    if (found.has(file)) return;
    found.add(file);
    if (!file.endsWith('.js')) return;
    const text = readFileSync(path.join(dist, file), 'utf8');
    for (const [, name] of text.matchAll(/(?:\bfrom|\bimport)\s*["'`]\.\/([^"'`]+\.js)["'`]/g))
      add(`assets/${name}`);
  };
  files.forEach(add);
  return found;
}

/** What the bundler loads together with a file that is imported on demand: it keeps one list in each importer. */
function dependenciesOf(name: string): string[] {
  for (const file of readdirSync(path.join(dist, 'assets')).filter((each) => each.endsWith('.js'))) {
    const text = readFileSync(path.join(dist, 'assets', file), 'utf8');
    const listed = /m\.f=\[([^\]]*)\]/.exec(text);
    const asked = text.split(new RegExp(`import\\([\`"']\\./${name.replace(/[.$]/g, '\\$&')}[\`"']\\)`))[1];
    const call = /__vite__mapDeps\(\[([\d,]*)\]/.exec(asked ?? '');
    if (!listed || !call) continue;
    const files = (listed[1] ?? '').split(',').map((each) => each.trim().replace(/^["'`]|["'`]$/g, ''));
    return (call[1] ?? '').split(',').flatMap((at) => files[Number(at)] ?? []);
  }
  throw new Error(`Nothing loads ${name} on demand`);
}
