import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { Person } from '../identity/person.entity.js';
import { Proposal } from '../proposal/proposal.entity.js';

/** What prepare made: an immutable set of files from exact positions of the text. */
@Entity('package')
@ForeignKey(() => Proposal, ['proposalId'], ['id'], { onDelete: 'CASCADE' })
@ForeignKey(() => Person, ['preparedBy'], ['id'])
@Unique(['proposalId', 'id'])
@Unique(['proposalId', 'number'])
@Index(['proposalId', 'preparedAt'])
export class Package {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid' })
  proposalId!: string;

  /** Counts the packages of a proposal, from 1. */
  @Column({ type: 'integer' })
  number!: number;

  @Column({ type: 'integer' })
  draftNumber!: number;

  @Column({ type: 'uuid' })
  preparedBy!: string;

  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  preparedAt!: Date;

  /** Section id to log position. */
  @Column({ type: 'jsonb' })
  sectionSeqs!: Record<string, number>;

  /** Checks as they stood. */
  @Column({ type: 'jsonb' })
  checks!: unknown[];

  /** Canonical JSON with SHA-256 of every file. */
  @Column({ type: 'text' })
  manifest!: string;

  @Column({ type: 'bytea' })
  manifestSha256!: Buffer;

  @Column({ type: 'integer' })
  pages!: number;
}
