import type { NoticeReason } from '@concordat/domain';
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { CommentThread } from './comment-thread.entity.js';
import { Person } from '../identity/person.entity.js';

/** That somebody is to be told of a comment: ids only, so that the ledger can mail it without reading comments. */
@Entity('comment_notice')
@ForeignKey(() => CommentThread, ['proposalId', 'threadId'], ['proposalId', 'id'], { onDelete: 'CASCADE' })
@ForeignKey(() => Person, ['personId'], ['id'])
@Index(['personId', 'proposalId'], { where: 'seen_at is null' })
@Index(['threadId'])
export class CommentNotice {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid' })
  proposalId!: string;

  @Column({ type: 'uuid' })
  threadId!: string;

  /** Null where the thread itself was assigned. */
  @Column({ type: 'uuid', nullable: true })
  messageId!: string | null;

  /** The member that keeps the thread to itself: whoever is no longer of it is not told. */
  @Column({ type: 'uuid', nullable: true })
  internalMemberId!: string | null;

  @Column({ type: 'uuid' })
  personId!: string;

  @Column({ type: 'text' })
  kind!: NoticeReason;

  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  createdAt!: Date;

  /** When the person saw the thread in the product; from then on no mail is needed. */
  @Column({ type: 'timestamptz', nullable: true })
  seenAt!: Date | null;

  /** The row of the ledger whose mail told it. */
  @Column({ type: 'uuid', nullable: true })
  occurrenceId!: string | null;
}
