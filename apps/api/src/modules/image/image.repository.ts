import { Injectable } from '@nestjs/common';
import type { ImageView } from '@concordat/contracts';
import type { Transaction } from '../../platform/database/index.js';
import { notFound } from '../../platform/errors/index.js';

/** A picture ready to be kept. */
export interface NewImage {
  readonly id: string;
  readonly proposalId: string;
  readonly sentBy: string;
  readonly mediaType: ImageView['mediaType'];
  readonly width: number;
  readonly height: number;
  readonly sha256: Buffer;
  readonly bytes: Buffer;
}

/** A picture as it goes out. */
export interface KeptImage {
  readonly id: string;
  readonly mediaType: ImageView['mediaType'];
  readonly bytes: Buffer;
}

/** Pictures: written once, then read. The database itself refuses to change them. */
@Injectable()
export class ImageRepository {
  /** Keeps a picture; the same one sent twice to a proposal is kept once. */
  async keep(tx: Transaction, image: NewImage): Promise<ImageView> {
    await tx.execute(
      `insert into image (id, proposal_id, sent_by, media_type, width, height, size, sha256, bytes)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (proposal_id, sha256) do nothing`,
      [
        image.id,
        image.proposalId,
        image.sentBy,
        image.mediaType,
        image.width,
        image.height,
        image.bytes.length,
        image.sha256,
        image.bytes,
      ],
    );
    const [kept] = await tx.query<ImageView>(
      `select id, media_type as "mediaType", width, height, size as bytes from image
       where proposal_id = $1 and sha256 = $2`,
      [image.proposalId, image.sha256],
    );
    if (!kept) throw notFound();
    return kept;
  }

  /** Of every picture of a proposal. */
  async ids(tx: Transaction, proposalId: string): Promise<string[]> {
    const rows = await tx.query<{ id: string }>('select id from image where proposal_id = $1', [proposalId]);
    return rows.map(({ id }) => id);
  }

  /** Of this proposal and no other. */
  async load(tx: Transaction, proposalId: string, imageId: string): Promise<KeptImage> {
    const [image] = await this.loadAll(tx, proposalId, [imageId]);
    if (!image) throw notFound();
    return image;
  }

  /** Those of the asked that the proposal has. */
  loadAll(tx: Transaction, proposalId: string, imageIds: readonly string[]): Promise<KeptImage[]> {
    return tx.query<KeptImage>(
      `select id, media_type as "mediaType", bytes from image where proposal_id = $1 and id = any($2::uuid[])
       order by id`,
      [proposalId, imageIds],
    );
  }

  async sentLately(tx: Transaction, personId: string): Promise<number> {
    const [row] = await tx.query<{ sent: number }>(
      `select count(*)::int as sent from image
       where sent_by = $1 and sent_at > clock_timestamp() - interval '1 minute'`,
      [personId],
    );
    return row?.sent ?? 0;
  }

  /** What all pictures of a proposal weigh, in bytes. */
  async weight(tx: Transaction, proposalId: string): Promise<number> {
    const [row] = await tx.query<{ weight: string }>(
      'select coalesce(sum(size), 0) as weight from image where proposal_id = $1',
      [proposalId],
    );
    return Number(row?.weight ?? 0);
  }
}
