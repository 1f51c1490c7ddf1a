import type { RequestHandler } from 'express';
import helmet from 'helmet';

/** How long a browser insists on TLS: a year. */
const tlsSeconds = 31_536_000;

/** Nothing but our own origin: no inline script or style, no third party, no foreign frame, no form to elsewhere. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "font-src 'self'",
  "connect-src 'self'",
  // A mail is shown in a sandboxed frame of its own.
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "object-src 'none'",
].join('; ');

/**
 * An answer without a body for connections that no request handler sees: what is no HTTP, and sockets that are refused.
 * It carries what stands on every other answer.
 */
export function bareAnswer(status: string, publicUrl: string): string {
  const headers = {
    'content-security-policy': contentSecurityPolicy,
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    ...(publicUrl.startsWith('https:') && { 'strict-transport-security': `max-age=${tlsSeconds}` }),
    'cache-control': 'no-store',
    'content-length': '0',
    connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status}\r\n${lines.join('')}\r\n`;
}

/** The headers that stand on every answer, refusals and files included. */
export function securityHeaders(publicUrl: string): RequestHandler[] {
  return [
    helmet({
      contentSecurityPolicy: false,
      crossOriginOpenerPolicy: { policy: 'same-origin' },
      crossOriginResourcePolicy: { policy: 'same-origin' },
      referrerPolicy: { policy: 'no-referrer' },
      xFrameOptions: { action: 'deny' },
      // Only behind TLS: on plain http it would lock a machine's own address out of the browser.
      strictTransportSecurity: publicUrl.startsWith('https:') && {
        maxAge: tlsSeconds,
        includeSubDomains: false,
      },
    }),
    (request, response, next) => {
      // Set as one text, so that what is sent can be compared with what was decided.
      response.setHeader('content-security-policy', contentSecurityPolicy);
      if (isPrivate(request.path)) response.setHeader('cache-control', 'no-store');
      next();
    },
  ];
}

const isPrivate = (path: string): boolean => /^\/(api|health)(\/|$)/i.test(path);
