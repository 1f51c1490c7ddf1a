import type { DeadlineKind } from '@concordat/domain';
import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { Proposal } from '../proposal/proposal.entity.js';

/** In words: how long before which deadlines whom to remind. */
@Entity('reminder_plan')
@ForeignKey(() => Proposal, ['proposalId'], ['id'], { onDelete: 'CASCADE' })
@Unique(['proposalId', 'id'])
@Unique(['proposalId', 'deadlineKind'])
export class ReminderPlan {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid' })
  proposalId!: string;

  @Column({ type: 'text' })
  deadlineKind!: DeadlineKind;

  /** Offsets as the rules read them: -7d, -4h, 0. */
  @Column({ type: 'text', array: true })
  offsets!: string[];

  @Column({ type: 'integer', default: 1 })
  version!: number;
}
