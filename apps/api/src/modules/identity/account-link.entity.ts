import type { AccountLinkKind } from '@concordat/domain';
import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { Person } from './person.entity.js';

/** A link mailed to an account: sets a password or confirms an address, once. Only the hash of its token is kept. */
@Entity('account_link')
@ForeignKey(() => Person, ['personId'], ['id'], { onDelete: 'CASCADE' })
@Unique(['tokenHash'])
@Index(['personId'])
export class AccountLink {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'text' })
  kind!: AccountLinkKind;

  /** Null: asked for an address without an account. As much is written, so that time tells nothing. */
  @Column({ type: 'uuid', nullable: true })
  personId!: string | null;

  /** Where it is sent: the account's address, or the one to confirm. Empty where nothing is sent. */
  @Column({ type: 'text' })
  email!: string;

  /** The address that a confirmed one took the place of: it is told. */
  @Column({ type: 'text', nullable: true })
  formerEmail!: string | null;

  @Column({ type: 'bytea' })
  tokenHash!: Buffer;

  @Column({ type: 'uuid' })
  nonce!: string;

  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  createdAt!: Date;

  @Column({ type: 'timestamptz' })
  expiresAt!: Date;

  @Column({ type: 'timestamptz', nullable: true })
  usedAt!: Date | null;

  /** When something else made it useless: another link, a changed password, a changed address. */
  @Column({ type: 'timestamptz', nullable: true })
  endedAt!: Date | null;
}
