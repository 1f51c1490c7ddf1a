import express, { type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import { answerError } from '../errors/answer-error.js';
import { Refusal } from '../errors/refusal.js';

/** The most a JSON body may weigh, in bytes. */
export const bodyLimit = 1_048_576;

const poisonous = new Set(['__proto__', 'constructor', 'prototype']);

/** Marks input that a schema would never see: keys that reach into prototypes, text that Postgres cannot hold. */
class BadContent extends Error {}

function inspect(key: string, value: unknown): unknown {
  if (poisonous.has(key)) throw new BadContent(`The name ${key} is not accepted.`);
  if (typeof value === 'string' && value.includes('\0'))
    throw new BadContent('A zero character is not accepted.');
  return value;
}

const parserOf = (limit: number): RequestHandler =>
  express.json({ limit, type: 'application/json', strict: true, reviver: inspect });

const parse = parserOf(bodyLimit);
/** A change to a text may weigh a mebibyte, which is a third more as base64. What it says is its gate's business. */
const parseUpdates = parserOf(2 * bodyLimit);
const carriesUpdates = /^\/api\/sections\/[^/]+\/updates$/;
/** The most that a picture's body may weigh, in bytes: ten mebibytes as base64, with room to say that it is too many. */
export const imageBodyLimit = 14 * bodyLimit;
const parseImages = parserOf(imageBodyLimit);
const carriesImage = /^\/api\/sections\/[^/]+\/images$/;

const parserFor = (path: string): RequestHandler => (carriesUpdates.test(path) ? parseUpdates : parse);

const carriesBody = ({ headers }: Request): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

/**
 * Reads JSON bodies of `/api`; anything else that carries content is refused before it is read. A picture's waits until
 * its route has looked at who sends it.
 */
export function jsonBody(): RequestHandler {
  return (request: Request, response: Response, next: NextFunction) => {
    if (/%00|\0/.test(request.url)) return answerError(request, response, new Refusal('input.invalid'));
    if (!carriesBody(request)) return next();
    if (!request.is('application/json'))
      return answerError(request, response, new Refusal('input.media_type'));
    if (isImage(request)) return next();
    parserFor(request.path)(request, response, (error?: unknown) => {
      if (error === undefined) return next();
      answerError(request, response, asRefusal(error));
    });
  };
}

/** A body that says of itself that it is too large for a picture; nothing of it has been read. */
export const isTooLargeForImage = ({ headers }: Request): boolean =>
  Number(headers['content-length'] ?? 0) > imageBodyLimit;

/** Reads the body of a picture, once its sender has been found to be allowed to send it. */
export function readImageBody(request: Request, response: Response): Promise<void> {
  if (!carriesBody(request)) return Promise.resolve();
  return new Promise((resolve, reject) => {
    parseImages(request, response, (error?: unknown) => {
      if (error === undefined) resolve();
      else reject(asRefusal(error) as Error);
    });
  });
}

const isImage = ({ method, path }: Request): boolean => method === 'POST' && carriesImage.test(path);

function asRefusal(error: unknown): unknown {
  const type: unknown = error instanceof Error && 'type' in error ? error.type : undefined;
  if (type !== 'entity.parse.failed') return error;
  const message =
    error instanceof Error && /not accepted\.$/.test(error.message)
      ? error.message
      : 'This is not well-formed JSON.';
  return new Refusal('input.invalid', { fields: { body: message } });
}
