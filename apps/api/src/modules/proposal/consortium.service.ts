import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { AddMember, ConsortiumView, EditMember, RemoveMember } from '@concordat/contracts';
import { dateInZone, type Instant, joinConsortium, leaveConsortium, momentParts } from '@concordat/domain';
import { participatingStates } from '@concordat/templates';
import { Audit } from '../../platform/audit/index.js';
import type { RequestContext } from '../../platform/authz/index.js';
import { type Transaction, WebDatabase } from '../../platform/database/index.js';
import { Refusal } from '../../platform/errors/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import { presentConsortium } from './consortium.presenter.js';
import { ConsortiumRepository, type MemberRow } from './consortium.repository.js';
import { ConsortiumInvitationService } from './consortium-invitation.service.js';
import { MembershipService } from './membership.service.js';
import { ProposalRepository, type ProposalRow } from './proposal.repository.js';
import { stateBrief } from './state-names.js';

const authorColours = 8;

/** The states of a proposal: which take part, for which body, and since when. */
@Injectable()
export class ConsortiumService {
  constructor(
    private readonly db: WebDatabase,
    private readonly proposals: ProposalRepository,
    private readonly consortium: ConsortiumRepository,
    private readonly people: MembershipService,
    private readonly invitations: ConsortiumInvitationService,
    private readonly audit: Audit,
    private readonly outbox: Outbox,
  ) {}

  read(ctx: RequestContext, proposalId: string): Promise<ConsortiumView> {
    return this.db.transaction(ctx, async (tx) => {
      const proposal = await this.proposals.load(tx, proposalId);
      ctx.require('proposal.read', { proposalId });
      return this.view(ctx, tx, proposal);
    });
  }

  add(ctx: RequestContext, proposalId: string, wish: AddMember): Promise<ConsortiumView> {
    return this.db.transaction(ctx, async (tx) => {
      const proposal = await this.proposals.load(tx, proposalId, true);
      ctx.require('member.add', { proposalId });
      const members = await this.consortium.members(tx, proposalId);
      const now = await tx.clock();
      refuseStrangePartner(wish.stateCode, proposal, members, now);
      const memberId = await this.enter(tx, proposal, members, wish, now);
      await this.announce(ctx, tx, 'member.add', 'member.added', proposalId, memberId, {
        stateCode: wish.stateCode,
      });
      return this.view(ctx, tx, proposal);
    });
  }

  edit(ctx: RequestContext, proposalId: string, memberId: string, wish: EditMember): Promise<ConsortiumView> {
    return this.db.transaction(ctx, async (tx) => {
      const proposal = await this.proposals.load(tx, proposalId, true);
      const member = await this.consortium.lockMember(tx, proposalId, memberId);
      ctx.require('member.edit', { proposalId, memberId });
      if (member.leftAt !== null) throw new Refusal('member.already_left');
      const hostingEntity = wish.hostingEntity === '' ? null : wish.hostingEntity;
      await this.consortium.setHostingEntity(tx, memberId, { version: wish.version, hostingEntity });
      if (member.role === 'coordinator') await this.consortium.setHost(tx, proposalId, hostingEntity);
      await this.announce(ctx, tx, 'member.edit', 'member.edited', proposalId, memberId, {
        hostingEntityNamed: hostingEntity !== null,
      });
      return this.view(ctx, tx, proposal);
    });
  }

  /** The state goes, and with it the memberships and invitations of its people, in one transaction. */
  remove(
    ctx: RequestContext,
    proposalId: string,
    memberId: string,
    wish: RemoveMember,
  ): Promise<ConsortiumView> {
    return this.db.transaction(ctx, async (tx) => {
      const proposal = await this.proposals.load(tx, proposalId, true);
      const { role, leftAt, sectionsLed } = await this.consortium.lockMember(tx, proposalId, memberId);
      ctx.require('member.remove', { proposalId, memberId });
      const facts = { role, leftAt, sectionsLed, cutOffAt: proposal.cutOffAt };
      const outcome = leaveConsortium(facts, await tx.clock());
      if (!outcome.ok) throw new Refusal(outcome.reason);
      await this.consortium.leave(tx, memberId, { version: wish.version, at: outcome.value });
      await this.people.endAllOf(ctx, tx, proposalId, memberId, outcome.value);
      await this.invitations.revokeAllOf(ctx, tx, proposalId, memberId);
      await this.announce(ctx, tx, 'member.remove', 'member.left', proposalId, memberId, {
        leftAt: outcome.value,
      });
      return this.view(ctx, tx, proposal);
    });
  }

  /** The screen's data inside a running transaction. */
  private async view(ctx: RequestContext, tx: Transaction, proposal: ProposalRow): Promise<ConsortiumView> {
    return presentConsortium(ctx, {
      proposal,
      members: await this.consortium.members(tx, proposal.id),
      memberships: await this.consortium.memberships(tx, proposal.id),
      invitations: await this.consortium.invitations(tx, proposal.id),
    });
  }

  private async enter(
    tx: Transaction,
    proposal: ProposalRow,
    members: readonly MemberRow[],
    wish: AddMember,
    now: Instant,
  ): Promise<string> {
    const hostingEntity = wish.hostingEntity === '' ? null : wish.hostingEntity;
    const former = members.find(({ stateCode }) => stateCode === wish.stateCode);
    if (former) {
      await this.consortium.rejoin(tx, former, { hostingEntity, at: now });
      return former.id;
    }
    const id = randomUUID();
    await this.proposals.insertMember(tx, {
      id,
      proposalId: proposal.id,
      stateCode: wish.stateCode,
      role: 'partner',
      hostingEntity,
      authorColour: freeColour(members),
    });
    return id;
  }

  private async announce(
    ctx: RequestContext,
    tx: Transaction,
    action: string,
    kind: string,
    proposalId: string,
    memberId: string,
    after: Record<string, unknown>,
  ): Promise<void> {
    await this.audit.record(tx, ctx, { action, object: 'member', objectId: memberId, proposalId, after });
    await this.outbox.add(tx, { kind, proposalId, id: memberId, payload: { byPersonId: ctx.personId } });
  }
}

function refuseStrangePartner(
  code: string,
  { cutOffAt, cutOffZone }: ProposalRow,
  members: readonly MemberRow[],
  now: Instant,
): void {
  if (now >= cutOffAt) throw new Refusal('cut_off.passed');
  const memberCodes = members.filter(({ leftAt }) => leftAt === null).map(({ stateCode }) => stateCode);
  const onDate = dateInZone(cutOffAt, cutOffZone);
  const outcome = joinConsortium(code, { states: participatingStates, memberCodes, onDate });
  if (outcome.ok) return;
  const params = { state: stateBrief(code).name, date: momentParts(cutOffAt, cutOffZone).longDate };
  throw new Refusal(outcome.reason, { params });
}

/** The lowest colour that no member has; with more than eight members they repeat. */
function freeColour(members: readonly MemberRow[]): number {
  const taken = new Set(members.map(({ authorColour }) => authorColour));
  const all = Array.from({ length: authorColours }, (_, index) => index + 1);
  return all.find((colour) => !taken.has(colour)) ?? (members.length % authorColours) + 1;
}
