import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../platform/database/index.js';

export interface PasskeyRow {
  readonly id: string;
  readonly personId: string;
  readonly publicKey: Buffer;
  readonly counter: string;
  readonly transports: string[];
  readonly host: string;
  readonly copiedAt: Date | null;
}

interface Challenge {
  readonly challengeHash: Buffer;
  readonly purpose: string;
  readonly boundTo: Buffer;
}

export interface NewPasskey {
  readonly id: string;
  readonly personId: string;
  readonly credentialId: Buffer;
  readonly publicKey: Buffer;
  readonly counter: number;
  readonly transports: readonly string[];
  readonly isShared: boolean;
  readonly host: string;
  readonly name: string;
  /** How many one person may have. */
  readonly most: number;
  readonly requestId: string;
}

/** Passkeys and the questions put to them, as `concordat_public`. */
@Injectable()
export class PasskeyRepository {
  async ask(tx: Transaction, { challengeHash, purpose, boundTo }: Challenge, minutes: number): Promise<void> {
    await tx.query('select app.door_ask_passkey($1, $2, $3, make_interval(mins => $4))', [
      challengeHash,
      purpose,
      boundTo,
      minutes,
    ]);
  }

  /** Whether that was asked of that browser and not answered yet; it is answered now. */
  async answer(tx: Transaction, { challengeHash, purpose, boundTo }: Challenge): Promise<boolean> {
    const [row] = await tx.query<{ ours: boolean }>('select app.door_answer_passkey($1, $2, $3) as ours', [
      challengeHash,
      purpose,
      boundTo,
    ]);
    return row?.ours === true;
  }

  /** The person's passkeys for a host, as browsers are told of them; last used first. */
  async credentials(tx: Transaction, personId: string, host: string) {
    const rows = await tx.query<{ credentialId: Buffer; transports: string[] }>(
      'select credential_id as "credentialId", transports from app.door_passkeys($1, $2)',
      [personId, host],
    );
    return rows.map(({ credentialId, transports }) => ({
      id: credentialId.toString('base64url'),
      type: 'public-key' as const,
      transports,
    }));
  }

  async find(tx: Transaction, credentialId: Buffer): Promise<PasskeyRow | undefined> {
    const [row] = await tx.query<PasskeyRow>(
      `select id, person_id as "personId", public_key as "publicKey", counter, transports, host,
              copied_at as "copiedAt"
         from app.door_passkey($1)`,
      [credentialId],
    );
    return row;
  }

  async used(
    tx: Transaction,
    id: string,
    { counter, isShared }: { readonly counter: number; readonly isShared: boolean },
  ): Promise<void> {
    await tx.query('select app.door_use_passkey($1, $2, $3)', [id, counter, isShared]);
  }

  async markCopied(tx: Transaction, { id, personId }: PasskeyRow, requestId: string): Promise<void> {
    await tx.query('select app.door_passkey_copied($1, $2, $3)', [id, personId, requestId]);
  }

  async keep(tx: Transaction, passkey: NewPasskey): Promise<'kept' | 'known' | 'too_many'> {
    const [row] = await tx.query<{ outcome: 'kept' | 'known' | 'too_many' }>(
      'select app.door_keep_passkey($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) as outcome',
      [
        passkey.id,
        passkey.personId,
        passkey.credentialId,
        passkey.publicKey,
        passkey.counter,
        passkey.transports,
        passkey.isShared,
        passkey.host,
        passkey.name,
        passkey.most,
        passkey.requestId,
      ],
    );
    if (!row) throw new Error('The passkey was not looked at');
    return row.outcome;
  }
}
