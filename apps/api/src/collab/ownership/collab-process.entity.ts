import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';

/**
 * A process of this installation, for the others that serve the same database. A row is no sign of life: which
 * sections a process owns, and that it lives at all, is said by the locks that its backend holds.
 */
@Entity('collab_process')
@Unique(['backendPid'])
export class CollabProcess {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  /** Where the other processes reach its listener: an origin such as `http://10.0.0.4:3000`. */
  @Column({ type: 'text' })
  address!: string;

  /** The backend of its lock connection. */
  @Column({ type: 'integer' })
  backendPid!: number;

  /** 32 random bytes: who signs with them has read this table, and so is a process of this installation. */
  @Column({ type: 'bytea' })
  doorKey!: Buffer;

  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  startedAt!: Date;
}
