/** Stops the start. The message is one sentence for the operator: what is wrong and what to do. */
export class StartError extends Error {
  override readonly name = 'StartError';
}

/** Errors whose message is fit for the terminal as it stands. */
const forOperators = new Set(['ConfigError', 'EmbeddedDatabaseError', 'StartError']);

/** What the operator reads when the start fails; `isExpected` says that a stack would tell them nothing more. */
export function explainFailure(
  error: unknown,
  { port, host }: { readonly port: number; readonly host: string },
): { readonly sentence: string; readonly isExpected: boolean } {
  if (!(error instanceof Error)) return { sentence: `The start failed: ${String(error)}`, isExpected: false };
  if (forOperators.has(error.name)) return { sentence: error.message, isExpected: true };
  const code = 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE')
    return {
      sentence: `Port ${port} on ${host} is in use by another program; stop that program, or set PORT to another port.`,
      isExpected: true,
    };
  if (code === 'EACCES' && 'syscall' in error && error.syscall === 'listen')
    return {
      sentence: `This account may not listen on port ${port}; set PORT to one above 1023.`,
      isExpected: true,
    };
  if (code === 'EADDRNOTAVAIL')
    return {
      sentence: `HOST ${host} is no address of this machine; set HOST to one that is.`,
      isExpected: true,
    };
  return { sentence: `The start failed: ${error.message}`, isExpected: false };
}

const remedies: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing answers there',
  ENOTFOUND: 'its host name is not known',
  ETIMEDOUT: 'it does not answer',
  '28P01': 'it does not accept the user or the password',
  '28000': 'it does not accept the user',
  '3D000': 'the database it names is not there',
  '42501': 'its user may not create roles (it needs to be a superuser)',
};

/** The operator's own database server, said in one sentence instead of a driver's words. */
export function asDatabaseUrlError(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  const reason = remedies[code];
  return reason === undefined
    ? error
    : new StartError(
        `The database in DATABASE_URL cannot be used: ${reason}; correct DATABASE_URL or start that server.`,
      );
}
