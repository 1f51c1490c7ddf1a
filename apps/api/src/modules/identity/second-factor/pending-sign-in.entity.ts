import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { Person } from '../person.entity.js';

/** A sign-in whose password was right and whose second step is missing. It is no session and opens nothing. */
@Entity('pending_sign_in')
@ForeignKey(() => Person, ['personId'], ['id'], { onDelete: 'CASCADE' })
@Unique(['tokenHash'])
@Index(['personId'])
export class PendingSignIn {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'bytea' })
  tokenHash!: Buffer;

  @Column({ type: 'uuid' })
  personId!: string;

  @Column({ type: 'text' })
  kind!: 'second_step' | 'set_up';

  @Column({ type: 'integer', default: 0 })
  tries!: number;

  @Column({ type: 'timestamptz' })
  expiresAt!: Date;
}
