import type { InstallationRole, InvitationState, ProposalRole } from '@concordat/domain';
import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { ConsortiumMember } from '../proposal/consortium-member.entity.js';
import { Person } from './person.entity.js';
import { Proposal } from '../proposal/proposal.entity.js';

/** An e-mail that is not yet a membership. The link works once; only the hash of its token is kept. */
@Entity('invitation')
@ForeignKey(() => Proposal, ['proposalId'], ['id'], { onDelete: 'CASCADE' })
@ForeignKey(() => ConsortiumMember, ['proposalId', 'memberId'], ['proposalId', 'id'], { onDelete: 'CASCADE' })
@ForeignKey(() => Person, ['invitedBy'], ['id'])
@ForeignKey(() => Person, ['acceptedBy'], ['id'])
@Unique(['tokenHash'])
@Index(['proposalId'])
export class Invitation {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  /** Null: an invitation to the installation only. */
  @Column({ type: 'uuid', nullable: true })
  proposalId!: string | null;

  @Column({ type: 'uuid', nullable: true })
  memberId!: string | null;

  @Column({ type: 'text' })
  email!: string;

  @Column({ type: 'text', default: '' })
  displayName!: string;

  @Column({ type: 'bytea' })
  tokenHash!: Buffer;

  /** Renewed with every sending: the link's token is made from it and a key, so mails can be written later. */
  @Column({ type: 'uuid' })
  nonce!: string;

  @Column({ type: 'text', array: true, default: () => "'{}'" })
  roles!: ProposalRole[];

  @Column({ type: 'text', array: true, default: () => "'{}'" })
  installationRoles!: InstallationRole[];

  @Column({ type: 'text', default: 'sent' })
  state!: InvitationState;

  @Column({ type: 'uuid', nullable: true })
  invitedBy!: string | null;

  @Column({ type: 'timestamptz' })
  expiresAt!: Date;

  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  createdAt!: Date;

  @Column({ type: 'timestamptz', nullable: true })
  answeredAt!: Date | null;

  @Column({ type: 'uuid', nullable: true })
  acceptedBy!: string | null;

  @Column({ type: 'integer', default: 1 })
  version!: number;
}
