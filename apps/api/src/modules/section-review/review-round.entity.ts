import type { RoundPolicy } from '@concordat/domain';
import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { Person } from '../identity/person.entity.js';
import { Section } from '../section/section.entity.js';

/** A request that members review a section. */
@Entity('review_round')
@ForeignKey(() => Section, ['proposalId', 'sectionId'], ['proposalId', 'id'], { onDelete: 'CASCADE' })
@ForeignKey(() => Person, ['requestedBy'], ['id'])
@ForeignKey(() => Person, ['closedBy'], ['id'])
@Unique(['proposalId', 'id'])
@Unique(['sectionId', 'number'])
export class ReviewRound {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid' })
  proposalId!: string;

  @Column({ type: 'uuid' })
  sectionId!: string;

  @Column({ type: 'integer' })
  number!: number;

  @Column({ type: 'text' })
  policy!: RoundPolicy;

  @Column({ type: 'integer', nullable: true })
  quorum!: number | null;

  @Column({ type: 'timestamptz' })
  dueAt!: Date;

  @Column({ type: 'text' })
  dueZone!: string;

  @Column({ type: 'text', default: '' })
  note!: string;

  /** open, changes_requested, approved, closed_early or withdrawn. */
  @Column({ type: 'text', default: 'open' })
  state!: string;

  /** What the lead answered when asking again. */
  @Column({ type: 'text', nullable: true })
  answer!: string | null;

  @Column({ type: 'uuid' })
  requestedBy!: string;

  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  requestedAt!: Date;

  @Column({ type: 'timestamptz', nullable: true })
  askedAgainAt!: Date | null;

  @Column({ type: 'timestamptz', nullable: true })
  closedAt!: Date | null;

  @Column({ type: 'uuid', nullable: true })
  closedBy!: string | null;

  @Column({ type: 'text', nullable: true })
  closeReason!: string | null;

  @Column({ type: 'integer', default: 1 })
  version!: number;
}
