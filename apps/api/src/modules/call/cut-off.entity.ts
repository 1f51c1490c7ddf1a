import type { CutOffState, ProposalOrigin } from '@concordat/domain';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One closing moment of one or several calls. */
@Entity('cut_off')
export class CutOff {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'integer' })
  number!: number;

  @Column({ type: 'timestamptz' })
  at!: Date;

  @Column({ type: 'text' })
  zone!: string;

  /** As typed: 2027-04-01T17:00. */
  @Column({ type: 'text' })
  wallTime!: string;

  /** As published, word for word. */
  @Column({ type: 'text', nullable: true })
  label!: string | null;

  @Column({ type: 'integer', default: 1 })
  revision!: number;

  @Column({ type: 'text', default: 'upcoming' })
  state!: CutOffState;

  @Column({ type: 'text', default: 'own' })
  origin!: ProposalOrigin;

  @Column({ type: 'date', nullable: true })
  announcedOn!: string | null;

  @Column({ type: 'date', nullable: true })
  resultAnnouncedOn!: string | null;

  @Column({ type: 'boolean', default: false })
  verified!: boolean;

  @Column({ type: 'boolean', default: false })
  timeVerified!: boolean;

  @Column({ type: 'text', array: true, default: () => "'{}'" })
  sources!: string[];

  @Column({ type: 'integer', default: 1 })
  version!: number;
}
