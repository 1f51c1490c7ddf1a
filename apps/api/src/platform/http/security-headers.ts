import type { RequestHandler } from 'express';
import helmet from 'helmet';

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
        maxAge: 31_536_000,
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
