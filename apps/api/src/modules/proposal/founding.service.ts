import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { FoundingView, FoundProposal, ProposalFrame } from '@concordat/contracts';
import { dateInZone, hostConsortium, type Instant, momentParts, planTimetable } from '@concordat/domain';
import { callTemplate, participatingStates, participatingStatesOn } from '@concordat/templates';
import { Audit } from '../../platform/audit/index.js';
import type { RequestContext } from '../../platform/authz/index.js';
import { type Transaction, WebDatabase } from '../../platform/database/index.js';
import { notFound, Refusal } from '../../platform/errors/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import { DeadlinePlanner, holdCutOff } from '../deadline/index.js';
import { layOutSections } from '../section/index.js';
import { FoundingRepository, type FoundingRow } from './founding.repository.js';
import { outlineOfTemplate } from './outline-of-template.js';
import { momentOf } from './proposal.presenter.js';
import { ProposalRepository } from './proposal.repository.js';
import { ProposalService } from './proposal.service.js';
import { briefOf, byName, stateBrief } from './state-names.js';

/** Makes a proposal out of a call's cut-off, a state and a person. */
@Injectable()
export class FoundingService {
  constructor(
    private readonly db: WebDatabase,
    private readonly calls: FoundingRepository,
    private readonly proposals: ProposalRepository,
    private readonly frames: ProposalService,
    private readonly planner: DeadlinePlanner,
    private readonly audit: Audit,
    private readonly outbox: Outbox,
  ) {}

  /** What can be founded now. */
  choices(ctx: RequestContext): Promise<FoundingView> {
    return this.db.transaction(ctx, async (tx) => {
      ctx.require('proposal.found', {});
      const rows = (await this.calls.upcoming(tx)).filter(({ callIsOpen }) => callIsOpen);
      return presentChoices(rows, await tx.clock());
    });
  }

  /** One transaction: the proposal, its coordinating state, its founder, its sections and its timetable. */
  found(ctx: RequestContext, wish: FoundProposal): Promise<ProposalFrame> {
    return this.db.transaction(ctx, async (tx) => {
      ctx.require('proposal.found', {});
      const cutOff = await this.cutOffFor(tx, wish);
      refuseStrangeHost(wish.stateCode, cutOff);
      const template = callTemplate(cutOff.templateKey, cutOff.templateVersion);
      if (!template) throw new Error(`Call ${cutOff.callId} names an unknown template`);
      const proposalId = randomUUID();
      const memberId = randomUUID();
      const hostingEntity = wish.hostingEntity === '' ? null : wish.hostingEntity;
      await this.proposals.insert(tx, {
        id: proposalId,
        acronym: wish.acronym,
        title: wish.title,
        callId: wish.callId,
        cutOffId: wish.cutOffId,
        stateCode: wish.stateCode,
        hostingEntity,
        templateKey: cutOff.templateKey,
        templateVersion: cutOff.templateVersion,
        foundedBy: ctx.personId,
        origin: cutOff.origin === 'practice' ? 'practice' : 'own',
      });
      await this.proposals.insertMember(tx, {
        id: memberId,
        proposalId,
        stateCode: wish.stateCode,
        role: 'coordinator',
        hostingEntity,
        authorColour: 1,
      });
      await this.proposals.insertMembership(tx, {
        id: randomUUID(),
        proposalId,
        memberId,
        personId: ctx.personId,
        roles: ['coordinator'],
      });
      await layOutSections(tx, proposalId, outlineOfTemplate(template));
      await this.planner.planProposal(tx, proposalId);
      await this.record(ctx, tx, proposalId, wish);
      return this.frames.frame(ctx, tx, proposalId);
    });
  }

  private async cutOffFor(tx: Transaction, { callId, cutOffId }: FoundProposal): Promise<FoundingRow> {
    // A cut-off that moves meanwhile would leave this proposal with the timetable of the old one.
    await holdCutOff(tx, cutOffId, 'shared');
    const { callExists, cutOffOfCall } = await this.calls.find(tx, callId, cutOffId);
    if (!callExists) throw notFound();
    if (!cutOffOfCall) throw new Refusal('cut_off.not_of_call');
    if (cutOffOfCall.at <= (await tx.clock())) throw new Refusal('cut_off.passed');
    if (!cutOffOfCall.callIsOpen) throw new Refusal('call.not_open');
    return cutOffOfCall;
  }

  private async record(ctx: RequestContext, tx: Transaction, proposalId: string, wish: FoundProposal) {
    await this.audit.record(tx, ctx, {
      action: 'proposal.found',
      object: 'proposal',
      objectId: proposalId,
      proposalId,
      after: { callId: wish.callId, cutOffId: wish.cutOffId, stateCode: wish.stateCode },
    });
    await this.outbox.add(tx, {
      kind: 'proposal.founded',
      proposalId,
      id: proposalId,
      payload: { founderId: ctx.personId },
    });
  }
}

function refuseStrangeHost(stateCode: string, { at, zone }: FoundingRow): void {
  const onDate = dateInZone(at, zone);
  const outcome = hostConsortium(stateCode, { states: participatingStates, memberCodes: [], onDate });
  if (outcome.ok) return;
  const params = { state: stateBrief(stateCode).name, date: momentParts(at, zone).longDate };
  throw new Refusal(outcome.reason, { params });
}

function presentChoices(rows: readonly FoundingRow[], now: Instant): FoundingView {
  const callIds = [...new Set(rows.map(({ callId }) => callId))];
  return {
    calls: callIds.flatMap((callId) => {
      const cutOffs = rows.filter((row) => row.callId === callId);
      const [call] = cutOffs;
      if (!call) return [];
      const { identifier, title, authority, origin } = call;
      return [
        {
          id: callId,
          identifier,
          title,
          authority,
          practice: origin === 'practice',
          cutOffs: cutOffs.map((row) => presentCutOff(row, now)),
        },
      ];
    }),
  };
}

function presentCutOff({ cutOffId, number, at, zone, label }: FoundingRow, now: Instant) {
  const hosts = participatingStatesOn(dateInZone(at, zone)).filter(({ euMember }) => euMember);
  return {
    id: cutOffId,
    number,
    closes: momentOf(at, zone, label),
    hosts: hosts.map(briefOf).sort(byName),
    timetable: planTimetable(at, zone, now).map(({ kind, daysBefore, dueAt, alreadyPast }) => ({
      kind,
      daysBefore,
      due: momentOf(dueAt, zone),
      alreadyPast,
    })),
  };
}
