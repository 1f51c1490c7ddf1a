import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Person } from '../person.entity.js';

/** The authenticator app of a person. Its secret is sealed with a key that the database does not have. */
@Entity('authenticator_app')
@ForeignKey(() => Person, ['personId'], ['id'], { onDelete: 'CASCADE' })
export class AuthenticatorApp {
  @PrimaryColumn({ type: 'uuid' })
  personId!: string;

  @Column({ type: 'bytea' })
  sealedSecret!: Buffer;

  /** The number of the thirty seconds whose code was taken last: no code counts twice. */
  @Column({ type: 'bigint' })
  lastStep!: string;

  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  addedAt!: Date;

  @Column({ type: 'timestamptz', nullable: true })
  lastUsedAt!: Date | null;
}
