import { Injectable } from '@nestjs/common';
import { type DeadlineKind, planTimetable, type Replan, replanDeadlines } from '@concordat/domain';
import type { Transaction } from '../../platform/database/index.js';
import { Refusal } from '../../platform/errors/index.js';
import { ReminderLedger } from '../reminder/ledger/index.js';
import { DeadlineRepository, type DeadlineRow } from './deadline.repository.js';

/** What a move of a cut-off does, as counts that say nothing about anybody's proposal. */
export interface MovePreview {
  readonly proposals: number;
  readonly deadlinesThatMove: number;
  readonly deadlinesAlreadyPast: number;
  readonly deadlinesObsolete: number;
  readonly remindersPlanned: number;
}

/** What a move does to one proposal. */
interface PlannedProposal {
  readonly proposalId: string;
  readonly plan: Replan;
  readonly rows: readonly DeadlineRow[];
}

const titles: Partial<Record<string, string>> = {
  full_draft: 'Full draft',
  states_review: 'States’ review',
  sign_off: 'Sign-off by every state',
  freeze: 'Freeze',
  submit: 'Submit a complete version',
  cut_off: 'Cut-off',
};

const adviceSource = 'Working timetable planned back from the cut-off; the coordinator may change it.';

/** Keeps the planned moments of proposals in step with what they follow from. Every method runs in the caller's transaction. */
@Injectable()
export class DeadlinePlanner {
  constructor(
    private readonly deadlines: DeadlineRepository,
    private readonly ledger: ReminderLedger,
  ) {}

  /** Lays down the timetable of a new proposal. What has gone by already is not planned, except the cut-off. */
  async planProposal(tx: Transaction, proposalId: string): Promise<void> {
    const { at, zone } = await this.deadlines.cutOff(tx, proposalId);
    for (const step of planTimetable(at, zone, await tx.clock())) {
      if (step.alreadyPast && step.kind !== 'cut_off') continue;
      await this.deadlines.insert(tx, {
        proposalId,
        kind: step.kind,
        title: titles[step.kind] ?? '',
        at: step.dueAt,
        zone,
        offsetDays: step.daysBefore,
        source: step.kind === 'cut_off' ? '' : adviceSource,
      });
    }
    await this.ledger.reconcile(tx, proposalId);
  }

  /** Follows the due moment of a section: new, moved, or taken away. */
  async planSection(tx: Transaction, sectionId: string): Promise<void> {
    const [section] = await tx.query<{
      proposalId: string;
      title: string;
      at: Date | null;
      zone: string | null;
    }>(
      `select proposal_id as "proposalId", number || ' ' || title as title, due_at as at, due_zone as zone
       from section where id = $1`,
      [sectionId],
    );
    if (!section) throw new Refusal('not_found');
    const thing = { kind: 'section', column: 'section_id', id: sectionId } as const;
    await this.follow(tx, thing, section.proposalId, section.title, section.at, section.zone ?? 'UTC');
  }

  /** Follows the due moment of a review round; a closed round's deadline is done. */
  async planRound(tx: Transaction, roundId: string): Promise<void> {
    const [round] = await tx.query<{
      proposalId: string;
      title: string;
      at: Date;
      zone: string;
      open: boolean;
    }>(
      `select r.proposal_id as "proposalId", s.number || ' ' || s.title as title, r.due_at as at, r.due_zone as zone,
         r.state in ('open', 'changes_requested') as open
       from review_round r join section s on s.id = r.section_id where r.id = $1`,
      [roundId],
    );
    if (!round) throw new Refusal('not_found');
    const thing = { kind: 'review_round', column: 'round_id', id: roundId } as const;
    if (round.open) await this.follow(tx, thing, round.proposalId, round.title, round.at, round.zone);
    else await this.completeFor(tx, 'round_id', roundId);
  }

  /** Says that the deadline that follows a section or a round is met. */
  async completeFor(tx: Transaction, thing: 'section_id' | 'round_id', id: string): Promise<void> {
    const row = await this.deadlines.following(tx, thing, id);
    if (!row) return;
    await this.deadlines.finish(tx, row, 'done_at', await tx.clock());
    await this.ledger.reconcile(tx, row.proposalId);
  }

  /** Says that steps of the timetable are met. */
  async completeKinds(tx: Transaction, proposalId: string, kinds: readonly DeadlineKind[]): Promise<void> {
    for (const row of await this.deadlines.open(tx, proposalId))
      if (row.doneAt === null && kinds.includes(row.kind))
        await this.deadlines.finish(tx, row, 'done_at', await tx.clock());
    await this.ledger.reconcile(tx, proposalId);
  }

  /** What would move if the cut-off moved. Runs as the worker, who sees all proposals and no text. */
  async previewMove(
    tx: Transaction,
    cutOffId: string,
    to: { readonly at: Date; readonly zone: string },
  ): Promise<MovePreview> {
    const plans = await this.plans(tx, cutOffId, to);
    const moves = plans.flatMap(({ plan }) => plan.moves);
    return {
      proposals: plans.length,
      deadlinesThatMove: moves.length,
      deadlinesAlreadyPast: moves.filter(({ alreadyPast }) => alreadyPast).length,
      deadlinesObsolete: plans.flatMap(({ plan }) => plan.obsolete).length,
      remindersPlanned: await this.ledger.countPlanned(
        tx,
        plans.map(({ proposalId }) => proposalId),
      ),
    };
  }

  /**
   * Plans everything anew after `cut_off.at` was moved in this same transaction: deadlines, their reminders, and one
   * notice to everybody concerned. Gives the proposals concerned.
   */
  async replanCutOff(tx: Transaction, cutOffId: string): Promise<readonly string[]> {
    const [cutOff] = await tx.query<{ at: Date; zone: string; revision: number }>(
      'select at, zone, revision from cut_off where id = $1',
      [cutOffId],
    );
    if (!cutOff) throw new Refusal('not_found');
    const plans = await this.plans(tx, cutOffId, cutOff);
    const proposalIds = plans.map(({ proposalId }) => proposalId);
    await this.apply(tx, plans);
    const participants = await this.ledger.reconcileAll(tx, proposalIds);
    await this.ledger.notifyParticipants(
      tx,
      { aboutKind: 'cut_off', aboutId: cutOffId, aboutRevision: cutOff.revision, kind: 'cut_off_moved' },
      participants,
    );
    return proposalIds;
  }

  private async plans(
    tx: Transaction,
    cutOffId: string,
    to: { readonly at: Date; readonly zone: string },
  ): Promise<PlannedProposal[]> {
    const now = await tx.clock();
    const proposalIds = await this.deadlines.proposalsOf(tx, cutOffId);
    const rowsOf = new Map<string, DeadlineRow[]>(proposalIds.map((proposalId) => [proposalId, []]));
    for (const row of await this.deadlines.open(tx, ...proposalIds)) rowsOf.get(row.proposalId)?.push(row);
    return [...rowsOf].map(([proposalId, rows]) => ({
      proposalId,
      rows,
      plan: replanDeadlines(rows, to.at, to.zone, now),
    }));
  }

  private async apply(tx: Transaction, plans: readonly PlannedProposal[]): Promise<void> {
    const byId = new Map(plans.flatMap(({ rows }) => rows).map((row) => [row.deadlineId, row]));
    const moves = plans.flatMap(({ plan }) => plan.moves);
    await this.deadlines.moveAll(
      tx,
      moves.flatMap(({ deadlineId, to }) => {
        const row = byId.get(deadlineId);
        return row ? [{ row, to }] : [];
      }),
    );
    for (const deadlineId of plans.flatMap(({ plan }) => plan.obsolete)) {
      const row = byId.get(deadlineId);
      if (row) await this.deadlines.finish(tx, row, 'cancelled_at', await tx.clock());
    }
  }

  private async follow(
    tx: Transaction,
    { kind, column, id }: { kind: 'section' | 'review_round'; column: 'section_id' | 'round_id'; id: string },
    proposalId: string,
    title: string,
    at: Date | null,
    zone: string,
  ): Promise<void> {
    const row = await this.deadlines.following(tx, column, id);
    if (row && at === null) await this.deadlines.finish(tx, row, 'cancelled_at', await tx.clock());
    else if (row && at !== null && row.dueAt.getTime() !== at.getTime())
      await this.deadlines.move(tx, row, { at, offsetDays: null });
    else if (!row && at !== null) {
      const followed = column === 'section_id' ? { sectionId: id } : { roundId: id };
      await this.deadlines.insert(tx, { proposalId, kind, title, at, zone, offsetDays: null, ...followed });
    }
    await this.ledger.reconcile(tx, proposalId);
  }
}
