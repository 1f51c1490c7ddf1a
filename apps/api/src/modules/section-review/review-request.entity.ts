import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { ConsortiumMember } from '../proposal/consortium-member.entity.js';
import { ReviewRound } from './review-round.entity.js';

/** A member asked for its verdict in a round. */
@Entity('review_request')
@ForeignKey(() => ReviewRound, ['proposalId', 'roundId'], ['proposalId', 'id'], { onDelete: 'CASCADE' })
@ForeignKey(() => ConsortiumMember, ['proposalId', 'memberId'], ['proposalId', 'id'])
export class ReviewRequest {
  @Column({ type: 'uuid' })
  proposalId!: string;

  @PrimaryColumn({ type: 'uuid' })
  roundId!: string;

  @PrimaryColumn({ type: 'uuid' })
  memberId!: string;

  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  askedAt!: Date;

  @Column({ type: 'timestamptz', nullable: true })
  firstReadAt!: Date | null;
}
