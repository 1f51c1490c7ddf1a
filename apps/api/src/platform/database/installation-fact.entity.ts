import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What this installation knows of itself: first-run tasks done, keys, switches. */
@Entity('installation_fact')
export class InstallationFact {
  @PrimaryColumn({ type: 'text' })
  key!: string;

  @Column({ type: 'jsonb' })
  value!: Record<string, unknown>;

  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  updatedAt!: Date;
}
