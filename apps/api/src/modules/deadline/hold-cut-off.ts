import type { Transaction } from '../../platform/database/index.js';

/**
 * Holds a cut-off where it is until the end of the transaction: `shared` for what is planned from it, `alone` for moving
 * it. An advisory lock, because most roles may not lock its row.
 */
export async function holdCutOff(tx: Transaction, cutOffId: string, how: 'shared' | 'alone'): Promise<void> {
  const lock = how === 'shared' ? 'pg_advisory_xact_lock_shared' : 'pg_advisory_xact_lock';
  await tx.execute(`select ${lock}(hashtextextended('cut_off ' || $1, 0))`, [cutOffId]);
}
