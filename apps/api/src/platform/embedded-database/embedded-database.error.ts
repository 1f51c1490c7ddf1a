/** Stops the start. The message is one sentence for the operator: what is wrong and what to do. */
export class EmbeddedDatabaseError extends Error {
  override readonly name = 'EmbeddedDatabaseError';
}

/** The code of a failed system call (`EACCES`, `ENOENT`); undefined for any other failure. */
export function systemCode(error: unknown): string | undefined {
  return textIn(error, 'code');
}

/** What a failed program wrote to its error stream, else the failure's own message. */
export function complaintOf(error: unknown): string {
  return textIn(error, 'stderr')?.trim() || textIn(error, 'message') || String(error);
}

/** Errors of Node's own modules belong to another realm under test runners, so `instanceof Error` is no help. */
function textIn(error: unknown, field: string): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const value: unknown = Reflect.get(error, field);
  return typeof value === 'string' ? value : undefined;
}
