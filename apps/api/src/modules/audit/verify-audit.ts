import { createHash } from 'node:crypto';
import { AuditExportLine, refusalText } from '@concordat/contracts';
import { type ChainEnd, chainStart, followChain } from '@concordat/domain';
import { auditColumns, auditFileMark } from './audit-export.js';

/** What an exported record proves, in sentences fit for a terminal. `problems` is empty when it is whole. */
export interface AuditVerification {
  readonly problems: readonly string[];
  readonly findings: readonly string[];
}

interface ExportedRecord {
  readonly proposalId: string | null;
  readonly events: readonly AuditExportLine[];
  /** What the file says of its own end; null in a table, which cannot say it. */
  readonly end: ChainEnd | null;
  /** Why reading stopped before the end. */
  readonly unreadable: string | null;
}

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/**
 * Verifies an exported record (lines of JSON or a table) without the installation that wrote it: no act is missing,
 * none was changed, and each follows from the one before it. `earlier` is an older export of the same record: what it
 * held must stand in the new one unchanged, so that a history rewritten as a whole is found as well.
 */
export function verifyAudit(content: string, earlier: string | null): AuditVerification {
  const record = read(content);
  if (record === null) return { problems: ['This is not an exported record, or it is empty.'], findings: [] };
  const { end, problem } = follow(record);
  const problems = [problem, record.unreadable, endProblem(record, end)].filter((each) => each !== null);
  const findings = [
    record.proposalId === null ? 'Record of the installation.' : `Record of proposal ${record.proposalId}.`,
    `${end.number} acts fit, the last with SHA-256 ${end.sha256}.`,
  ];
  if (earlier === null) {
    findings.push(
      'A record rewritten as a whole is found by comparing with an earlier export: name it second.',
    );
    return { problems, findings };
  }
  const older = read(earlier);
  const last = older?.events.at(-1);
  if (!older || !last || follow(older).problem !== null)
    problems.push('The earlier export is not whole itself, so it proves nothing about this one.');
  else if (last.number > record.events.length)
    problems.push(
      `The earlier export holds ${last.number} acts and this one ${record.events.length}: acts were cut off, or the files were named in the wrong order.`,
    );
  else if (record.events[last.number - 1]?.sha256 !== last.sha256)
    problems.push(`Act ${last.number} of the earlier export is not in this one: history was rewritten.`);
  else findings.push(`All ${last.number} acts of the earlier export stand in this one unchanged.`);
  return { problems, findings };
}

function follow({ proposalId, events }: ExportedRecord): { end: ChainEnd; problem: string | null } {
  let end = chainStart;
  for (const event of events) {
    const step = followChain(proposalId, end, event, sha256);
    if (!step.ok) return { end, problem: `Act ${event.number}: ${refusalText(step.reason).message}` };
    end = step.value;
  }
  return { end, problem: null };
}

function endProblem({ end: said, events }: ExportedRecord, found: ChainEnd): string | null {
  // A broken chain has said so already.
  if (said === null || found.number < events.length) return null;
  if (said.number === found.number && said.sha256 === found.sha256) return null;
  return `The file says that it ends with act ${said.number}, but it holds ${found.number}: acts were cut off.`;
}

function read(content: string): ExportedRecord | null {
  return content.startsWith('{') ? readLines(content) : readTable(content);
}

function readLines(content: string): ExportedRecord | null {
  const lines = content.split('\n').filter((line) => line !== '');
  const head = parse(lines[0]);
  if (head?.['file'] !== auditFileMark) return null;
  const proposalId = typeof head['proposalId'] === 'string' ? head['proposalId'] : null;
  const events: AuditExportLine[] = [];
  for (const line of lines.slice(1)) {
    const value = parse(line);
    const event = AuditExportLine.safeParse(value);
    if (event.success) events.push(event.data);
    else if (typeof value?.['end'] === 'number' && typeof value['sha256'] === 'string')
      return {
        proposalId,
        events,
        end: { number: value['end'], sha256: value['sha256'] },
        unreadable: line === lines.at(-1) ? null : 'Something stands after the end of the record.',
      };
    else return { proposalId, events, end: null, unreadable: unreadableAfter(events) };
  }
  return { proposalId, events, end: null, unreadable: 'The end of the file is missing: it was cut off.' };
}

function readTable(content: string): ExportedRecord | null {
  const [head, ...rows] = cellsOf(content);
  if (head?.join() !== auditColumns.join()) return null;
  const events: AuditExportLine[] = [];
  for (const row of rows) {
    const event = eventOf(Object.fromEntries(auditColumns.map((column, at) => [column, row[at] ?? ''])));
    if (event === null)
      return {
        proposalId: events[0]?.proposalId ?? null,
        events,
        end: null,
        unreadable: unreadableAfter(events),
      };
    events.push(event);
  }
  if (events.length === 0) return null;
  return { proposalId: events[0]?.proposalId ?? null, events, end: null, unreadable: null };
}

const unreadableAfter = (events: readonly unknown[]): string =>
  `What follows act ${events.length} cannot be read: the file was changed.`;

function eventOf(row: Record<string, string>): AuditExportLine | null {
  const orNull = (text: string | undefined): string | null =>
    text === '' || text === undefined ? null : text;
  const event = AuditExportLine.safeParse({
    ...row,
    number: Number(row['number']),
    version: Number(row['version']),
    personId: orNull(row['personId']),
    personName: orNull(row['personName']),
    proposalId: orNull(row['proposalId']),
    requestId: orNull(row['requestId']),
    before: row['before'] === '' ? null : parseAny(row['before']),
    after: row['after'] === '' ? null : parseAny(row['after']),
  });
  return event.success ? event.data : null;
}

/** The rows of a table as RFC 4180 writes it. */
function cellsOf(content: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain, stop] of content.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    row.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'));
    if (stop === ',') continue;
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
  }
  return rows;
}

const parse = (line: string | undefined): Record<string, unknown> | null => {
  const value = parseAny(line);
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
};

function parseAny(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    // Not JSON: the caller says so in words.
    return undefined;
  }
}
