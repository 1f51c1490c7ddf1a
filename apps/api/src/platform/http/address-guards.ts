import type { Request, RequestHandler } from 'express';
import { isLoopback } from '../config/index.js';
import { answerError } from '../errors/answer-error.js';
import { Refusal } from '../errors/refusal.js';

/** The origins under which the installation is itself: its public URL, and on one machine all names of that machine. */
export function ownOrigins(publicUrl: string): ReadonlySet<string> {
  const { protocol, hostname, port, origin } = new URL(publicUrl);
  if (!isLoopback(hostname)) return new Set([origin]);
  const withPort = port === '' ? '' : `:${port}`;
  const names = ['127.0.0.1', 'localhost', '[::1]'];
  return new Set([origin, ...names.map((name) => `${protocol}//${name}${withPort}`)]);
}

const refuse =
  (code: string, isWrong: (request: Request) => boolean): RequestHandler =>
  (request, response, next) => {
    if (isWrong(request)) answerError(request, response, new Refusal(code));
    else next();
  };

/** Whether a `Host` header names this installation. */
export const isOwnHost = (publicUrl: string, host: string | undefined): boolean =>
  [...ownOrigins(publicUrl)].some((origin) => new URL(origin).host === (host ?? '').toLowerCase());

/** Answers only under its own names, so that no foreign name pointed at it (DNS rebinding) reaches it. */
export function hostGuard(publicUrl: string): RequestHandler {
  const hosts = new Set([...ownOrigins(publicUrl)].map((origin) => new URL(origin).host));
  return refuse('host.unknown', ({ headers, path }) => {
    // Container platforms ask for health under an address of their own.
    if (/^\/health\//.test(path)) return false;
    return !hosts.has((headers.host ?? '').toLowerCase());
  });
}

const changesNothing = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses what another site makes a browser send: a request that changes something must name an origin of ours, and
 * one that carries a cookie must come from a page of ours by Origin or by Sec-Fetch-Site.
 */
export function originGuard(publicUrl: string): RequestHandler {
  const origins = ownOrigins(publicUrl);
  return refuse('origin.refused', ({ method, headers }) => {
    if (changesNothing.has(method)) return false;
    if (headers.origin !== undefined) return !origins.has(headers.origin);
    return headers.cookie !== undefined && headers['sec-fetch-site'] !== 'same-origin';
  });
}

/** Whether a socket's handshake comes from a page of ours; sockets always name their origin. */
export const isOwnOrigin = (publicUrl: string, origin: string | undefined): boolean =>
  origin !== undefined && ownOrigins(publicUrl).has(origin);
