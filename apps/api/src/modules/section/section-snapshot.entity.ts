import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { Section } from './section.entity.js';

/** The state of a section after a number of updates, proven equal to their replay. */
@Entity('section_snapshot')
@ForeignKey(() => Section, ['proposalId', 'sectionId'], ['proposalId', 'id'], { onDelete: 'CASCADE' })
@Unique(['sectionId', 'seq'])
export class SectionSnapshot {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid' })
  proposalId!: string;

  @Column({ type: 'uuid' })
  sectionId!: string;

  @Column({ type: 'bigint' })
  seq!: string;

  @Column({ type: 'bytea' })
  sha256!: Buffer;

  @Column({ type: 'bytea' })
  textSha256!: Buffer;

  @Column({ type: 'bytea' })
  bytes!: Buffer;

  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  createdAt!: Date;
}
