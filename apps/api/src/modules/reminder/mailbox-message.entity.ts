import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { Proposal } from '../proposal/proposal.entity.js';

/** Mail delivered inside the product where no mail server is configured. */
@Entity('mailbox_message')
@ForeignKey(() => Proposal, ['proposalId'], ['id'], { onDelete: 'CASCADE' })
@Unique(['messageId', 'toEmail'])
@Index(['toEmail', 'deliveredAt'])
@Index(['recipientId', 'deliveredAt'])
export class MailboxMessage {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid', nullable: true })
  occurrenceId!: string | null;

  @Column({ type: 'uuid', nullable: true })
  proposalId!: string | null;

  /** Whose it is, at whatever address; null where the recipient had no account. */
  @Column({ type: 'uuid', nullable: true })
  recipientId!: string | null;

  @Column({ type: 'text' })
  toEmail!: string;

  @Column({ type: 'text' })
  subject!: string;

  @Column({ type: 'text' })
  bodyText!: string;

  @Column({ type: 'text' })
  bodyHtml!: string;

  @Column({ type: 'text' })
  messageId!: string;

  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  deliveredAt!: Date;

  @Column({ type: 'timestamptz', nullable: true })
  readAt!: Date | null;
}
