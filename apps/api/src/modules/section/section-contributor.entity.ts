import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Person } from '../identity/person.entity.js';
import { Section } from './section.entity.js';

/** Who may edit a section besides its lead. */
@Entity('section_contributor')
@ForeignKey(() => Section, ['proposalId', 'sectionId'], ['proposalId', 'id'], { onDelete: 'CASCADE' })
@ForeignKey(() => Person, ['personId'], ['id'])
export class SectionContributor {
  @Column({ type: 'uuid' })
  proposalId!: string;

  @PrimaryColumn({ type: 'uuid' })
  sectionId!: string;

  @PrimaryColumn({ type: 'uuid' })
  personId!: string;
}
