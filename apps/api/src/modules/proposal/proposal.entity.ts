import type { ProposalOrigin, ProposalState } from '@concordat/domain';
import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Call } from '../call/call.entity.js';
import { CutOff } from '../call/cut-off.entity.js';
import { Person } from '../identity/person.entity.js';

/** The isolation boundary: everything of a proposal carries its id. */
@Entity('proposal')
@ForeignKey(() => Call, ['callId'], ['id'])
@ForeignKey(() => CutOff, ['cutOffId'], ['id'])
@ForeignKey(() => Person, ['foundedBy'], ['id'])
@ForeignKey(() => Person, ['frozenBy'], ['id'])
@Index(['cutOffId'])
export class Proposal {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'text' })
  acronym!: string;

  @Column({ type: 'text' })
  title!: string;

  /** Null where history does not tell. */
  @Column({ type: 'uuid', nullable: true })
  callId!: string | null;

  @Column({ type: 'boolean', default: true })
  callVerified!: boolean;

  @Column({ type: 'uuid' })
  cutOffId!: string;

  @Column({ type: 'text', default: 'own' })
  origin!: ProposalOrigin;

  @Column({ type: 'text', default: 'drafting' })
  state!: ProposalState;

  @Column({ type: 'text' })
  coordinatingState!: string;

  @Column({ type: 'text', nullable: true })
  hostingEntity!: string | null;

  @Column({ type: 'text' })
  templateKey!: string;

  @Column({ type: 'integer', default: 1 })
  templateVersion!: number;

  @Column({ type: 'uuid', nullable: true })
  foundedBy!: string | null;

  /** Counts the drafts: reopening opens the next. */
  @Column({ type: 'integer', default: 1 })
  draftNumber!: number;

  @Column({ type: 'timestamptz', nullable: true })
  frozenAt!: Date | null;

  @Column({ type: 'uuid', nullable: true })
  frozenBy!: string | null;

  @Column({ type: 'text', nullable: true })
  freezeReason!: string | null;

  @Column({ type: 'timestamptz', nullable: true })
  submittedAt!: Date | null;

  @Column({ type: 'date', nullable: true })
  announcedOn!: string | null;

  @Column({ type: 'date', nullable: true })
  outcomeAnnouncedOn!: string | null;

  @Column({ type: 'boolean', default: true })
  verified!: boolean;

  @Column({ type: 'text', array: true, default: () => "'{}'" })
  sources!: string[];

  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  createdAt!: Date;

  @Column({ type: 'integer', default: 1 })
  version!: number;
}
