import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';
import { Proposal } from '../proposal/proposal.entity.js';

/**
 * A source that a proposal keeps for its writers. What is cited stands whole in the text; this row only lets it be found
 * again when nobody cites it.
 */
@Entity('proposal_source')
@ForeignKey(() => Proposal, ['proposalId'], ['id'], { onDelete: 'CASCADE' })
export class ProposalSource {
  @PrimaryColumn({ type: 'uuid' })
  proposalId!: string;

  @PrimaryColumn({ type: 'text' })
  source!: string;

  @Column({ type: 'text' })
  authors!: string;

  @Column({ type: 'text' })
  title!: string;

  @Column({ type: 'text' })
  container!: string;

  @Column({ type: 'text' })
  publisher!: string;

  @Column({ type: 'text' })
  year!: string;

  @Column({ type: 'text' })
  volume!: string;

  @Column({ type: 'text' })
  pages!: string;

  @Column({ type: 'text' })
  doi!: string;

  @Column({ type: 'text' })
  url!: string;

  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  keptAt!: Date;
}
