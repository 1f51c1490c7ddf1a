import type { ReminderState } from '@concordat/domain';
import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { Person } from '../identity/person.entity.js';
import { Proposal } from '../proposal/proposal.entity.js';

/** The ledger: one message to one person about one thing, unique by its meaning. */
@Entity('reminder_occurrence')
@ForeignKey(() => Proposal, ['proposalId'], ['id'], { onDelete: 'CASCADE' })
@ForeignKey(() => Person, ['recipientId'], ['id'])
@ForeignKey(() => ReminderOccurrence, ['foldedInto'], ['id'])
@Unique(['aboutId', 'aboutRevision', 'recipientEmail', 'kind', 'offsetText'])
@Unique(['messageId'])
@Index(['dueAt'], { where: "state = 'planned'" })
@Index(['leaseUntil'], { where: 'lease_until is not null' })
@Index(['nextAttemptAt'], { where: 'next_attempt_at is not null' })
@Index(['proposalId'])
@Index(['foldedInto'], { where: 'folded_into is not null' })
export class ReminderOccurrence {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  /** Null for messages of the installation. */
  @Column({ type: 'uuid', nullable: true })
  proposalId!: string | null;

  /** deadline, section, review_round, verdict, invitation, cut_off, proposal, submission, membership or person. */
  @Column({ type: 'text' })
  aboutKind!: string;

  @Column({ type: 'uuid' })
  aboutId!: string;

  @Column({ type: 'integer' })
  aboutRevision!: number;

  /** What the message says: deadline_due, review_requested, ... */
  @Column({ type: 'text' })
  kind!: string;

  /** How long before the thing it is about: -7d, -4h, 0; notices have 0. */
  @Column({ type: 'text', default: '0' })
  offsetText!: string;

  @Column({ type: 'uuid', nullable: true })
  recipientId!: string | null;

  @Column({ type: 'text' })
  recipientEmail!: string;

  @Column({ type: 'timestamptz' })
  dueAt!: Date;

  @Column({ type: 'text', default: 'planned' })
  state!: ReminderState;

  /** Why it was cancelled, skipped or failed. */
  @Column({ type: 'text', nullable: true })
  reason!: string | null;

  @Column({ type: 'integer', default: 0 })
  attempts!: number;

  @Column({ type: 'integer', default: 0 })
  redeliveries!: number;

  @Column({ type: 'integer', default: 0 })
  fence!: number;

  @Column({ type: 'timestamptz', nullable: true })
  leaseUntil!: Date | null;

  /** When a failed one is tried again; null when a person has to look. */
  @Column({ type: 'timestamptz', nullable: true })
  nextAttemptAt!: Date | null;

  @Column({ type: 'text' })
  messageId!: string;

  @Column({ type: 'text', nullable: true })
  subject!: string | null;

  /** As received, tokens masked. */
  @Column({ type: 'text', nullable: true })
  bodyText!: string | null;

  @Column({ type: 'text', nullable: true })
  bodyHtml!: string | null;

  /** The one in whose mail it is told; from then on it has the state of that one. */
  @Column({ type: 'uuid', nullable: true })
  foldedInto!: string | null;

  @Column({ type: 'timestamptz', nullable: true })
  sentAt!: Date | null;

  @Column({ type: 'text', nullable: true })
  lastError!: string | null;

  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  createdAt!: Date;

  @Column({ type: 'integer', default: 1 })
  version!: number;
}
