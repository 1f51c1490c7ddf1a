import type { DeadlineKind } from '@concordat/domain';
import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { Person } from '../identity/person.entity.js';
import { Proposal } from '../proposal/proposal.entity.js';
import { ReviewRound } from '../section-review/review-round.entity.js';
import { Section } from '../section/section.entity.js';

/** A planned moment of a proposal. */
@Entity('deadline')
@ForeignKey(() => Proposal, ['proposalId'], ['id'], { onDelete: 'CASCADE' })
@ForeignKey(() => Section, ['proposalId', 'sectionId'], ['proposalId', 'id'], { onDelete: 'CASCADE' })
@ForeignKey(() => ReviewRound, ['proposalId', 'roundId'], ['proposalId', 'id'], { onDelete: 'CASCADE' })
@ForeignKey(() => Person, ['ownerPersonId'], ['id'])
@Unique(['proposalId', 'id'])
@Index(['proposalId', 'at'])
export class Deadline {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid' })
  proposalId!: string;

  @Column({ type: 'text' })
  kind!: DeadlineKind;

  @Column({ type: 'text' })
  title!: string;

  @Column({ type: 'timestamptz' })
  at!: Date;

  @Column({ type: 'text' })
  zone!: string;

  /** Days before the cut-off on the wall calendar; null: an absolute moment. */
  @Column({ type: 'integer', nullable: true })
  offsetDays!: number | null;

  @Column({ type: 'uuid', nullable: true })
  ownerPersonId!: string | null;

  /** proposal, coordinators, section_lead or asked_members. */
  @Column({ type: 'text', default: 'proposal' })
  audience!: string;

  @Column({ type: 'uuid', nullable: true })
  sectionId!: string | null;

  @Column({ type: 'uuid', nullable: true })
  roundId!: string | null;

  @Column({ type: 'integer', default: 1 })
  revision!: number;

  @Column({ type: 'text', default: '' })
  source!: string;

  @Column({ type: 'timestamptz', nullable: true })
  doneAt!: Date | null;

  @Column({ type: 'timestamptz', nullable: true })
  cancelledAt!: Date | null;

  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  createdAt!: Date;

  @Column({ type: 'integer', default: 1 })
  version!: number;
}
