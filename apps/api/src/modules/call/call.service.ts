import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type {
  CallList,
  CallView,
  CutOffWish,
  EditCall,
  MakeCall,
  MoveCutOff,
  MovePreviewView,
  TemplateList,
} from '@concordat/contracts';
import { moveCutOff, zonedInstant } from '@concordat/domain';
import { callTemplates } from '@concordat/templates';
import { Audit } from '../../platform/audit/index.js';
import type { RequestContext } from '../../platform/authz/index.js';
import { type Transaction, WebDatabase, WorkerDatabase } from '../../platform/database/index.js';
import { Refusal } from '../../platform/errors/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import { LiveUpdates } from '../../platform/realtime/index.js';
import { DeadlinePlanner, holdCutOff } from '../deadline/index.js';
import { templateBrief } from './call.presenter.js';
import { CallRepository, type CutOffRow, type NewCutOff } from './call.repository.js';

/** Calls and their cut-offs: the call officer makes and moves them, everybody reads them. */
@Injectable()
export class CallService {
  constructor(
    private readonly db: WebDatabase,
    private readonly worker: WorkerDatabase,
    private readonly calls: CallRepository,
    private readonly planner: DeadlinePlanner,
    private readonly audit: Audit,
    private readonly outbox: Outbox,
    private readonly live: LiveUpdates,
  ) {}

  list(ctx: RequestContext): Promise<CallList> {
    return this.db.transaction(ctx, async (tx) => {
      ctx.require('call.read', {});
      return {
        calls: await this.calls.list(tx),
        abilities: ctx.abilities(['call.write', 'proposal.found'], {}),
      };
    });
  }

  read(ctx: RequestContext, callId: string): Promise<CallView> {
    return this.db.transaction(ctx, async (tx) => {
      ctx.require('call.read', {});
      return this.view(ctx, tx, callId);
    });
  }

  templates(ctx: RequestContext): TemplateList {
    ctx.require('call.read', {});
    return { templates: callTemplates.map(templateBrief) };
  }

  make(ctx: RequestContext, wish: MakeCall): Promise<CallView> {
    return this.db.transaction(ctx, async (tx) => {
      ctx.require('call.write', {});
      const template = callTemplates.find(({ templateId }) => templateId === wish.templateKey);
      if (!template) throw new Refusal('call.template_unknown');
      if (await this.calls.identifierTaken(tx, wish.identifier)) throw new Refusal('call.identifier_taken');
      const cutOff = await this.futureMoment(tx, wish.cutOff);
      const callId = randomUUID();
      await this.calls.insertCall(tx, {
        id: callId,
        identifier: wish.identifier,
        title: wish.title,
        authority: wish.authority,
        kind: wish.kind,
        opensOn: wish.opensOn,
        zone: wish.cutOff.zone,
        templateKey: template.templateId,
        templateVersion: template.version,
        createdBy: ctx.personId,
      });
      await this.calls.insertCutOff(tx, callId, cutOff);
      await this.record(ctx, tx, 'call.make', 'call', callId);
      return this.view(ctx, tx, callId);
    });
  }

  edit(ctx: RequestContext, callId: string, edit: EditCall): Promise<CallView> {
    return this.db.transaction(ctx, async (tx) => {
      ctx.require('call.write', {});
      await this.calls.view(tx, callId);
      await this.calls.editCall(tx, callId, edit);
      await this.record(ctx, tx, 'call.edit', 'call', callId);
      return this.view(ctx, tx, callId);
    });
  }

  addCutOff(ctx: RequestContext, callId: string, wish: CutOffWish): Promise<CallView> {
    return this.db.transaction(ctx, async (tx) => {
      ctx.require('call.write', {});
      const { origin } = await this.calls.view(tx, callId);
      if (origin === 'historical') throw new Refusal('cut_off.historical');
      const id = await this.calls.insertCutOff(tx, callId, await this.futureMoment(tx, wish));
      await this.record(ctx, tx, 'cut_off.add', 'cut_off', id);
      return this.view(ctx, tx, callId);
    });
  }

  /** Counts what would move. The counting runs as the worker, who sees all proposals and no text. */
  previewMove(ctx: RequestContext, cutOffId: string, wish: CutOffWish): Promise<MovePreviewView> {
    ctx.require('cut_off.move', {});
    return this.worker.transaction(async (tx) => {
      const cutOff = await this.calls.lockCutOff(tx, cutOffId);
      const to = momentOf(wish);
      this.refuseMove(cutOff, to, 'a preview needs no reason', await tx.clock());
      return {
        from: { at: cutOff.at.toISOString(), zone: cutOff.zone, label: cutOff.label },
        to: { at: to.at.toISOString(), zone: wish.zone, label: wish.label },
        ambiguous: to.ambiguous,
        ...(await this.planner.previewMove(tx, cutOffId, to)),
      };
    });
  }

  /**
   * Moves the cut-off and everything planned from it in one transaction. Proposals that were submitted stay so; they
   * can be reopened until the new cut-off.
   */
  async move(ctx: RequestContext, cutOffId: string, wish: MoveCutOff): Promise<CallView> {
    ctx.require('cut_off.move', {});
    return this.worker.transaction(async (tx) => {
      await holdCutOff(tx, cutOffId, 'alone');
      const cutOff = await this.calls.lockCutOff(tx, cutOffId);
      const to = momentOf(wish);
      this.refuseMove(cutOff, to, wish.reason, await tx.clock());
      await this.calls.move(tx, cutOff, {
        ...to,
        version: wish.version,
        reason: wish.reason,
        movedBy: ctx.personId,
      });
      const concerned = await this.planner.replanCutOff(tx, cutOffId);
      const moved = {
        action: 'cut_off.move',
        object: 'cut_off',
        objectId: cutOffId,
        before: { at: cutOff.at, revision: cutOff.revision },
        after: { at: to.at, revision: cutOff.revision + 1 },
      };
      await this.audit.record(tx, ctx, { ...moved, proposalId: null });
      await this.outbox.add(tx, { kind: 'cut_off.moved', proposalId: null, id: cutOffId });
      // One event, though it concerns several proposals: the record and the open screens of each are told.
      await this.audit.recordEach(tx, ctx, moved, concerned);
      await this.live.changedIn(tx, concerned, { kind: 'cut_off.moved', id: cutOffId });
      // Before the commit, which sets off everybody's mails: whoever moved it does not wait for them.
      return this.view(ctx, tx, await this.calls.callOfCutOff(tx, cutOffId));
    });
  }

  private refuseMove(cutOff: CutOffRow, to: NewCutOff, reason: string, now: Date): void {
    if (cutOff.origin === 'historical') throw new Refusal('cut_off.historical');
    const outcome = moveCutOff({ at: cutOff.at, evaluatedAt: null }, { to: to.at, reason }, now);
    if (!outcome.ok) throw new Refusal(outcome.reason);
  }

  private async futureMoment(tx: Transaction, wish: CutOffWish): Promise<NewCutOff> {
    const cutOff = momentOf(wish);
    if (cutOff.at <= (await tx.clock())) throw new Refusal('cut_off.in_the_past');
    return cutOff;
  }

  private async view(ctx: RequestContext, tx: Transaction, callId: string): Promise<CallView> {
    const abilities = ctx.abilities(['call.write', 'cut_off.move', 'proposal.found'], {});
    return { ...(await this.calls.view(tx, callId)), abilities };
  }

  private record(ctx: RequestContext, tx: Transaction, action: string, object: string, objectId: string) {
    return this.audit.record(tx, ctx, { action, object, objectId, proposalId: null });
  }
}

function momentOf({ wallTime, zone, label }: CutOffWish): NewCutOff & { readonly ambiguous: boolean } {
  const found = zonedInstant(wallTime, zone);
  if (!found.ok) throw new Refusal(found.reason);
  return { at: found.value.instant, zone, wallTime, label, ambiguous: found.value.ambiguous };
}
