import { createHash, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { ImageView, SendImage } from '@concordat/contracts';
import { editSection } from '@concordat/domain';
import type { RequestContext } from '../../platform/authz/index.js';
import { type Transaction, WebDatabase } from '../../platform/database/index.js';
import { Refusal } from '../../platform/errors/index.js';
import { sectionFacts, sectionPolicyFacts, SectionRepository, type SectionRow } from '../section/index.js';
import { ImageRepository, type KeptImage } from './image.repository.js';
import { ImageWorkshop } from './workshop/image-workshop.js';

/** Nobody draws that many; a document pasted from elsewhere may bring them. */
const imagesAMinute = 60;
/** What the pictures of one proposal may weigh, in bytes. They are all read when its PDF is made. */
const mostOfProposal = 200 * 1_048_576;

/** Pictures in texts: made anew in a process of their own, kept once, shown to whoever may read the section. */
@Injectable()
export class ImageService {
  constructor(
    private readonly db: WebDatabase,
    private readonly sections: SectionRepository,
    private readonly images: ImageRepository,
    private readonly workshop: ImageWorkshop,
  ) {}

  /** Whether somebody may send a picture now: asked before anything of it is read. */
  async requireRoom(ctx: RequestContext, sectionId: string): Promise<void> {
    await this.db.transaction(ctx, async (tx) => {
      const { proposalId } = await this.requireRight(ctx, tx, sectionId);
      if ((await this.images.weight(tx, proposalId)) >= mostOfProposal) throw new Refusal('image.full');
    });
  }

  /** Decided again when it is kept, because making it anew takes a while. */
  async send(ctx: RequestContext, sectionId: string, { content }: SendImage): Promise<ImageView> {
    const { mediaType, width, height, bytes } = await this.workshop.remake(Buffer.from(content, 'base64'));
    const made = Buffer.from(bytes);
    return this.db.transaction(ctx, async (tx) => {
      const { proposalId } = await this.requireRight(ctx, tx, sectionId);
      if ((await this.images.weight(tx, proposalId)) + made.length > mostOfProposal)
        throw new Refusal('image.full');
      const sha256 = createHash('sha256').update(made).digest();
      return this.images.keep(tx, {
        ...{ id: randomUUID(), proposalId, sentBy: ctx.personId },
        ...{ mediaType, width, height, sha256, bytes: made },
      });
    });
  }

  show(ctx: RequestContext, sectionId: string, imageId: string): Promise<KeptImage> {
    return this.db.transaction(ctx, async (tx) => {
      const section = await this.sections.load(tx, sectionId);
      ctx.require('section.read', sectionPolicyFacts(section));
      return this.images.load(tx, section.proposalId, imageId);
    });
  }

  private async requireRight(ctx: RequestContext, tx: Transaction, sectionId: string): Promise<SectionRow> {
    const section = await this.sections.load(tx, sectionId);
    ctx.require('section.suggest', sectionPolicyFacts(section));
    if (section.isGroup) throw new Refusal('section.is_group');
    const editing = editSection(sectionFacts(section), await tx.clock());
    if (!editing.ok) throw new Refusal(editing.reason);
    if ((await this.images.sentLately(tx, ctx.personId)) >= imagesAMinute) throw new Refusal('image.rate');
    return section;
  }
}
