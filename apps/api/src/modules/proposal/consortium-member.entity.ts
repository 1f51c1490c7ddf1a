import type { MemberRole } from '@concordat/domain';
import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { Proposal } from './proposal.entity.js';

/** A participating state in one proposal. */
@Entity('consortium_member')
@ForeignKey(() => Proposal, ['proposalId'], ['id'], { onDelete: 'CASCADE' })
@Unique(['proposalId', 'id'])
@Unique(['proposalId', 'stateCode'])
export class ConsortiumMember {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid' })
  proposalId!: string;

  @Column({ type: 'text' })
  stateCode!: string;

  @Column({ type: 'text' })
  role!: MemberRole;

  @Column({ type: 'text', nullable: true })
  hostingEntity!: string | null;

  /** 1 to 8; stays with the member. */
  @Column({ type: 'integer' })
  authorColour!: number;

  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  joinedAt!: Date;

  @Column({ type: 'timestamptz', nullable: true })
  leftAt!: Date | null;

  @Column({ type: 'boolean', default: true })
  verified!: boolean;

  @Column({ type: 'integer', default: 1 })
  version!: number;
}
