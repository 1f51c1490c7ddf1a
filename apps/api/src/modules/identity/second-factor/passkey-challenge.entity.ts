import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A question put to a passkey: answered once, by the browser it was put to, for what it was put for. */
@Entity('passkey_challenge')
@Index(['expiresAt'])
export class PasskeyChallenge {
  @PrimaryColumn({ type: 'bytea' })
  challengeHash!: Buffer;

  @Column({ type: 'text' })
  purpose!: string;

  /** Hash of the session, the pending sign-in or the cookie of the browser that asked. */
  @Column({ type: 'bytea' })
  boundTo!: Buffer;

  @Column({ type: 'timestamptz' })
  expiresAt!: Date;
}
