import { Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';
import { Package } from './package.entity.js';

/** One file of a package. */
@Entity('package_file')
@ForeignKey(() => Package, ['proposalId', 'packageId'], ['proposalId', 'id'], { onDelete: 'CASCADE' })
@Unique(['packageId', 'name'])
export class PackageFile {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid' })
  proposalId!: string;

  @Column({ type: 'uuid' })
  packageId!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text' })
  mediaType!: string;

  @Column({ type: 'integer' })
  size!: number;

  @Column({ type: 'bytea' })
  sha256!: Buffer;

  @Column({ type: 'bytea' })
  bytes!: Buffer;
}
