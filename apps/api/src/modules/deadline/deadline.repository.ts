import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { DeadlineView } from '@concordat/contracts';
import type { DeadlineKind, StandingDeadline } from '@concordat/domain';
import type { Transaction } from '../../platform/database/index.js';
import { Refusal } from '../../platform/errors/index.js';

/** A deadline as it is written. */
export interface NewDeadline {
  readonly proposalId: string;
  readonly kind: DeadlineKind;
  readonly title: string;
  readonly at: Date;
  readonly zone: string;
  readonly offsetDays: number | null;
  readonly ownerPersonId?: string | null;
  readonly sectionId?: string | null;
  readonly roundId?: string | null;
  readonly source?: string;
}

export interface DeadlineRow extends StandingDeadline {
  readonly proposalId: string;
  readonly title: string;
  readonly zone: string;
  readonly version: number;
  readonly cancelledAt: Date | null;
}

const standing = `d.id as "deadlineId", d.proposal_id as "proposalId", d.kind, d.title, d.at as "dueAt", d.zone,
  d.offset_days as "daysBefore", d.revision, d.done_at as "doneAt", d.cancelled_at as "cancelledAt", d.version`;

/** The only place that reads and writes deadlines. Runs as the web or as the worker. */
@Injectable()
export class DeadlineRepository {
  async cutOff(
    tx: Transaction,
    proposalId: string,
  ): Promise<{ at: Date; zone: string; label: string | null }> {
    const [row] = await tx.query<{ at: Date; zone: string; label: string | null }>(
      'select c.at, c.zone, c.label from proposal p join cut_off c on c.id = p.cut_off_id where p.id = $1',
      [proposalId],
    );
    if (!row) throw new Refusal('not_found');
    return row;
  }

  /** Whether the person takes part in the proposal now. */
  async isHere(tx: Transaction, proposalId: string, personId: string): Promise<boolean> {
    const here = 'select 1 from membership where proposal_id = $1 and person_id = $2 and ended_at is null';
    return (await tx.query(here, [proposalId, personId])).length > 0;
  }

  views(tx: Transaction, proposalId: string): Promise<DeadlineView[]> {
    return tx.query<DeadlineView>(
      `select d.id, d.kind, d.title, d.offset_days as "offsetDays", d.section_id as "sectionId",
         d.round_id as "roundId", d.source, d.version,
         jsonb_build_object('at', app.instant_text(d.at), 'zone', d.zone, 'label', null) as moment,
         case when d.cancelled_at is not null then 'cancelled' when d.done_at is not null then 'done'
              when d.at < clock_timestamp() then 'late' else 'planned' end as standing,
         app.person_brief(d.owner_person_id, d.proposal_id) as owner,
         app.instant_text(d.done_at) as "doneAt", app.instant_text(d.created_at) as "createdAt"
       from deadline d where d.proposal_id = $1 order by d.at, d.kind`,
      [proposalId],
    );
  }

  /** The open deadlines of proposals, locked in the order of the proposals. */
  open(tx: Transaction, ...proposalIds: readonly string[]): Promise<DeadlineRow[]> {
    return tx.query<DeadlineRow>(
      `select ${standing} from deadline d where d.proposal_id = any($1::uuid[]) and d.cancelled_at is null
       order by d.proposal_id, d.at for update`,
      [proposalIds],
    );
  }

  async lock(tx: Transaction, proposalId: string, deadlineId: string): Promise<DeadlineRow> {
    const [row] = await tx.query<DeadlineRow>(
      `select ${standing} from deadline d where d.proposal_id = $1 and d.id = $2 for update`,
      [proposalId, deadlineId],
    );
    if (!row) throw new Refusal('not_found');
    return row;
  }

  async insert(tx: Transaction, deadline: NewDeadline): Promise<void> {
    await tx.query(
      `insert into deadline (id, proposal_id, kind, title, at, zone, offset_days, owner_person_id, section_id,
         round_id, source) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        randomUUID(),
        deadline.proposalId,
        deadline.kind,
        deadline.title,
        deadline.at,
        deadline.zone,
        deadline.offsetDays,
        deadline.ownerPersonId ?? null,
        deadline.sectionId ?? null,
        deadline.roundId ?? null,
        deadline.source ?? '',
      ],
    );
  }

  /** Moves deadlines to their next revision, to which new reminders belong. */
  async moveAll(
    tx: Transaction,
    moves: readonly { readonly row: DeadlineRow; readonly to: Date }[],
  ): Promise<void> {
    if (moves.length === 0) return;
    const moved = await tx.execute(
      `update deadline d set at = m.at, revision = d.revision + 1, version = d.version + 1
         from unnest($1::uuid[], $2::int[], $3::timestamptz[]) as m(id, version, at)
        where d.id = m.id and d.version = m.version`,
      [
        moves.map(({ row }) => row.deadlineId),
        moves.map(({ row }) => row.version),
        moves.map(({ to }) => to),
      ],
    );
    if (moved !== moves.length) throw new Refusal('changed.meanwhile');
  }

  /** Moves a deadline to its next revision; title and owner stay where none is given. */
  async move(
    tx: Transaction,
    row: DeadlineRow,
    to: { at: Date; offsetDays: number | null; title?: string; ownerPersonId?: string | null },
  ): Promise<void> {
    await this.changed(
      tx,
      `update deadline set at = $3, offset_days = $4, title = coalesce($5, title),
         owner_person_id = case when $7 then $6::uuid else owner_person_id end,
         revision = revision + 1, version = version + 1 where id = $1 and version = $2 returning id`,
      [
        row.deadlineId,
        row.version,
        to.at,
        to.offsetDays,
        to.title ?? null,
        to.ownerPersonId ?? null,
        to.ownerPersonId !== undefined,
      ],
    );
  }

  async finish(tx: Transaction, row: DeadlineRow, how: 'done_at' | 'cancelled_at', at: Date): Promise<void> {
    await this.changed(
      tx,
      `update deadline set ${how} = $3, version = version + 1 where id = $1 and version = $2 returning id`,
      [row.deadlineId, row.version, at],
    );
  }

  /** The open deadline that follows a section's due moment or a review round. */
  async following(
    tx: Transaction,
    thing: 'section_id' | 'round_id',
    id: string,
  ): Promise<DeadlineRow | undefined> {
    const [row] = await tx.query<DeadlineRow>(
      `select ${standing} from deadline d where d.${thing} = $1 and d.done_at is null and d.cancelled_at is null
       order by d.created_at desc limit 1 for update`,
      [id],
    );
    return row;
  }

  /** Proposals that aim at a cut-off and are still being worked on, locked in the order of their ids. */
  async proposalsOf(tx: Transaction, cutOffId: string): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(
      `select id from proposal where cut_off_id = $1 and origin <> 'historical'
         and state in ('drafting', 'internal_review', 'frozen', 'submitted') order by id`,
      [cutOffId],
    );
    return rows.map(({ id }) => id);
  }

  private async changed(tx: Transaction, sql: string, params: readonly unknown[]): Promise<void> {
    if ((await tx.query(sql, params)).length !== 1) throw new Refusal('changed.meanwhile');
  }
}
