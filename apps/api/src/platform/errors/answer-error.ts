import { refusalCodes, type RefusalBody, refusalText } from '@concordat/contracts';
import { HttpException, Logger } from '@nestjs/common';
import type { Request, Response } from 'express';
import { requestIdOf } from '../observability/request-id.js';
import { Refusal } from './refusal.js';

const log = new Logger('Error');
const declared = new Set(refusalCodes());

const codeOfStatus: Readonly<Record<number, string>> = {
  400: 'input.invalid',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not_found',
  405: 'not_found',
  413: 'input.too_large',
  415: 'input.media_type',
  503: 'unavailable',
};

/** Postgres is away, restarting, or somebody holds a lock for too long: nothing is lost, and trying again helps. */
const passing = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  '57P01',
  '57P02',
  '57P03',
  '08006',
  '08003',
  '55P03',
  '40P01',
  '40001',
  '57014',
  '53300',
]);

function codeOf(error: unknown): string | undefined {
  const code: unknown =
    typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}

function isPassing(error: unknown): boolean {
  return (
    passing.has(codeOf(error) ?? '') ||
    (error instanceof Error &&
      /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/.test(
        error.message,
      ))
  );
}

/** Body readers and routers report what a client did wrong with a status of their own. */
function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  if (error instanceof URIError) return 404;
  if (!(error instanceof Error) || !('expose' in error) || !('status' in error)) return undefined;
  return typeof error.status === 'number' && error.status < 500 ? error.status : undefined;
}

/** Whatever was thrown, as a refusal. What nobody expected is `internal`: precise in the log, generic outside. */
function refusalOf(error: unknown, requestId: string): Refusal {
  if (error instanceof Refusal) {
    if (declared.has(error.code)) return error;
    log.error(`Undeclared refusal code ${error.code}; request ${requestId}`, error.stack);
    return new Refusal('internal');
  }
  const code = codeOfStatus[statusOf(error) ?? 500];
  if (code !== undefined) return new Refusal(code);
  if (isPassing(error)) {
    log.warn(
      `The database did not serve request ${requestId}: ${error instanceof Error ? error.message : ''}`,
    );
    return new Refusal('unavailable');
  }
  log.error(
    `Request ${requestId} failed: ${error instanceof Error ? error.message : String(error)}`,
    stackOf(error),
  );
  return new Refusal('internal');
}

const stackOf = (error: unknown): string | undefined => (error instanceof Error ? error.stack : undefined);

const fill = (sentence: string, params: Refusal['params']): string =>
  sentence.replace(/\{(\w+)\}/g, (gap, name: string) => String(params[name] ?? gap));

/** Answers with the one shape of every refusal. */
export function answerError(request: Request, response: Response, error: unknown): void {
  const requestId = requestIdOf(request);
  const { code, fields, params } = refusalOf(error, requestId);
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const { status, message } = refusalText(code);
  const body: RefusalBody = { code, message: fill(message, params), ...(fields && { fields }), requestId };
  response.status(status).removeHeader('content-disposition');
  response.type('application/json').send(JSON.stringify(body));
}
