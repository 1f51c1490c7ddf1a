import { execFileSync } from 'node:child_process';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { arch, cpus, release, totalmem, type } from 'node:os';
import path from 'node:path';

export type Cell = string | number;

/** One section of a document of figures. */
export interface Figures {
  readonly document: 'benchmarks' | 'assurance';
  /** Names the section's place in the document, in kebab-case; the same name rewrites the same place. */
  readonly section: string;
  readonly title: string;
  /** What was done, how often and against what, in a sentence or two. */
  readonly how: string;
  /** One row a line of the table; the first row's keys are the columns. Write units into the keys. */
  readonly rows: readonly Readonly<Record<string, Cell>>[];
  readonly seed?: number;
}

const checkout = path.resolve(import.meta.dirname, '../../..');

/** Whether this is a run by `npm run bench:*`, at full size, whose figures are kept. */
export const isBenchmark = process.env['BENCH'] !== undefined;

/**
 * Writes one section of `docs/benchmarks.md` or `docs/assurance.md`, with date, commit, machine and seed, and says it
 * on standard output. Everything outside the section's markers stays as it is. In `npm test`, which runs the same code
 * at a small size, nothing is written: such figures mean nothing.
 */
export function recordFigures(figures: Figures): void {
  if (!isBenchmark) return;
  const text = sectionText(figures, circumstances(figures.seed));
  const file = path.join(checkout, 'docs', `${figures.document}.md`);
  writeFileSync(`${file}.new`, withSection(readFileSync(file, 'utf8'), figures.section, text));
  renameSync(`${file}.new`, file);
  console.log(text);
}

/** The document with the section in its place, or at the end if it has none yet. */
export function withSection(document: string, section: string, text: string): string {
  const [from, to] = [`<!-- figures: ${section} -->`, `<!-- /figures: ${section} -->`];
  const block = `${from}\n\n${text}\n\n${to}`;
  const start = document.indexOf(from);
  const end = document.indexOf(to);
  return start >= 0 && end > start
    ? document.slice(0, start) + block + document.slice(end + to.length)
    : `${document.trimEnd()}\n\n${block}\n`;
}

export function sectionText({ title, how, rows }: Figures, measured: string): string {
  return [`## ${title}`, how, table(rows), measured].join('\n\n');
}

/** A Markdown table laid out as Prettier lays it out. */
function table(rows: Figures['rows']): string {
  const columns = Object.keys(rows[0] ?? {});
  const cells = rows.map((row) => columns.map((column) => String(row[column] ?? '').replaceAll('|', '\\|')));
  const widths = columns.map((column, at) =>
    Math.max(3, column.length, ...cells.map((row) => row[at]?.length ?? 0)),
  );
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  return [line(columns), line(widths.map((width) => '-'.repeat(width))), ...cells.map(line)].join('\n');
}

function circumstances(seed: number | undefined): string {
  const memory = Math.round(totalmem() / 2 ** 30);
  const processors = cpus();
  const machine = `${processors.length} x ${processors[0]?.model.trim() || arch()}, ${memory} GB, ${type()} ${release()}`;
  const parts = [new Date().toISOString().slice(0, 16).replace('T', ' ') + ' UTC', `commit ${commit()}`];
  if (seed !== undefined) parts.push(`seed ${seed}`);
  return `Measured ${parts.join(', ')}, on ${machine}, Node ${process.versions.node}.`;
}

/** The commit that was measured; says so if the checkout had changes beside the documents of figures. */
function commit(): string {
  try {
    const git = (...args: string[]): string =>
      execFileSync('git', args, { cwd: checkout, encoding: 'utf8' }).trim();
    const changed = git('status', '--porcelain', '--', '.', ':!docs/benchmarks.md', ':!docs/assurance.md');
    return `${git('rev-parse', '--short', 'HEAD')}${changed === '' ? '' : ' with uncommitted changes'}`;
  } catch {
    return 'unknown';
  }
}
