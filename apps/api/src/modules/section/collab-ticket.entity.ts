import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { Person } from '../identity/person.entity.js';
import { Section } from './section.entity.js';
import { Session } from '../identity/session.entity.js';

/** A one-time permission to open a socket to one section. */
@Entity('collab_ticket')
@ForeignKey(() => Section, ['proposalId', 'sectionId'], ['proposalId', 'id'], { onDelete: 'CASCADE' })
@ForeignKey(() => Person, ['personId'], ['id'])
@ForeignKey(() => Session, ['sessionId'], ['id'], { onDelete: 'CASCADE' })
@Unique(['tokenHash'])
export class CollabTicket {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid' })
  proposalId!: string;

  @Column({ type: 'uuid' })
  sectionId!: string;

  @Column({ type: 'bytea' })
  tokenHash!: Buffer;

  @Column({ type: 'uuid' })
  personId!: string;

  @Column({ type: 'uuid' })
  sessionId!: string;

  @Column({ type: 'uuid' })
  deviceId!: string;

  /** edit, suggest or read. */
  @Column({ type: 'text' })
  mode!: string;

  @Column({ type: 'integer' })
  schemaVersion!: number;

  @Column({ type: 'timestamptz' })
  expiresAt!: Date;

  @Column({ type: 'timestamptz', nullable: true })
  usedAt!: Date | null;
}
