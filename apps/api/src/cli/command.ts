/** What a command is given. */
export interface CommandContext {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder against which the operator's relative paths are meant: npm runs commands in the checkout. */
  readonly cwd: string;
  /** Prints one line. */
  readonly say: (line: string) => void;
}

/** One word after `npm run concordat --`. Gives the exit code: 0 done and good, 1 done and not good, or not done. */
export interface Command {
  /** How to call it, one or more lines. */
  readonly usage: string;
  run(context: CommandContext): Promise<number>;
}

/** Ends a command. The message is for the operator: what is wrong, what is safe, what to do. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}

/** A number of bytes for people: `812 bytes`, `3.4 MB`. */
export function bytesInWords(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const;
  let value = bytes;
  let unit = 0;
  for (; value >= 1000 && unit < units.length - 1; unit += 1) value /= 1000;
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}

/** `1 section`, `3 sections`. */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;
