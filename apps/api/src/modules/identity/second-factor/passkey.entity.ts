import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { Person } from '../person.entity.js';

/** A passkey's public half. */
@Entity('passkey')
@ForeignKey(() => Person, ['personId'], ['id'], { onDelete: 'CASCADE' })
@Unique(['credentialId'])
@Index(['personId'])
export class Passkey {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid' })
  personId!: string;

  @Column({ type: 'bytea' })
  credentialId!: Buffer;

  /** COSE key. */
  @Column({ type: 'bytea' })
  publicKey!: Buffer;

  /** Uses as the passkey counts them; those on several devices count nothing and say 0. */
  @Column({ type: 'bigint' })
  counter!: string;

  @Column({ type: 'text', array: true, default: () => "'{}'" })
  transports!: string[];

  @Column({ type: 'text' })
  name!: string;

  /** Its maker keeps it on several devices. */
  @Column({ type: 'boolean' })
  isShared!: boolean;

  /** The host name it was made for; it works nowhere else. */
  @Column({ type: 'text' })
  host!: string;

  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  addedAt!: Date;

  @Column({ type: 'timestamptz', nullable: true })
  lastUsedAt!: Date | null;

  /** When its count went back: somebody holds a copy. It opens nothing since. */
  @Column({ type: 'timestamptz', nullable: true })
  copiedAt!: Date | null;
}
