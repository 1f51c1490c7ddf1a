import { randomBytes } from 'node:crypto';
import {
  normaliseRecoveryCode,
  recoveryCodeBytes,
  recoveryCodeCount,
  recoveryCodeOf,
} from '@concordat/domain';
import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../platform/database/index.js';
import { Refusal } from '../../../platform/errors/index.js';
import { InstallationKey } from '../installation-key.js';

/** Codes on paper for the day the phone is gone: kept as keyed hashes, shown when they are made and never again. */
@Injectable()
export class RecoveryCodes {
  constructor(private readonly key: InstallationKey) {}

  /** Ten new ones in place of those before. As `concordat_public`. */
  async make(tx: Transaction, personId: string, requestId: string): Promise<string[]> {
    const codes = Array.from({ length: recoveryCodeCount }, () =>
      recoveryCodeOf(randomBytes(recoveryCodeBytes)),
    );
    await tx.query('select app.door_keep_recovery_codes($1, $2, $3)', [
      personId,
      codes.map((code) => this.hash(personId, code)),
      requestId,
    ]);
    return codes;
  }

  /** Uses one up and gives how many are left. Refuses with `second_factor.recovery_code_wrong`. As `concordat_public`. */
  async use(tx: Transaction, personId: string, typed: string, requestId: string): Promise<number> {
    const [row] = await tx.query<{ left: number | null }>(
      'select app.door_use_recovery_code($1, $2, $3) as left',
      [personId, this.hash(personId, normaliseRecoveryCode(typed)), requestId],
    );
    if (row?.left == null) throw new Refusal('second_factor.recovery_code_wrong');
    return row.left;
  }

  private hash(personId: string, code: string): Buffer {
    return this.key.derive('recovery code', personId, code);
  }
}
