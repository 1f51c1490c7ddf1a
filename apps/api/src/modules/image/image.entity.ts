import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { Person } from '../identity/person.entity.js';
import { Proposal } from '../proposal/proposal.entity.js';

/** A picture in the texts of a proposal, as it was made anew from what was sent. It never changes. */
@Entity('image')
@ForeignKey(() => Proposal, ['proposalId'], ['id'], { onDelete: 'CASCADE' })
@ForeignKey(() => Person, ['sentBy'], ['id'])
@Unique(['proposalId', 'sha256'])
@Index(['sentBy', 'sentAt'])
export class Image {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid' })
  proposalId!: string;

  @Column({ type: 'uuid' })
  sentBy!: string;

  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  sentAt!: Date;

  @Column({ type: 'text' })
  mediaType!: string;

  @Column({ type: 'integer' })
  width!: number;

  @Column({ type: 'integer' })
  height!: number;

  @Column({ type: 'integer' })
  size!: number;

  @Column({ type: 'bytea' })
  sha256!: Buffer;

  @Column({ type: 'bytea' })
  bytes!: Buffer;
}
