import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { AuditEvent } from './audit-event.entity.js';

/** The place of an event in its chain, written by the database at the commit that makes the event. */
@Entity('audit_link')
@ForeignKey(() => AuditEvent, ['eventId'], ['id'])
@Unique(['eventId'])
export class AuditLink {
  /** The proposal's id; of zeros only for the installation's own chain. */
  @PrimaryColumn({ type: 'uuid' })
  chain!: string;

  /** From 1, without gaps. */
  @PrimaryColumn({ type: 'bigint' })
  number!: string;

  @Column({ type: 'bigint' })
  eventId!: string;

  /** The form of the text that was hashed. */
  @Column({ type: 'smallint' })
  version!: number;

  @Column({ type: 'bytea' })
  previous!: Buffer;

  @Column({ type: 'bytea' })
  sha256!: Buffer;
}
