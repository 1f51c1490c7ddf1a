import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** Who did what to what. Ids only, never text; appended and never changed. */
@Entity('audit_event')
@Index(['proposalId', 'id'])
@Index(['objectId', 'at'], { where: "action like 'read.%'" })
export class AuditEvent {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: string;

  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  at!: Date;

  @Column({ type: 'uuid', nullable: true })
  personId!: string | null;

  @Column({ type: 'text' })
  action!: string;

  @Column({ type: 'text' })
  objectKind!: string;

  @Column({ type: 'text' })
  objectId!: string;

  @Column({ type: 'uuid', nullable: true })
  proposalId!: string | null;

  @Column({ type: 'jsonb', nullable: true })
  before!: Record<string, unknown> | null;

  @Column({ type: 'jsonb', nullable: true })
  after!: Record<string, unknown> | null;

  @Column({ type: 'uuid', nullable: true })
  requestId!: string | null;
}
