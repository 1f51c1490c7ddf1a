import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Section } from './section.entity.js';

/** Which person and device a client id of the text belongs to. */
@Entity('client_binding')
@ForeignKey(() => Section, ['proposalId', 'sectionId'], ['proposalId', 'id'], { onDelete: 'CASCADE' })
export class ClientBinding {
  @Column({ type: 'uuid' })
  proposalId!: string;

  @PrimaryColumn({ type: 'uuid' })
  sectionId!: string;

  @PrimaryColumn({ type: 'bigint' })
  clientId!: string;

  @Column({ type: 'uuid' })
  personId!: string;

  @Column({ type: 'uuid' })
  deviceId!: string;

  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  boundAt!: Date;
}
