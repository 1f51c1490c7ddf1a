import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Person } from '../person.entity.js';

/** A recovery code, as a hash keyed with what the database does not have. */
@Entity('recovery_code')
@ForeignKey(() => Person, ['personId'], ['id'], { onDelete: 'CASCADE' })
export class RecoveryCode {
  @PrimaryColumn({ type: 'uuid' })
  personId!: string;

  @PrimaryColumn({ type: 'bytea' })
  codeHash!: Buffer;

  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  madeAt!: Date;

  @Column({ type: 'timestamptz', nullable: true })
  usedAt!: Date | null;
}
