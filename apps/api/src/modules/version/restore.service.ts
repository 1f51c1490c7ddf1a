import { Injectable } from '@nestjs/common';
import type { VersionList } from '@concordat/contracts';
import { editSection } from '@concordat/domain';
import { restoreSection } from '@concordat/document';
import { GateKeeper, type GateRefusal, serverDeviceId } from '../../collab/gate/index.js';
import type { RequestContext } from '../../platform/authz/index.js';
import { WebDatabase } from '../../platform/database/index.js';
import { notFound, Refusal } from '../../platform/errors/index.js';
import {
  sectionFacts,
  sectionPolicyFacts,
  SectionRepository,
  type SectionRow,
  SectionTextService,
} from '../section/index.js';
import { CompareThread } from './compare/compare-thread.js';
import { VersionRepository, type VersionRow } from './version.repository.js';
import { VersionService } from './version.service.js';

/** What the gate says of a change that is too large or too slow to judge, in the words of a version. */
const tooMuch: readonly GateRefusal[] = ['update.too_large', 'update.too_heavy'];

/**
 * Brings versions back. The text changes by the gate's own road, under the person who asked: what others write at that
 * moment is judged before or after it and merges with it, and what closes a section closes it here too.
 */
@Injectable()
export class RestoreService {
  constructor(
    private readonly db: WebDatabase,
    private readonly sections: SectionRepository,
    private readonly texts: SectionTextService,
    private readonly versions: VersionRepository,
    private readonly list: VersionService,
    private readonly thread: CompareThread,
    private readonly keeper: GateKeeper,
  ) {}

  /** Whether the person may bring this version back now; asked here whichever process owns the section. */
  async admit(ctx: RequestContext, sectionId: string, versionId: string): Promise<void> {
    await this.db.transaction(ctx, async (tx) => {
      const section = await this.sections.load(tx, sectionId);
      await this.versions.load(tx, sectionId, versionId);
      ctx.require('version.restore', sectionPolicyFacts(section));
      const editing = editSection(sectionFacts(section), await tx.clock());
      if (!editing.ok) throw new Refusal(editing.reason);
    });
  }

  async restore(ctx: RequestContext, sectionId: string, versionId: string): Promise<VersionList> {
    const { section, version, text, now } = await this.db.transaction(ctx, async (tx) => {
      const loaded = await this.sections.load(tx, sectionId);
      const found = await this.versions.load(tx, sectionId, versionId);
      const parts = await this.texts.partsAt(tx, sectionId, found.seq);
      const head = await this.versions.head(tx, sectionId);
      return {
        section: loaded,
        version: found,
        text: parts,
        now: await this.texts.partsAt(tx, sectionId, head),
      };
    });
    const wanted = await this.thread.base({ text, unlike: now });
    if (!wanted) throw new Refusal('version.same_text');
    const opened = await this.keeper.open(sectionId, ctx.personId);
    if (!opened.ok) throw opened.reason === 'not_found' ? notFound() : new Refusal('unavailable');
    const gate = opened.value;
    const before = gate.state().seq;
    await this.keep(ctx, section, before);
    const author = { personId: ctx.personId, deviceId: serverDeviceId };
    const received = await gate.edit(author, (doc) => restoreSection(doc, wanted));
    if (!received.ok)
      throw new Refusal(tooMuch.includes(received.reason) ? 'version.too_much' : received.reason);
    return this.restored(ctx, section, version, { before, seq: received.value.seq });
  }

  /** What stands there is a version before anything is changed. */
  private async keep(ctx: RequestContext, section: SectionRow, seq: number): Promise<void> {
    if (seq === 0) return;
    await this.db.transaction(ctx, async (tx) => {
      await this.versions.insert(tx, this.versionOf(ctx, section, seq, 'before_restore'));
    });
  }

  private restored(
    ctx: RequestContext,
    section: SectionRow,
    version: VersionRow,
    { before, seq }: { before: number; seq: number },
  ): Promise<VersionList> {
    return this.db.transaction(ctx, async (tx) => {
      // What others committed between the look and the change is a part of what stood there, too.
      if (seq - 1 > before)
        await this.versions.insert(tx, this.versionOf(ctx, section, seq - 1, 'before_restore'));
      const kept = { ...this.versionOf(ctx, section, seq, 'restored'), restoredFrom: version.id };
      const id = await this.versions.insert(tx, kept);
      await this.list.tell(ctx, tx, 'version.restored', section, id, { seq, from: version.seq });
      return this.list.view(ctx, tx, section);
    });
  }

  private versionOf<K extends 'before_restore' | 'restored'>(
    ctx: RequestContext,
    { id: sectionId, proposalId }: SectionRow,
    seq: number,
    kind: K,
  ) {
    return { proposalId, sectionId, seq, kind, madeBy: ctx.personId } as const;
  }
}
