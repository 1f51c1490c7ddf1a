import type { CallKind, CallState, ProposalOrigin } from '@concordat/domain';
import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { Person } from '../identity/person.entity.js';

/** One funding opportunity. */
@Entity('call')
@ForeignKey(() => Person, ['createdBy'], ['id'])
@Unique(['identifier'])
export class Call {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'text' })
  identifier!: string;

  @Column({ type: 'text' })
  title!: string;

  @Column({ type: 'text' })
  authority!: string;

  @Column({ type: 'text' })
  kind!: CallKind;

  @Column({ type: 'text', default: 'open' })
  state!: CallState;

  @Column({ type: 'date', nullable: true })
  opensOn!: string | null;

  @Column({ type: 'date', nullable: true })
  closesOn!: string | null;

  @Column({ type: 'text', default: 'Europe/Brussels' })
  zone!: string;

  /** Which template of libs/templates gives its sections. */
  @Column({ type: 'text' })
  templateKey!: string;

  @Column({ type: 'integer', default: 1 })
  templateVersion!: number;

  @Column({ type: 'text', default: 'own' })
  origin!: ProposalOrigin;

  @Column({ type: 'boolean', default: false })
  verified!: boolean;

  @Column({ type: 'text', array: true, default: () => "'{}'" })
  sources!: string[];

  @Column({ type: 'uuid', nullable: true })
  createdBy!: string | null;

  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  createdAt!: Date;

  @Column({ type: 'integer', default: 1 })
  version!: number;
}
