import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { CutOff } from './cut-off.entity.js';
import { Person } from '../identity/person.entity.js';

/** Every time a cut-off was moved, and why. */
@Entity('cut_off_move')
@ForeignKey(() => CutOff, ['cutOffId'], ['id'], { onDelete: 'CASCADE' })
@ForeignKey(() => Person, ['movedBy'], ['id'])
@Unique(['cutOffId', 'revision'])
export class CutOffMove {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid' })
  cutOffId!: string;

  @Column({ type: 'integer' })
  revision!: number;

  @Column({ type: 'timestamptz' })
  fromAt!: Date;

  @Column({ type: 'timestamptz' })
  toAt!: Date;

  @Column({ type: 'text' })
  reason!: string;

  @Column({ type: 'uuid', nullable: true })
  movedBy!: string | null;

  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  movedAt!: Date;
}
