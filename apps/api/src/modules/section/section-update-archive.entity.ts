import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Section } from './section.entity.js';

/** Rows of a section's log from before its last months, as they were: see `SectionUpdate`. */
@Entity('section_update_archive')
@ForeignKey(() => Section, ['proposalId', 'sectionId'], ['proposalId', 'id'], { onDelete: 'CASCADE' })
export class SectionUpdateArchive {
  @Column({ type: 'uuid' })
  proposalId!: string;

  @PrimaryColumn({ type: 'uuid' })
  sectionId!: string;

  @PrimaryColumn({ type: 'bigint' })
  seq!: string;

  @Column({ type: 'integer' })
  ownerEpoch!: number;

  @Column({ type: 'uuid' })
  personId!: string;

  @Column({ type: 'uuid' })
  deviceId!: string;

  @Column({ type: 'bytea' })
  sha256!: Buffer;

  @Column({ type: 'bytea' })
  bytes!: Buffer;

  @Column({ type: 'timestamptz' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  archivedAt!: Date;
}
