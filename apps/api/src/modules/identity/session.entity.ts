import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { Person } from './person.entity.js';

/** A signed-in browser. Only the hash of its token is kept. */
@Entity('session')
@ForeignKey(() => Person, ['personId'], ['id'], { onDelete: 'CASCADE' })
@Unique(['tokenHash'])
@Index(['personId'])
export class Session {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'bytea' })
  tokenHash!: Buffer;

  @Column({ type: 'uuid' })
  personId!: string;

  @Column({ type: 'text', default: '' })
  userAgent!: string;

  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  lastSeenAt!: Date;

  /** When the person last proved who they are: at sign-in, and where a step asks for a fresh proof. */
  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  provedAt!: Date;

  @Column({ type: 'timestamptz' })
  expiresAt!: Date;

  @Column({ type: 'timestamptz', nullable: true })
  endedAt!: Date | null;
}
