import type { Response } from 'express';

/** A mail is shown in a frame of its own that can run nothing, load nothing and reach nothing. */
const framePolicy = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
  'sandbox allow-popups allow-popups-to-escape-sandbox',
].join('; ');

export function frameHeaders(response: Response): void {
  response.setHeader('content-security-policy', framePolicy);
  response.setHeader('x-frame-options', 'SAMEORIGIN');
  // The frame's origin is opaque: asking for a cluster by origin only makes browsers warn.
  response.removeHeader('origin-agent-cluster');
}
