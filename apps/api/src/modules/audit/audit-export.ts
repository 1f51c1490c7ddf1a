import type { AuditExportLine } from '@concordat/contracts';
import { chainStart } from '@concordat/domain';

/** The columns of the table, in order. */
export const auditColumns = [
  'number',
  'at',
  'personName',
  'action',
  'objectKind',
  'objectId',
  'before',
  'after',
  'personId',
  'proposalId',
  'requestId',
  'version',
  'previous',
  'sha256',
] as const satisfies readonly (keyof AuditExportLine)[];

/** What the first line of a file says, and how its last line begins. */
export const auditFileMark = 'concordat-audit-export';

type Pages = AsyncIterable<readonly AuditExportLine[]>;

/** How a record becomes a file: `jsonl` for programs, `csv` for tables. Both hold all that every hash was made of. */
export const auditFormats = {
  jsonl: { name: 'jsonl', type: 'application/x-ndjson', write: writeLines },
  csv: { name: 'csv', type: 'text/csv; charset=utf-8', write: writeTable },
} as const;
export type AuditFormat = keyof typeof auditFormats;

/** A head that says whose record it is, a line for each act, and an end, without which the file was cut off. */
async function* writeLines(proposalId: string | null, pages: Pages): AsyncGenerator<string> {
  yield `${JSON.stringify({ file: auditFileMark, version: 1, proposalId })}\n`;
  let end = chainStart;
  for await (const events of pages) {
    yield events.map((event) => `${JSON.stringify(event)}\n`).join('');
    end = events.at(-1) ?? end;
  }
  yield `${JSON.stringify({ end: end.number, sha256: end.sha256 })}\n`;
}

async function* writeTable(_proposalId: string | null, pages: Pages): AsyncGenerator<string> {
  yield `${auditColumns.join(',')}\r\n`;
  for await (const events of pages)
    yield events
      .map((event) => `${auditColumns.map((column) => cell(textOf(event[column]))).join(',')}\r\n`)
      .join('');
}

const textOf = (value: unknown): string => {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};

/** A cell that a spreadsheet would take for a formula is written as text: nobody's name runs on a reader's machine. */
export function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
