import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type {
  AssignSection,
  RequestTicket,
  SectionList,
  SectionView,
  TicketView,
} from '@concordat/contracts';
import { checkDue, suggestInSection, takeSectionStep, type SectionStepName } from '@concordat/domain';
import { schemaVersion } from '@concordat/document';
import { Audit } from '../../platform/audit/index.js';
import type { RequestContext } from '../../platform/authz/index.js';
import { type Transaction, WebDatabase } from '../../platform/database/index.js';
import { Refusal } from '../../platform/errors/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import { DeadlinePlanner } from '../deadline/index.js';
import { policyFacts, presentSection } from './section.presenter.js';
import { sectionFacts, SectionRepository, type SectionRow } from './section.repository.js';

const ticketSeconds = 60;

/** The outline of a proposal, who writes what until when, and the door to a section's text. */
@Injectable()
export class SectionService {
  constructor(
    private readonly db: WebDatabase,
    private readonly sections: SectionRepository,
    private readonly planner: DeadlinePlanner,
    private readonly audit: Audit,
    private readonly outbox: Outbox,
  ) {}

  async list(ctx: RequestContext, proposalId: string): Promise<SectionList> {
    if (!ctx.can('section.read', { proposalId })) throw new Refusal('not_found');
    ctx.require('section.read', { proposalId });
    return { sections: await this.sections.list(ctx, proposalId) };
  }

  read(ctx: RequestContext, sectionId: string): Promise<SectionView> {
    return this.db.transaction(ctx, async (tx) => {
      const section = await this.sections.load(tx, sectionId);
      ctx.require('section.read', { proposalId: section.proposalId });
      return this.view(ctx, tx, section);
    });
  }

  assign(ctx: RequestContext, sectionId: string, to: AssignSection): Promise<SectionView> {
    return this.db.transaction(ctx, async (tx) => {
      const section = await this.sections.load(tx, sectionId, true);
      ctx.require('section.assign', { proposalId: section.proposalId });
      if (section.isGroup) throw new Refusal('section.is_group');
      const contributorPersonIds = to.contributorPersonIds.filter((personId) => personId !== to.leadPersonId);
      const writers = await this.writersOf(tx, section, to.leadPersonId, contributorPersonIds);
      const dueAt = await this.dueMoment(tx, section, to.dueAt);
      const leadMemberId = to.leadPersonId === null ? null : (writers.get(to.leadPersonId) ?? null);
      await this.sections.assign(tx, section, {
        version: to.version,
        leadPersonId: to.leadPersonId,
        leadMemberId,
        contributorPersonIds,
        dueAt,
      });
      await this.planner.planSection(tx, section.id);
      await this.audit.record(tx, ctx, {
        action: 'section.assign',
        object: 'section',
        objectId: section.id,
        proposalId: section.proposalId,
        before: { leadPersonId: section.leadPersonId },
        after: { leadPersonId: to.leadPersonId, contributorPersonIds, dueAt },
      });
      await this.outbox.add(tx, {
        kind: 'section.assigned',
        proposalId: section.proposalId,
        id: section.id,
        payload: { leadPersonId: to.leadPersonId, assignedBy: ctx.personId },
      });
      return this.view(ctx, tx, await this.sections.load(tx, section.id));
    });
  }

  lock(ctx: RequestContext, sectionId: string, version: number): Promise<SectionView> {
    return this.step(ctx, sectionId, 'lock', 'section.lock', version, '');
  }

  reopen(ctx: RequestContext, sectionId: string, version: number, reason: string): Promise<SectionView> {
    return this.step(ctx, sectionId, 'reopen', 'section.reopen', version, reason);
  }

  /** The raw token leaves once, in this answer; the database keeps its hash. */
  requestTicket(ctx: RequestContext, sectionId: string, asked: RequestTicket): Promise<TicketView> {
    return this.db.transaction(ctx, async (tx) => {
      const section = await this.sections.load(tx, sectionId);
      ctx.require('section.read', { proposalId: section.proposalId });
      if (section.isGroup) throw new Refusal('section.is_group');
      if (asked.schemaVersion !== schemaVersion) throw new Refusal('schema.too_old');
      const ticket = randomBytes(32).toString('base64url');
      const now = await tx.clock();
      const expiresAt = new Date(now.getTime() + ticketSeconds * 1000);
      const view = await this.view(ctx, tx, section);
      const mode = modeOf(view, suggestInSection(sectionFacts(section), now).ok);
      await this.sections.insertTicket(tx, {
        id: randomUUID(),
        proposalId: section.proposalId,
        sectionId: section.id,
        tokenHash: createHash('sha256').update(ticket).digest(),
        personId: ctx.personId,
        sessionId: ctx.sessionId,
        deviceId: asked.deviceId,
        mode,
        schemaVersion: asked.schemaVersion,
        expiresAt,
      });
      return {
        ticket,
        mode,
        expiresAt: expiresAt.toISOString(),
        // Named in the address, so that whichever process it reaches can take it to the one that owns the section.
        socketPath: `/collab?section=${section.id}`,
        person: await this.sections.author(tx, section.proposalId, ctx.personId),
      };
    });
  }

  private step(
    ctx: RequestContext,
    sectionId: string,
    step: SectionStepName,
    action: 'section.lock' | 'section.reopen',
    version: number,
    reason: string,
  ): Promise<SectionView> {
    return this.db.transaction(ctx, async (tx) => {
      const section = await this.sections.load(tx, sectionId, true);
      ctx.require(action, { proposalId: section.proposalId });
      const outcome = takeSectionStep(step, sectionFacts(section), await tx.clock(), reason);
      if (!outcome.ok) throw new Refusal(outcome.reason);
      await this.sections.setState(tx, { ...section, version }, outcome.value);
      await this.audit.record(tx, ctx, {
        action,
        object: 'section',
        objectId: section.id,
        proposalId: section.proposalId,
        before: { state: section.state },
        after: { state: outcome.value },
      });
      await this.outbox.add(tx, {
        kind: outcome.value === 'locked' ? 'section.locked' : 'section.reopened',
        proposalId: section.proposalId,
        id: section.id,
      });
      return this.view(ctx, tx, await this.sections.load(tx, section.id));
    });
  }

  private async writersOf(
    tx: Transaction,
    section: SectionRow,
    leadPersonId: string | null,
    contributors: readonly string[],
  ): Promise<ReadonlyMap<string, string>> {
    const asked = [...(leadPersonId === null ? [] : [leadPersonId]), ...contributors];
    const writers = await this.sections.writers(tx, section.proposalId, asked);
    if (asked.some((personId) => !writers.has(personId))) throw new Refusal('section.person_not_here');
    return writers;
  }

  private async dueMoment(tx: Transaction, section: SectionRow, dueAt: string | null): Promise<Date | null> {
    if (dueAt === null) return null;
    const outcome = checkDue(new Date(dueAt), section.cutOffAt, await tx.clock());
    if (!outcome.ok) throw new Refusal(outcome.reason);
    return outcome.value;
  }

  private async view(ctx: RequestContext, tx: Transaction, section: SectionRow): Promise<SectionView> {
    const abilities = ctx.abilities(
      [
        'section.edit',
        'section.suggest',
        'section.assign',
        'section.lock',
        'section.reopen',
        'review.request',
        'comment.write',
      ],
      policyFacts(section),
    );
    return presentSection(await this.sections.detail(tx, section.id), section, abilities, await tx.clock());
  }
}

/** How the holder of a ticket may change the text. */
function modeOf({ abilities, closedBecause }: SectionView, takesSuggestions: boolean): TicketView['mode'] {
  if (abilities['section.edit'] && closedBecause === null) return 'edit';
  return abilities['section.suggest'] && takesSuggestions ? 'suggest' : 'read';
}
