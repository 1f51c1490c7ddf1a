import { Injectable } from '@nestjs/common';
import type {
  FollowedDeadlines,
  ReminderConsole,
  ReminderDetail,
  ReminderFilter,
} from '@concordat/contracts';
import { takeReminderStep } from '@concordat/domain';
import { Audit } from '../../platform/audit/index.js';
import type { RequestContext } from '../../platform/authz/index.js';
import { type Transaction, WorkerDatabase } from '../../platform/database/index.js';
import { Refusal } from '../../platform/errors/index.js';
import { AlarmRepository } from '../../platform/observability/alarms/index.js';
import { ConsoleRepository, type LedgerRow } from './console.repository.js';
import { MailServer } from './mail-server.js';
import { ReminderQueue } from './reminder-queue.js';

/** The admin's view of every reminder: who, when, what happened. It reads as the worker, who can open no text. */
@Injectable()
export class ConsoleService {
  constructor(
    private readonly db: WorkerDatabase,
    private readonly ledger: ConsoleRepository,
    private readonly queue: ReminderQueue,
    private readonly alarms: AlarmRepository,
    private readonly server: MailServer,
    private readonly audit: Audit,
  ) {}

  async read(ctx: RequestContext, filter: ReminderFilter): Promise<ReminderConsole> {
    ctx.require('reminder.read_all', {});
    const { waiting, running, failed } = await this.queue.counts();
    return this.db.transaction(async (tx) => {
      const { rows, total, next } = await this.ledger.page(tx, filter);
      return {
        figures: await this.ledger.figures(tx),
        queue: {
          delivery: this.server.isConfigured ? 'smtp' : 'mailbox',
          ...(await this.ledger.backlog(tx)),
          waiting,
          running,
          failedJobs: failed,
        },
        alarms: await this.alarms.standing(tx),
        proposals: await this.ledger.proposals(tx),
        total,
        reminders: rows.map((row) => {
          const { text: _text, messageId: _messageId, ...brief } = present(ctx, row);
          return brief;
        }),
        next,
      };
    });
  }

  one(ctx: RequestContext, id: string): Promise<ReminderDetail> {
    ctx.require('reminder.read_all', {});
    return this.db.transaction(async (tx) => {
      const row = await this.ledger.load(tx, id);
      if (row.text !== null) await this.recordRead(ctx, tx, row);
      return present(ctx, row);
    });
  }

  body(ctx: RequestContext, id: string): Promise<string> {
    ctx.require('reminder.read_all', {});
    return this.db.transaction(async (tx) => {
      await this.recordRead(ctx, tx, await this.ledger.load(tx, id));
      return this.ledger.html(tx, id);
    });
  }

  sendNow(ctx: RequestContext, id: string): Promise<ReminderDetail> {
    ctx.require('reminder.send_now', {});
    return this.release(ctx, id, 'sendNow');
  }

  retry(ctx: RequestContext, id: string): Promise<ReminderDetail> {
    ctx.require('reminder.retry', {});
    return this.release(ctx, id, 'retry');
  }

  deadlines(ctx: RequestContext, proposalId: string | undefined): Promise<FollowedDeadlines> {
    ctx.require('reminder.read_all', {});
    return this.db.transaction(async (tx) => ({
      deadlines: await this.ledger.deadlines(tx, proposalId ?? null),
    }));
  }

  /** A mail of others is read to see what was sent: those whom it concerns are told that it was. */
  private recordRead(ctx: RequestContext, tx: Transaction, { id, proposal }: LedgerRow): Promise<void> {
    const read = {
      what: 'mail',
      object: 'reminder',
      objectId: id,
      proposalId: proposal?.id ?? null,
    } as const;
    return this.audit.recordRead(tx, ctx, read);
  }

  private release(ctx: RequestContext, id: string, step: 'sendNow' | 'retry'): Promise<ReminderDetail> {
    return this.db.transaction(async (tx) => {
      const { state, proposal } = await this.ledger.load(tx, id);
      const outcome = takeReminderStep(step, state);
      if (!outcome.ok) throw new Refusal(outcome.reason);
      if (!(await this.ledger.release(tx, id, [state]))) throw new Refusal('changed.meanwhile');
      await this.recordRelease(ctx, tx, id, step, proposal?.id ?? null);
      await this.queue.lookAfterCommit(tx);
      return present(ctx, await this.ledger.load(tx, id));
    });
  }

  private recordRelease(
    ctx: RequestContext,
    tx: Transaction,
    id: string,
    step: 'sendNow' | 'retry',
    proposalId: string | null,
  ): Promise<void> {
    const action = step === 'sendNow' ? 'reminder.send_now' : 'reminder.retry';
    return this.audit.record(tx, ctx, { action, object: 'reminder', objectId: id, proposalId });
  }
}

function present(ctx: RequestContext, row: LedgerRow): ReminderDetail {
  const may = ctx.abilities(['reminder.send_now', 'reminder.retry'], {});
  return {
    ...row,
    abilities: {
      'reminder.send_now': may['reminder.send_now'] && row.state === 'planned',
      'reminder.retry': may['reminder.retry'] && row.state === 'failed',
    },
  };
}
