import type { InstallationRole, Theme } from '@concordat/domain';
import { Column, Entity, PrimaryColumn, Unique } from 'typeorm';

/** Someone who signs in. */
@Entity('person')
@Unique(['email'])
export class Person {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  /** Lower case; unique. */
  @Column({ type: 'text' })
  email!: string;

  @Column({ type: 'text' })
  displayName!: string;

  @Column({ type: 'text', default: 'en' })
  language!: string;

  /** IANA zone of the reader. */
  @Column({ type: 'text', default: 'Europe/Brussels' })
  zone!: string;

  @Column({ type: 'text', default: 'system' })
  theme!: Theme;

  /** Argon2id; null until an invitation is accepted and for sample people. */
  @Column({ type: 'text', nullable: true })
  passwordHash!: string | null;

  @Column({ type: 'text', array: true, default: () => "'{}'" })
  installationRoles!: InstallationRole[];

  /** A role of the sample, not a person. */
  @Column({ type: 'boolean', default: false })
  isSample!: boolean;

  /** When the address was last changed; shown to those who work with the person. */
  @Column({ type: 'timestamptz', nullable: true })
  emailChangedAt!: Date | null;

  @Column({ type: 'timestamptz', nullable: true })
  disabledAt!: Date | null;

  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  createdAt!: Date;

  @Column({ type: 'integer', default: 1 })
  version!: number;
}
