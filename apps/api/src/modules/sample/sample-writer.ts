import type { Transaction } from '../../platform/database/index.js';

type Value = string | number | boolean | Date | Buffer | Uint8Array | readonly string[] | null | undefined;

/** Writes one row by its columns' names. Names are ours; values travel as parameters. */
export async function insertRow(
  tx: Transaction,
  table: string,
  row: Readonly<Record<string, Value>>,
): Promise<void> {
  const entries = Object.entries(row).filter(([, value]) => value !== undefined);
  const columns = entries.map(([column]) => `"${column}"`).join(', ');
  const places = entries.map((_, index) => `$${index + 1}`).join(', ');
  await tx.execute(
    `insert into "${table}" (${columns}) values (${places})`,
    entries.map(([, value]) => value),
  );
}

/** What is unsure about a fact stands first among its sources. */
export const sourcesOf = ({
  note,
  sources,
}: {
  readonly note: string | null;
  readonly sources: readonly string[];
}): string[] => (note === null ? [...sources] : [note, ...sources]);
