import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { CutOff } from './cut-off.entity.js';

/** A state that wrote to the authority instead of, or besides, taking part. */
@Entity('letter_of_interest')
@ForeignKey(() => CutOff, ['cutOffId'], ['id'], { onDelete: 'CASCADE' })
@Unique(['cutOffId', 'stateCode'])
export class LetterOfInterest {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid' })
  cutOffId!: string;

  @Column({ type: 'text' })
  stateCode!: string;

  @Column({ type: 'text' })
  intent!: string;

  @Column({ type: 'date', nullable: true })
  receivedOn!: string | null;

  @Column({ type: 'boolean', default: false })
  verified!: boolean;

  @Column({ type: 'text', array: true, default: () => "'{}'" })
  sources!: string[];
}
