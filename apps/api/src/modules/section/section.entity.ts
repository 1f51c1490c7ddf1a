import type { SectionState } from '@concordat/domain';
import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { ConsortiumMember } from '../proposal/consortium-member.entity.js';
import { Person } from '../identity/person.entity.js';
import { Proposal } from '../proposal/proposal.entity.js';

/** One node of the outline: a group of sections, or a section with its own text. */
@Entity('section')
@ForeignKey(() => Proposal, ['proposalId'], ['id'], { onDelete: 'CASCADE' })
@ForeignKey(() => Section, ['proposalId', 'parentId'], ['proposalId', 'id'])
@ForeignKey(() => Person, ['leadPersonId'], ['id'])
@ForeignKey(() => ConsortiumMember, ['proposalId', 'leadMemberId'], ['proposalId', 'id'])
@ForeignKey(() => Person, ['lastEditedBy'], ['id'])
@Unique(['proposalId', 'id'])
@Unique(['proposalId', 'number'])
export class Section {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid' })
  proposalId!: string;

  @Column({ type: 'uuid', nullable: true })
  parentId!: string | null;

  /** Its id in the template; null for one that people added. */
  @Column({ type: 'text', nullable: true })
  templateSectionId!: string | null;

  @Column({ type: 'text' })
  number!: string;

  @Column({ type: 'text' })
  title!: string;

  @Column({ type: 'integer' })
  position!: number;

  @Column({ type: 'boolean', default: false })
  isGroup!: boolean;

  @Column({ type: 'boolean', default: true })
  mandatory!: boolean;

  @Column({ type: 'text', default: '' })
  guidance!: string;

  @Column({ type: 'text', default: '' })
  guidanceSource!: string;

  @Column({ type: 'text', nullable: true })
  criterion!: string | null;

  @Column({ type: 'integer', nullable: true })
  wordLimit!: number | null;

  @Column({ type: 'boolean', default: false })
  limitVerified!: boolean;

  @Column({ type: 'uuid', nullable: true })
  leadPersonId!: string | null;

  @Column({ type: 'uuid', nullable: true })
  leadMemberId!: string | null;

  @Column({ type: 'timestamptz', nullable: true })
  dueAt!: Date | null;

  @Column({ type: 'text', nullable: true })
  dueZone!: string | null;

  @Column({ type: 'text', default: 'not_started' })
  state!: SectionState;

  @Column({ type: 'timestamptz', nullable: true })
  frozenAt!: Date | null;

  /** Raised by every process that takes the section over. */
  @Column({ type: 'integer', default: 0 })
  ownerEpoch!: number;

  /** Last sequence number of the log, without gaps. */
  @Column({ type: 'bigint', default: 0 })
  logSeq!: string;

  @Column({ type: 'integer', default: 0 })
  words!: number;

  @Column({ type: 'integer', default: 0 })
  characters!: number;

  @Column({ type: 'bytea', nullable: true })
  textSha256!: Buffer | null;

  @Column({ type: 'timestamptz', nullable: true })
  lastEditedAt!: Date | null;

  @Column({ type: 'uuid', nullable: true })
  lastEditedBy!: string | null;

  @Column({ type: 'integer', default: 1 })
  version!: number;
}
