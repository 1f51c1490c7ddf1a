import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Something an operator has to see to: what, about which thing, since when, and until when. */
@Entity('alarm')
@Index(['kind', 'subject'], { unique: true, where: 'cleared_at is null' })
export class Alarm {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'text' })
  kind!: string;

  /** A host, or the id of a section; empty where there is only one. */
  @Column({ type: 'text', default: '' })
  subject!: string;

  /** Whole numbers by name. */
  @Column({ type: 'jsonb' })
  facts!: Record<string, number>;

  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  raisedAt!: Date;

  /** When a process last said that it still stands. */
  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  seenAt!: Date;

  @Column({ type: 'timestamptz', nullable: true })
  clearedAt!: Date | null;
}
