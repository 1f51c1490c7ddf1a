import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Section } from './section.entity.js';

/** The log of a section: what was acknowledged stands here. */
@Entity('section_update')
@ForeignKey(() => Section, ['proposalId', 'sectionId'], ['proposalId', 'id'], { onDelete: 'CASCADE' })
export class SectionUpdate {
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

  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  createdAt!: Date;
}
