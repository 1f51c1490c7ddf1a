import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { ConsortiumMember } from '../proposal/consortium-member.entity.js';
import { Person } from '../identity/person.entity.js';
import { Section } from '../section/section.entity.js';

/** Comments on one passage. The anchor may lose its text; the thread stays. */
@Entity('comment_thread')
@ForeignKey(() => Section, ['proposalId', 'sectionId'], ['proposalId', 'id'], { onDelete: 'CASCADE' })
@ForeignKey(() => ConsortiumMember, ['proposalId', 'internalMemberId'], ['proposalId', 'id'])
@ForeignKey(() => Person, ['createdBy'], ['id'])
@ForeignKey(() => Person, ['resolvedBy'], ['id'])
@ForeignKey(() => Person, ['assignedPersonId'], ['id'])
@ForeignKey(() => ConsortiumMember, ['proposalId', 'assignedMemberId'], ['proposalId', 'id'])
@ForeignKey(() => Person, ['assignedBy'], ['id'])
@Unique(['proposalId', 'id'])
@Index(['sectionId'])
export class CommentThread {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid' })
  proposalId!: string;

  @Column({ type: 'uuid' })
  sectionId!: string;

  /** Yjs relative positions; null for the whole section. */
  @Column({ type: 'bytea', nullable: true })
  anchorStart!: Buffer | null;

  @Column({ type: 'bytea', nullable: true })
  anchorEnd!: Buffer | null;

  @Column({ type: 'text', default: '' })
  quote!: string;

  /** Set: only this state sees it. Like the passage, it never changes. */
  @Column({ type: 'uuid', nullable: true })
  internalMemberId!: string | null;

  @Column({ type: 'uuid' })
  createdBy!: string;

  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  createdAt!: Date;

  /** Whom it waits for: a person or everybody of a member, never both. */
  @Column({ type: 'uuid', nullable: true })
  assignedPersonId!: string | null;

  @Column({ type: 'uuid', nullable: true })
  assignedMemberId!: string | null;

  @Column({ type: 'uuid', nullable: true })
  assignedBy!: string | null;

  @Column({ type: 'timestamptz', nullable: true })
  assignedAt!: Date | null;

  @Column({ type: 'timestamptz', nullable: true })
  resolvedAt!: Date | null;

  @Column({ type: 'uuid', nullable: true })
  resolvedBy!: string | null;

  @Column({ type: 'integer', default: 1 })
  version!: number;
}
