import type { VerdictKind } from '@concordat/domain';
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { ConsortiumMember } from '../proposal/consortium-member.entity.js';
import { Person } from '../identity/person.entity.js';
import { ReviewRound } from './review-round.entity.js';

/** What a member said of a section, and about which state of the text. */
@Entity('verdict')
@ForeignKey(() => ReviewRound, ['proposalId', 'roundId'], ['proposalId', 'id'], { onDelete: 'CASCADE' })
@ForeignKey(() => ConsortiumMember, ['proposalId', 'memberId'], ['proposalId', 'id'])
@ForeignKey(() => Person, ['personId'], ['id'])
@Index(['roundId', 'memberId'], { unique: true, where: 'superseded_at is null' })
export class Verdict {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid' })
  proposalId!: string;

  @Column({ type: 'uuid' })
  roundId!: string;

  @Column({ type: 'uuid' })
  memberId!: string;

  @Column({ type: 'uuid' })
  personId!: string;

  @Column({ type: 'text' })
  kind!: VerdictKind;

  @Column({ type: 'text', default: '' })
  reason!: string;

  /** Position in the log that was judged. */
  @Column({ type: 'bigint' })
  textSeq!: string;

  /** Hash of the text that was judged. */
  @Column({ type: 'bytea', nullable: true })
  textSha256!: Buffer | null;

  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  givenAt!: Date;

  @Column({ type: 'timestamptz', nullable: true })
  supersededAt!: Date | null;
}
