import { Column, Entity, ForeignKey, Index, PrimaryGeneratedColumn } from 'typeorm';
import { Proposal } from '../proposal/proposal.entity.js';

/** The evidence log: every attempt to submit and its answer. */
@Entity('submission_attempt')
@ForeignKey(() => Proposal, ['proposalId'], ['id'], { onDelete: 'CASCADE' })
@Index(['proposalId'])
export class SubmissionAttempt {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: string;

  @Column({ type: 'uuid' })
  proposalId!: string;

  @Column({ type: 'uuid' })
  packageId!: string;

  @Column({ type: 'uuid' })
  personId!: string;

  @Column({ type: 'uuid' })
  idempotencyKey!: string;

  /** accepted, repeated (the same key again), or a refusal code. */
  @Column({ type: 'text' })
  outcome!: string;

  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  at!: Date;
}
