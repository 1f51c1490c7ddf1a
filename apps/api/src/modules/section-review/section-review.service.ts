import { Injectable } from '@nestjs/common';
import type {
  AskAgain,
  CloseRound,
  GiveVerdict,
  RequestReview,
  ReviewList,
  SectionReviewView,
} from '@concordat/contracts';
import {
  askAgain,
  cancelRound,
  checkDue,
  closeRoundEarly,
  membersAskingForChanges,
  type Outcome,
  receiveVerdict,
  type RoundFacts,
  sectionStateAfterRound,
  startRound,
  takeSectionStep,
} from '@concordat/domain';
import { Audit } from '../../platform/audit/index.js';
import type { RequestContext } from '../../platform/authz/index.js';
import { type Transaction, WebDatabase } from '../../platform/database/index.js';
import { Refusal } from '../../platform/errors/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import { DeadlinePlanner } from '../deadline/index.js';
import { sectionFacts, sectionPolicyFacts, SectionRepository, type SectionRow } from '../section/index.js';
import { presentReview, presentReviewList } from './section-review.presenter.js';
import { type RoundRow, SectionReviewRepository } from './section-review.repository.js';

interface Loaded {
  readonly section: SectionRow;
  readonly round: RoundRow;
}

/** States review a section: asked, they approve, ask for changes or abstain; the round decides about the section. */
@Injectable()
export class SectionReviewService {
  constructor(
    private readonly db: WebDatabase,
    private readonly sections: SectionRepository,
    private readonly rounds: SectionReviewRepository,
    private readonly planner: DeadlinePlanner,
    private readonly audit: Audit,
    private readonly outbox: Outbox,
  ) {}

  list(ctx: RequestContext, proposalId: string): Promise<ReviewList> {
    return this.db.transaction(ctx, async (tx) => {
      if (!ctx.can('section.read', { proposalId })) throw new Refusal('not_found');
      ctx.require('section.read', { proposalId });
      return presentReviewList(ctx, proposalId, await this.rounds.ofProposal(tx, proposalId));
    });
  }

  read(ctx: RequestContext, sectionId: string): Promise<SectionReviewView> {
    return this.db.transaction(ctx, async (tx) => {
      const section = await this.sections.load(tx, sectionId);
      ctx.require('section.read', sectionPolicyFacts(section));
      return this.view(ctx, tx, section);
    });
  }

  request(ctx: RequestContext, sectionId: string, wish: RequestReview): Promise<SectionReviewView> {
    return this.db.transaction(ctx, async (tx) => {
      const section = await this.sections.load(tx, sectionId, true);
      ctx.require('review.request', sectionPolicyFacts(section));
      if (section.isGroup) throw new Refusal('section.is_group');
      const now = await tx.clock();
      const members = await this.rounds.activeMembers(tx, section.proposalId, wish.memberIds);
      if (members.length !== new Set(wish.memberIds).size) throw new Refusal('review.nobody_asked');
      const due = must(checkDue(new Date(wish.dueAt), section.cutOffAt, now));
      must(startRound({ ...wish, askedMemberIds: members, cutOffAt: section.cutOffAt }, now));
      await this.sections.setState(
        tx,
        section,
        must(takeSectionStep('requestReview', sectionFacts(section), now)),
      );
      const roundId = await this.rounds.insert(tx, {
        proposalId: section.proposalId,
        sectionId,
        policy: wish.policy,
        quorum: wish.quorum,
        dueAt: due,
        dueZone: section.cutOffZone,
        note: wish.note,
        requestedBy: ctx.personId,
        memberIds: members,
      });
      await this.planner.planRound(tx, roundId);
      await this.tell(ctx, tx, 'review.requested', section.proposalId, roundId, { sectionId });
      return this.view(ctx, tx, await this.sections.load(tx, sectionId));
    });
  }

  giveVerdict(ctx: RequestContext, roundId: string, verdict: GiveVerdict): Promise<SectionReviewView> {
    return this.change(ctx, roundId, async (tx, { section, round }) => {
      const { memberId } = verdict;
      const asked = round.askedMemberIds.filter((id) => id === memberId);
      if (asked.length === 0) throw new Refusal('verdict.not_asked');
      ctx.require('verdict.give', { proposalId: round.proposalId, askedMemberIds: asked });
      const next = must(receiveVerdict(round, verdict, await tx.clock()));
      const verdictId = await this.rounds.insertVerdict(tx, round, ctx.personId, verdict);
      await this.advance(ctx, tx, { section, round }, next, { version: verdict.version });
      await this.tell(ctx, tx, 'verdict.given', round.proposalId, round.id, {
        sectionId: section.id,
        verdictId,
        memberId,
        kind: verdict.kind,
      });
    });
  }

  askAgain(ctx: RequestContext, roundId: string, { version, answer }: AskAgain): Promise<SectionReviewView> {
    return this.change(ctx, roundId, async (tx, { section, round }) => {
      ctx.require('review.request', sectionPolicyFacts(section));
      const next = must(askAgain(round, await tx.clock()));
      await this.rounds.supersede(tx, round.id, membersAskingForChanges(round));
      await this.advance(ctx, tx, { section, round }, next, { version, answer });
      await this.tell(ctx, tx, 'review.asked_again', round.proposalId, round.id, { sectionId: section.id });
    });
  }

  close(ctx: RequestContext, roundId: string, { version, reason }: CloseRound): Promise<SectionReviewView> {
    return this.change(ctx, roundId, async (tx, { section, round }) => {
      ctx.require('review.close', sectionPolicyFacts(section));
      const next = must(closeRoundEarly(round, reason, await tx.clock()));
      await this.advance(ctx, tx, { section, round }, next, { version, reason });
      await this.tell(ctx, tx, 'review.closed_early', round.proposalId, round.id, { sectionId: section.id });
    });
  }

  cancel(ctx: RequestContext, roundId: string, version: number): Promise<SectionReviewView> {
    return this.change(ctx, roundId, async (tx, { section, round }) => {
      ctx.require('review.request', sectionPolicyFacts(section));
      must(takeSectionStep('cancelReview', sectionFacts(section), await tx.clock()));
      const next = must(cancelRound(round));
      await this.advance(ctx, tx, { section, round }, next, { version });
      await this.tell(ctx, tx, 'review.cancelled', round.proposalId, round.id, { sectionId: section.id });
    });
  }

  private change(
    ctx: RequestContext,
    roundId: string,
    work: (tx: Transaction, loaded: Loaded) => Promise<void>,
  ): Promise<SectionReviewView> {
    return this.db.transaction(ctx, async (tx) => {
      // Always the section before its round, so that two changes never wait for each other.
      const section = await this.sections.load(tx, await this.rounds.sectionOf(tx, roundId), true);
      await work(tx, { section, round: await this.rounds.lock(tx, roundId) });
      await this.planner.planRound(tx, roundId);
      return this.view(ctx, tx, await this.sections.load(tx, section.id));
    });
  }

  /** Writes the round's new state and moves the section where the round says it belongs. */
  private async advance(
    ctx: RequestContext,
    tx: Transaction,
    { section, round }: Loaded,
    next: RoundFacts,
    { version, answer, reason }: { version: number; answer?: string; reason?: string },
  ): Promise<void> {
    const closes = next.state !== 'open' && next.state !== 'changes_requested';
    await this.rounds.advance(tx, round, {
      version,
      state: next.state,
      ...(answer !== undefined && { answer }),
      ...(closes && { closed: { by: ctx.personId, reason: reason ?? null, at: await tx.clock() } }),
    });
    const state = sectionStateAfterRound(next.state) ?? 'drafting';
    if (state === section.state) return;
    await this.sections.setState(tx, section, state);
    if (state === 'approved')
      await this.tell(ctx, tx, 'section.approved', section.proposalId, section.id, {});
  }

  private async tell(
    ctx: RequestContext,
    tx: Transaction,
    kind: string,
    proposalId: string,
    id: string,
    payload: Record<string, string>,
  ): Promise<void> {
    await this.audit.record(tx, ctx, {
      action: kind,
      object: kind.startsWith('section.') ? 'section' : 'review_round',
      objectId: id,
      proposalId,
      after: payload,
    });
    await this.outbox.add(tx, { kind, proposalId, id, payload: { ...payload, byPersonId: ctx.personId } });
  }

  private async view(ctx: RequestContext, tx: Transaction, section: SectionRow): Promise<SectionReviewView> {
    return presentReview(ctx, section, await this.rounds.ofSection(tx, section.id));
  }
}

/** The value of a rule's answer, or its refusal. */
function must<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Refusal(outcome.reason);
  return outcome.value;
}
