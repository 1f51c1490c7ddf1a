import { Injectable } from '@nestjs/common';
import type { AddDeadline, DeadlineList, EditDeadline } from '@concordat/contracts';
import { checkDue, minusWallDays } from '@concordat/domain';
import { Audit } from '../../platform/audit/index.js';
import type { RequestContext } from '../../platform/authz/index.js';
import { type Transaction, WebDatabase } from '../../platform/database/index.js';
import { Refusal } from '../../platform/errors/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import { ReminderLedger } from '../reminder/ledger/index.js';
import { DeadlineRepository, type DeadlineRow } from './deadline.repository.js';

/** The planned moments of a proposal, as its people see and change them. */
@Injectable()
export class DeadlineService {
  constructor(
    private readonly db: WebDatabase,
    private readonly deadlines: DeadlineRepository,
    private readonly ledger: ReminderLedger,
    private readonly audit: Audit,
    private readonly outbox: Outbox,
  ) {}

  list(ctx: RequestContext, proposalId: string): Promise<DeadlineList> {
    return this.db.transaction(ctx, async (tx) => {
      const view = await this.view(ctx, tx, proposalId);
      ctx.require('deadline.read', { proposalId });
      return view;
    });
  }

  add(ctx: RequestContext, proposalId: string, wish: AddDeadline): Promise<DeadlineList> {
    return this.change(ctx, proposalId, 'deadline.add', async (tx) => {
      const cutOff = await this.deadlines.cutOff(tx, proposalId);
      const at = await this.moment(tx, new Date(wish.at), cutOff.at);
      const { title, ownerPersonId } = wish;
      await this.refuseStranger(tx, proposalId, ownerPersonId);
      await this.deadlines.insert(tx, {
        proposalId,
        kind: 'custom',
        title,
        at,
        zone: cutOff.zone,
        offsetDays: null,
        ownerPersonId,
      });
      return proposalId;
    });
  }

  edit(
    ctx: RequestContext,
    proposalId: string,
    deadlineId: string,
    edit: EditDeadline,
  ): Promise<DeadlineList> {
    return this.change(ctx, proposalId, 'deadline.edit', async (tx) => {
      const row = await this.editable(tx, proposalId, deadlineId, edit.version);
      await this.refuseStranger(tx, proposalId, edit.ownerPersonId);
      const cutOff = await this.deadlines.cutOff(tx, proposalId);
      const wished =
        edit.offsetDays === undefined
          ? new Date(edit.at ?? row.dueAt)
          : minusWallDays(cutOff.at, cutOff.zone, edit.offsetDays);
      await this.deadlines.move(tx, row, {
        at: await this.moment(tx, wished, cutOff.at),
        offsetDays: edit.offsetDays ?? null,
        ownerPersonId: edit.ownerPersonId,
        ...(edit.title !== undefined && row.kind === 'custom' && { title: edit.title }),
      });
      return deadlineId;
    });
  }

  /** `done_at` for a deadline that was met, `cancelled_at` for one that is no longer any use. */
  finish(
    ctx: RequestContext,
    proposalId: string,
    deadlineId: string,
    version: number,
    how: 'done_at' | 'cancelled_at',
  ): Promise<DeadlineList> {
    const action = how === 'done_at' ? 'deadline.complete' : 'deadline.cancel';
    return this.change(ctx, proposalId, action, async (tx) => {
      const row = await this.editable(tx, proposalId, deadlineId, version);
      await this.deadlines.finish(tx, row, how, await tx.clock());
      return deadlineId;
    });
  }

  private change(
    ctx: RequestContext,
    proposalId: string,
    action: string,
    work: (tx: Transaction) => Promise<string>,
  ): Promise<DeadlineList> {
    return this.db.transaction(ctx, async (tx) => {
      if (!ctx.can('deadline.read', { proposalId })) throw new Refusal('not_found');
      ctx.require('deadline.edit', { proposalId });
      const objectId = await work(tx);
      await this.ledger.reconcile(tx, proposalId);
      await this.audit.record(tx, ctx, { action, object: 'deadline', objectId, proposalId });
      await this.outbox.add(tx, { kind: 'deadline.changed', proposalId, id: objectId });
      return this.view(ctx, tx, proposalId);
    });
  }

  private async editable(
    tx: Transaction,
    proposalId: string,
    deadlineId: string,
    version: number,
  ): Promise<DeadlineRow> {
    const row = await this.deadlines.lock(tx, proposalId, deadlineId);
    if (row.doneAt !== null || row.cancelledAt !== null) throw new Refusal('deadline.closed');
    if (row.kind === 'cut_off') throw new Refusal('deadline.is_cut_off');
    if (row.kind === 'section' || row.kind === 'review_round')
      throw new Refusal('deadline.follows_its_thing');
    return { ...row, version };
  }

  /** Whoever owns a deadline is reminded of it: nobody of another proposal, and nobody can tell whether there is such a person. */
  private async refuseStranger(tx: Transaction, proposalId: string, personId: string | null): Promise<void> {
    if (personId !== null && !(await this.deadlines.isHere(tx, proposalId, personId)))
      throw new Refusal('deadline.owner_not_here');
  }

  private async moment(tx: Transaction, at: Date, cutOffAt: Date): Promise<Date> {
    const outcome = checkDue(at, cutOffAt, await tx.clock());
    if (!outcome.ok) throw new Refusal(outcome.reason);
    return outcome.value;
  }

  private async view(ctx: RequestContext, tx: Transaction, proposalId: string): Promise<DeadlineList> {
    const { at, zone, label } = await this.deadlines.cutOff(tx, proposalId);
    return {
      cutOff: { at: at.toISOString(), zone, label },
      deadlines: await this.deadlines.views(tx, proposalId),
      abilities: ctx.abilities(['deadline.edit'], { proposalId }),
    };
  }
}
