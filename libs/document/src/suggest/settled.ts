import type { Transaction } from '@tiptap/pm/state';

const settled = 'suggestions$settled';

/** Marks a transaction that accepts, rejects or mends suggestions and proposes nothing itself. */
export const settle = (transaction: Transaction): Transaction => transaction.setMeta(settled, true);

/** Whether a transaction accepts, rejects or mends suggestions. */
export const isSettled = (transaction: Transaction): boolean => transaction.getMeta(settled) === true;
