const sentences: Readonly<Record<string, (at: string) => string>> = {
  ENOENT: (at) => `There is no file ${at}. Nothing was changed.`,
  EISDIR: (at) => `${at} is a folder and not a file. Nothing was changed.`,
  ENOTDIR: (at) => `A part of the path ${at} is a file and not a folder. Nothing was changed.`,
  EACCES: (at) =>
    `${at} cannot be opened by this account. Run the command as the account that runs Concordat.`,
  EPERM: (at) =>
    `${at} cannot be changed by this account. Run the command as the account that runs Concordat.`,
  EROFS: (at) => `${at} lies on a file system that cannot be written. Name another place.`,
  ENOSPC: () =>
    'The disk is full. What was half written was taken away again and the installation is as it was; make room, or name a place on another disk.',
  EDQUOT: () =>
    'This account may write no more on that disk. The installation is as it was; make room there.',
  ECONNREFUSED: () =>
    'The database does not answer: nothing listens at its address. Start it, or correct DATABASE_URL.',
  ECONNRESET: () =>
    'The database ended the connection. The installation is as it was; run the command again.',
  ENOTFOUND: () => 'The host of the database is not known. Correct DATABASE_URL.',
  ETIMEDOUT: () => 'The database does not answer in time. Look at its server, or correct DATABASE_URL.',
  '28P01': () => 'The database does not accept the user or the password. Correct DATABASE_URL.',
  '28000': () => 'The database does not accept the user. Correct DATABASE_URL.',
  '3D000': () => 'The database is not there. Create it, or correct DATABASE_URL.',
  '42501': () =>
    'The database user may not do this; it needs to be a superuser. The installation is as it was; correct DATABASE_URL.',
  '42P01': () => 'The database holds no Concordat. Correct DATABASE_URL or CONCORDAT_DATA_DIR.',
  '53100': () => 'The disk of the database is full. Make room there and run the command again.',
  '57P01': () => 'The database was stopped meanwhile. The installation is as it was; run the command again.',
  '57P03': () => 'The database is just starting or stopping. Wait a moment and run the command again.',
};

/** Errors whose message is fit for the terminal as it stands. */
const forOperators = new Set(['CommandError', 'ConfigError', 'EmbeddedDatabaseError', 'StartError']);

/** What the operator reads when a command fails; `isExpected` says that a stack would tell them nothing more. */
export function explainCommandFailure(error: unknown): {
  readonly sentence: string;
  readonly isExpected: boolean;
} {
  const { name = '', message = String(error), code = '', path: at = 'A file' } = fieldsOf(error);
  if (forOperators.has(name)) return { sentence: message, isExpected: true };
  if (code.startsWith('ERR_PARSE_ARGS'))
    return { sentence: `${message} Nothing was changed.`, isExpected: true };
  const sentence = sentences[code]?.(at);
  if (sentence !== undefined) return { sentence, isExpected: true };
  if (/Connection terminated|timeout expired/.test(message))
    return {
      sentence: 'The connection to the database broke. The installation is as it was; run the command again.',
      isExpected: true,
    };
  return { sentence: message, isExpected: false };
}

/** Errors of Node's own modules belong to another realm under test runners, so `instanceof Error` is no help. */
function fieldsOf(error: unknown): Partial<Record<'name' | 'message' | 'code' | 'path', string>> {
  if (typeof error !== 'object' || error === null) return {};
  const names = ['name', 'message', 'code', 'path'] as const;
  return Object.fromEntries(
    names.flatMap((name) => {
      const value: unknown = Reflect.get(error, name);
      return typeof value === 'string' ? [[name, value]] : [];
    }),
  );
}
