import type { SubmissionState } from '@concordat/domain';
import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { Package } from './package.entity.js';
import { Person } from '../identity/person.entity.js';
import { Proposal } from '../proposal/proposal.entity.js';

/** One adopted package and its receipt. */
@Entity('submission')
@ForeignKey(() => Proposal, ['proposalId'], ['id'], { onDelete: 'CASCADE' })
@ForeignKey(() => Package, ['proposalId', 'packageId'], ['proposalId', 'id'])
@ForeignKey(() => Person, ['submittedBy'], ['id'])
@Unique(['proposalId', 'id'])
@Unique(['proposalId', 'number'])
@Unique(['proposalId', 'idempotencyKey'])
@Unique(['receiptNumber'])
export class Submission {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid' })
  proposalId!: string;

  @Column({ type: 'uuid' })
  packageId!: string;

  @Column({ type: 'integer' })
  number!: number;

  @Column({ type: 'text' })
  receiptNumber!: string;

  /** By the database's clock, under the lock. */
  @Column({ type: 'timestamptz' })
  decidedAt!: Date;

  @Column({ type: 'uuid' })
  submittedBy!: string;

  @Column({ type: 'uuid' })
  idempotencyKey!: string;

  @Column({ type: 'text', default: 'submitted' })
  state!: SubmissionState;

  /** Canonical JSON that was signed. */
  @Column({ type: 'text' })
  receipt!: string;

  @Column({ type: 'bytea' })
  receiptSha256!: Buffer;

  /** Ed25519 over the receipt. */
  @Column({ type: 'bytea' })
  signature!: Buffer;

  @Column({ type: 'timestamptz', nullable: true })
  withdrawnAt!: Date | null;
}
