import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { CommentThread } from './comment-thread.entity.js';
import { Person } from '../identity/person.entity.js';

/** One message of a thread. A deleted one keeps its place and loses its words. */
@Entity('comment_message')
@ForeignKey(() => CommentThread, ['proposalId', 'threadId'], ['proposalId', 'id'], { onDelete: 'CASCADE' })
@ForeignKey(() => Person, ['authorId'], ['id'])
@Index(['threadId'])
export class CommentMessage {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid' })
  proposalId!: string;

  @Column({ type: 'uuid' })
  threadId!: string;

  @Column({ type: 'uuid' })
  authorId!: string;

  @Column({ type: 'text' })
  body!: string;

  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', nullable: true })
  editedAt!: Date | null;

  @Column({ type: 'timestamptz', nullable: true })
  deletedAt!: Date | null;

  @Column({ type: 'integer', default: 1 })
  version!: number;
}
