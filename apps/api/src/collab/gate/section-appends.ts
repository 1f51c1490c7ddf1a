import { LIVE_CHANNEL } from '../../platform/realtime/index.js';
import type { ClosedSection } from './gate.types.js';
import { isCleanFailure, type LogConnections } from './log-connections.js';
import type { NewLogRow } from './section-log.js';

/** What app.append_updates answers: see migration 0020. */
export type AppendOutcome =
  'stored' | 'moved' | 'rights' | 'stale' | Exclude<ClosedSection, 'cut_off.passed'>;

/** The rows of one section, which follow each other without a gap. */
export interface SectionAppend {
  readonly sectionId: string;
  readonly epoch: number;
  readonly rows: readonly NewLogRow[];
  /** For each row the mark of the facts on which its author was let in; null where none is to be compared. */
  readonly marks: readonly (string | null)[];
}

/** What became of one section's rows, and on whose account. */
export interface AppendAnswer {
  readonly outcome: AppendOutcome;
  readonly who: string;
}

interface Waiting {
  readonly append: SectionAppend;
  readonly answer: (answer: AppendAnswer | Promise<AppendAnswer>) => void;
  readonly fail: (error: unknown) => void;
}

/** Sections that share a commit; more than write at once in an installation of its size. */
const mostTogether = 64;

const appendOne =
  'select outcome, who from app.append_updates($1, $2, $3::bigint, $4, $5, $6::bytea[], $7::bytea[], $8, $9, $10, $11)';
const appendTogether =
  'select outcome, who from app.append_together($1, $2, $3::bigint[], $4, $5, $6, $7::bytea[], $8::bytea[], $9, $10, $11, $12)';

/**
 * Stores what sections have gathered: one statement at a time, which is one transaction and holds the rows of every
 * section that came while the last one was under way. With two hundred writers that is half
 * as many commits, fewer on a slow disk, and nobody waits for more than the one before theirs.
 *
 * Sections stay strangers to each other: each is refused or stored for itself. One whose row is locked (frozen in
 * this moment) or fails is left out and stored by a statement of its own, so that nobody waits for it.
 */
export class SectionAppends {
  private waiting: Waiting[] = [];
  private isUnderWay = false;

  /**
   * @param lane where sections are stored together. A connection that does nothing else has its plans made and waits for
   *   nobody: behind counts and snapshots, or with plans to make first, a statement takes ten times as long
   */
  constructor(
    private readonly connections: Pick<LogConnections, 'use'>,
    private readonly lane = connections,
  ) {}

  /** Stores and commits the rows, or answers why not. Rejects if the store fails. */
  append(append: SectionAppend): Promise<AppendAnswer> {
    return new Promise((answer, fail) => {
      this.waiting.push({ append, answer, fail });
      if (!this.isUnderWay) void this.takeTurns();
    });
  }

  private async takeTurns(): Promise<void> {
    this.isUnderWay = true;
    while (this.waiting.length > 0) await this.takeTurn(this.waiting.splice(0, mostTogether));
    this.isUnderWay = false;
  }

  private async takeTurn(waiting: readonly Waiting[]): Promise<void> {
    try {
      const answers = await this.together(waiting.map(({ append }) => append));
      for (const [at, { append, answer }] of waiting.entries()) answer(answers[at] ?? this.alone(append));
    } catch (error) {
      for (const { append, answer, fail } of waiting) {
        // Rolled back for sure: what failed was somebody else's, or will fail again and say so.
        if (waiting.length > 1 && isCleanFailure(error)) answer(this.alone(append));
        else fail(error);
      }
    }
  }

  /** An answer for each section, in their order; null for those that are to be stored alone. */
  private async together(appends: readonly SectionAppend[]): Promise<readonly (AppendAnswer | null)[]> {
    const rows = appends.flatMap((append) => append.rows);
    const values = [
      appends.map(({ sectionId }) => sectionId),
      appends.map(({ epoch }) => epoch),
      appends.map((append) => append.rows[0]?.seq),
      appends.map((append) => append.rows.length),
      ...columnsOf(
        rows,
        appends.flatMap(({ marks }) => marks),
      ),
    ];
    const answers = await this.ask<AppendAnswer | { outcome: 'alone' }>(
      this.lane,
      'append-together',
      appendTogether,
      values,
    );
    return answers.map((answer) => (answer.outcome === 'alone' ? null : answer));
  }

  private async alone({ sectionId, epoch, rows, marks }: SectionAppend): Promise<AppendAnswer> {
    const values = [sectionId, epoch, rows[0]?.seq, ...columnsOf(rows, marks)];
    const [answer] = await this.ask<AppendAnswer>(this.connections, 'append', appendOne, values);
    if (!answer) throw new Error('The append gave no answer');
    return answer;
  }

  private async ask<T extends object>(
    connections: Pick<LogConnections, 'use'>,
    name: string,
    text: string,
    values: unknown[],
  ): Promise<T[]> {
    return (await connections.use((client) => client.query<T>({ name, text, values }))).rows;
  }
}

/** People, devices, hashes, contents, marks, and the client ids that rows are the first to use with the row's place. */
function columnsOf(rows: readonly NewLogRow[], marks: readonly (string | null)[]): unknown[] {
  const bound = rows.flatMap(({ newClientIds }, at) => newClientIds.map((clientId) => [at + 1, clientId]));
  return [
    rows.map(({ personId }) => personId),
    rows.map(({ deviceId }) => deviceId),
    rows.map(({ sha256 }) => sha256),
    rows.map(({ bytes }) => bytes),
    marks,
    bound.map(([at]) => at),
    bound.map(([, clientId]) => clientId),
    LIVE_CHANNEL,
  ];
}
