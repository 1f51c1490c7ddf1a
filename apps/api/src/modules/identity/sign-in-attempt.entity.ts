import { Column, Entity, Index, PrimaryGeneratedColumn } from 'typeorm';

/** A try to sign in, by hashed account and address, to slow down guessing without locking anyone out. */
@Entity('sign_in_attempt')
@Index(['accountHash', 'at'])
@Index(['addressHash', 'at'])
export class SignInAttempt {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: string;

  @Column({ type: 'bytea' })
  accountHash!: Buffer;

  @Column({ type: 'bytea' })
  addressHash!: Buffer;

  @Column({ type: 'boolean' })
  succeeded!: boolean;

  @Column({ type: 'timestamptz', default: () => 'clock_timestamp()' })
  at!: Date;
}
