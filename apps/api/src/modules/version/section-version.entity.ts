import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { Person } from '../identity/person.entity.js';
import { Section } from '../section/section.entity.js';

/** A version of a section: a place in its log with a reason or a name. Only the name ever changes. */
@Entity('section_version')
@ForeignKey(() => Section, ['proposalId', 'sectionId'], ['proposalId', 'id'], { onDelete: 'CASCADE' })
@ForeignKey(() => Person, ['madeBy'], ['id'])
@ForeignKey(() => Person, ['renamedBy'], ['id'])
@ForeignKey(() => SectionVersion, ['proposalId', 'restoredFrom'], ['proposalId', 'id'])
@Unique(['proposalId', 'id'])
@Index(['sectionId', 'seq'])
export class SectionVersion {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid' })
  proposalId!: string;

  @Column({ type: 'uuid' })
  sectionId!: string;

  /** The last position of the log that it holds. */
  @Column({ type: 'bigint' })
  seq!: string;

  /** SHA-256 of the row at that position, taken from the log by the database. */
  @Column({ type: 'bytea' })
  updateSha256!: Buffer;

  /** One of the kinds of `versionKinds` in the domain. */
  @Column({ type: 'text' })
  kind!: string;

  @Column({ type: 'text', default: '' })
  name!: string;

  /** The version that was brought back. */
  @Column({ type: 'uuid', nullable: true })
  restoredFrom!: string | null;

  /** Who named it, took the step or wrote last. */
  @Column({ type: 'uuid', nullable: true })
  madeBy!: string | null;

  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  madeAt!: Date;

  @Column({ type: 'uuid', nullable: true })
  renamedBy!: string | null;

  @Column({ type: 'timestamptz', nullable: true })
  renamedAt!: Date | null;
}
