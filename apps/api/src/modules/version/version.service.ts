import { Injectable } from '@nestjs/common';
import type {
  ComparedText,
  ComparisonQuery,
  ComparisonView,
  NameVersion,
  VersionList,
} from '@concordat/contracts';
import { Audit } from '../../platform/audit/index.js';
import type { RequestContext } from '../../platform/authz/index.js';
import { type Transaction, WebDatabase } from '../../platform/database/index.js';
import { Refusal } from '../../platform/errors/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import {
  sectionPolicyFacts,
  SectionRepository,
  type SectionRow,
  SectionTextService,
} from '../section/index.js';
import { CompareThread } from './compare/compare-thread.js';
import { VersionRepository } from './version.repository.js';

const namesAMinute = 20;

/** Versions of a section: their list and names, what differs between them, and how far somebody has read. */
@Injectable()
export class VersionService {
  constructor(
    private readonly db: WebDatabase,
    private readonly sections: SectionRepository,
    private readonly texts: SectionTextService,
    private readonly versions: VersionRepository,
    private readonly thread: CompareThread,
    private readonly audit: Audit,
    private readonly outbox: Outbox,
  ) {}

  list(ctx: RequestContext, sectionId: string): Promise<VersionList> {
    return this.db.transaction(ctx, async (tx) => {
      const section = await this.sections.load(tx, sectionId);
      ctx.require('section.read', sectionPolicyFacts(section));
      return this.view(ctx, tx, section);
    });
  }

  name(ctx: RequestContext, sectionId: string, { name }: NameVersion): Promise<VersionList> {
    return this.db.transaction(ctx, async (tx) => {
      const section = await this.sections.load(tx, sectionId);
      ctx.require('version.name', sectionPolicyFacts(section));
      if (section.isGroup) throw new Refusal('section.is_group');
      const seq = await this.versions.head(tx, sectionId);
      if (seq === 0) throw new Refusal('version.nothing_written');
      if ((await this.versions.namedLately(tx, ctx.personId)) >= namesAMinute)
        throw new Refusal('version.too_many');
      const { proposalId } = section;
      const kept = { proposalId, sectionId, seq, kind: 'named', name, madeBy: ctx.personId } as const;
      await this.tell(ctx, tx, 'version.named', section, await this.versions.insert(tx, kept), { seq });
      return this.view(ctx, tx, section);
    });
  }

  rename(
    ctx: RequestContext,
    sectionId: string,
    versionId: string,
    { name }: NameVersion,
  ): Promise<VersionList> {
    return this.db.transaction(ctx, async (tx) => {
      const section = await this.sections.load(tx, sectionId);
      const { madeById, seq } = await this.versions.load(tx, sectionId, versionId);
      ctx.require('version.rename', {
        ...sectionPolicyFacts(section),
        ...(madeById && { personId: madeById }),
      });
      await this.versions.rename(tx, versionId, name, ctx.personId);
      await this.tell(ctx, tx, 'version.renamed', section, versionId, { seq });
      return this.view(ctx, tx, section);
    });
  }

  async compare(ctx: RequestContext, sectionId: string, asked: ComparisonQuery): Promise<ComparisonView> {
    const read = await this.db.transaction(ctx, async (tx) => {
      const section = await this.sections.load(tx, sectionId);
      ctx.require('section.read', sectionPolicyFacts(section));
      const sides = [
        await this.side(ctx, tx, sectionId, asked.from),
        await this.side(ctx, tx, sectionId, asked.to),
      ];
      // The older text comes first, however they were chosen.
      const [from, to] = sides.sort((one, other) => one.seq - other.seq) as [ComparedText, ComparedText];
      const before = await this.texts.partsAt(tx, sectionId, from.seq);
      const after = await this.texts.partsAt(tx, sectionId, to.seq);
      const between = await this.versions.rowsBetween(tx, sectionId, from.seq, to.seq);
      const writers = await this.versions.writers(tx, sectionId);
      return { from, to, texts: { before, after, between, writers }, proposalId: section.proposalId };
    });
    const difference = await this.thread.compare(read.texts);
    const named = [...new Set(difference.changes.flatMap(({ by }) => by ?? []))];
    const people = await this.db.transaction(ctx, (tx) => this.versions.people(tx, read.proposalId, named));
    return {
      from: read.from,
      to: read.to,
      ...difference,
      drawn: { ...difference.drawn },
      changes: difference.changes.map((change) => ({ ...change, names: [...change.names] })),
      people,
    };
  }

  async noteReading(ctx: RequestContext, sectionId: string): Promise<void> {
    await this.db.transaction(ctx, async (tx) => {
      const section = await this.sections.load(tx, sectionId);
      ctx.require('section.read', sectionPolicyFacts(section));
      if (section.isGroup) throw new Refusal('section.is_group');
      await this.versions.noteReading(tx, sectionId, ctx.personId);
    });
  }

  /** The list as the reader sees it. */
  async view(ctx: RequestContext, tx: Transaction, section: SectionRow): Promise<VersionList> {
    const facts = sectionPolicyFacts(section);
    const versions = await this.versions.list(tx, section.id);
    const lastRead = await this.versions.lastRead(tx, section.id, ctx.personId);
    return {
      versions: versions.map(({ madeById, ...version }) => ({
        ...version,
        abilities: ctx.abilities(['version.rename', 'version.restore'], {
          ...facts,
          ...(madeById && { personId: madeById }),
        }),
      })),
      seq: await this.versions.head(tx, section.id),
      lastRead: lastRead && { at: lastRead.at, isChanged: lastRead.isChanged },
      abilities: ctx.abilities(['version.name', 'version.restore'], facts),
    };
  }

  /** Writes down what was done with a version and tells those who look at the section. */
  async tell(
    ctx: RequestContext,
    tx: Transaction,
    kind: string,
    { id: sectionId, proposalId }: SectionRow,
    versionId: string,
    after: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    const entry = { object: 'section', objectId: sectionId, proposalId };
    await this.audit.record(tx, ctx, { action: kind, ...entry, after: { versionId, ...after } });
    await this.outbox.add(tx, {
      kind,
      proposalId,
      id: sectionId,
      payload: { versionId, byPersonId: ctx.personId },
    });
  }

  private async side(
    ctx: RequestContext,
    tx: Transaction,
    sectionId: string,
    which: string,
  ): Promise<ComparedText> {
    if (which === 'start') return { kind: 'start', seq: 0, version: null, at: null };
    if (which === 'now')
      return { kind: 'now', seq: await this.versions.head(tx, sectionId), version: null, at: null };
    if (which === 'read') {
      const read = await this.versions.lastRead(tx, sectionId, ctx.personId);
      if (!read) throw new Refusal('version.never_read');
      return { kind: 'read', seq: read.seq, version: null, at: read.at };
    }
    const { seq } = await this.versions.load(tx, sectionId, which);
    const version = await this.versions.brief(tx, which);
    return { kind: 'version', seq, version, at: version.at };
  }
}
