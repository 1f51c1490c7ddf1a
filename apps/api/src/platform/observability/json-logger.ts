import { Injectable, type LoggerService } from '@nestjs/common';
import { type DestinationStream, type Logger, pino } from 'pino';

type Level = 'info' | 'error' | 'warn' | 'debug' | 'trace' | 'fatal';

/** Ends of lines and marks beyond ASCII's, by which some readers of logs break or reorder what they show. */
const unsafe = /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** Such a character can only stand inside a JSON string, where its escape says the same. */
const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** A pino logger: one JSON object a line, so that no text can break a line or forge another. */
export const jsonLog = (destination: DestinationStream, level: Level = 'info'): Logger =>
  pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      hooks: { streamWrite: (line) => line.replace(unsafe, escaped) },
      // Whatever slips into a log call by mistake: secrets are cut out by name.
      redact: { paths: ['*.password', '*.cookie', '*.authorization', '*.token'], censor: '(removed)' },
    },
    destination,
  );

const bootChatter = new Set([
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'NestFactory',
  'NestApplication',
]);

/** Lets Nest and everything built on it log as JSON. */
@Injectable()
export class JsonLogger implements LoggerService {
  constructor(private readonly pino: Logger) {}

  log(message: unknown, ...rest: unknown[]): void {
    // Nest lists every module and route at each start; that is of use to nobody who runs it.
    this.write(bootChatter.has(String(rest.at(-1))) ? 'debug' : 'info', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  /** Nest appends the context, and for errors a stack before it. */
  private write(level: Level, message: unknown, rest: unknown[]): void {
    const texts = rest.filter((each): each is string => typeof each === 'string');
    const context = texts.at(-1);
    const stack = texts.length > 1 ? texts[0] : undefined;
    if (message instanceof Error) this.pino[level]({ context, stack: message.stack }, message.message);
    else if (typeof message === 'string') this.pino[level]({ context, ...(stack && { stack }) }, message);
    else this.pino[level]({ context, detail: message }, 'detail');
  }
}
