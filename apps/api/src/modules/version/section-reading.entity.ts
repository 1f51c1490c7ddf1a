import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Person } from '../identity/person.entity.js';
import { Section } from '../section/section.entity.js';

/** How far a person has read a section. Only that person sees it. */
@Entity('section_reading')
@ForeignKey(() => Section, ['proposalId', 'sectionId'], ['proposalId', 'id'], { onDelete: 'CASCADE' })
@ForeignKey(() => Person, ['personId'], ['id'])
export class SectionReading {
  @Column({ type: 'uuid' })
  proposalId!: string;

  @PrimaryColumn({ type: 'uuid' })
  sectionId!: string;

  @PrimaryColumn({ type: 'uuid' })
  personId!: string;

  /** The last position of the log that stood there when they left. */
  @Column({ type: 'bigint' })
  seq!: string;

  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  readAt!: Date;
}
