import type { ProposalRole } from '@concordat/domain';
import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { ConsortiumMember } from './consortium-member.entity.js';
import { Person } from '../identity/person.entity.js';
import { Proposal } from './proposal.entity.js';

/** A person's roles in one proposal, for one member. */
@Entity('membership')
@ForeignKey(() => Proposal, ['proposalId'], ['id'], { onDelete: 'CASCADE' })
@ForeignKey(() => ConsortiumMember, ['proposalId', 'memberId'], ['proposalId', 'id'], { onDelete: 'CASCADE' })
@ForeignKey(() => Person, ['personId'], ['id'])
@Unique(['proposalId', 'id'])
@Index(['proposalId', 'personId'], { unique: true, where: 'ended_at is null' })
@Index(['personId'])
export class Membership {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid' })
  proposalId!: string;

  @Column({ type: 'uuid' })
  memberId!: string;

  @Column({ type: 'uuid' })
  personId!: string;

  @Column({ type: 'text', array: true })
  roles!: ProposalRole[];

  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', nullable: true })
  endedAt!: Date | null;

  @Column({ type: 'integer', default: 1 })
  version!: number;
}
