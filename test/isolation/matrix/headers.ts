import type { Answered } from './wire.js';

/** The policy of the house, word for word. */
export const contentPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; font-src 'self'; " +
  "connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";

/** What stands on every answer, whatever it is. */
export const always: Readonly<Record<string, string>> = {
  'content-security-policy': contentPolicy,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
};

/** Says too much about what runs here, or opens it to other pages. */
const never = ['x-powered-by', 'server', 'access-control-allow-origin', 'etag', 'last-modified'] as const;

const number = /^[0-9a-f-]{36}$/;
/** `a=b; Path=/; HttpOnly; SameSite=Lax`, with a life of its own or none. */
const cookie =
  /^[\w-]+=[^;]*(; Max-Age=\d+)?; Path=\/(; Expires=[^;]+)?; HttpOnly(; Secure)?; SameSite=(Lax|Strict)$/;

/** What is wrong with the headers of an answer to a route of the API. */
export function wrongHeaders(route: string, { headers }: Answered): string[] {
  const wrong = Object.entries(always)
    .filter(([name, value]) => headers[name] !== value)
    .filter(
      ([name]) => !(/^(content-security-policy|x-frame-options)$/.test(name) && isFrame(route, headers)),
    )
    .map(([name]) => `${name} is ${String(headers[name])}`);
  for (const name of never) if (headers[name] !== undefined) wrong.push(`${name} is sent`);
  if (!number.test(String(headers['x-request-id']))) wrong.push('the answer has no number');
  if (!/(^|, ?)no-store(,|$)/.test(String(headers['cache-control'])))
    wrong.push(`cache-control is ${String(headers['cache-control'])}`);
  for (const set of [headers['set-cookie'] ?? []].flat())
    if (!cookie.test(set)) wrong.push(`cookie ${set.replace(/=[^;]*/, '=…')}`);
  if (
    isFrame(route, headers) &&
    headers['x-frame-options'] !== 'SAMEORIGIN' &&
    headers['x-frame-options'] !== 'DENY'
  )
    wrong.push('a mail may be framed by others');
  if (
    /application\/pdf/.test(String(headers['content-type'])) &&
    !/^attachment;/.test(String(headers['content-disposition']))
  )
    wrong.push('a file is not an attachment');
  return wrong;
}

/** A mail's body and a file stand in a sandbox of their own, which is stricter still. */
const isFrame = (route: string, headers: Answered['headers']): boolean =>
  /\/(body|files\/:fileId|images\/:imageId|receipt-file|export)$/.test(route) &&
  /(^|; )sandbox(;|$| )/.test(String(headers['content-security-policy'])) &&
  /default-src 'none'/.test(String(headers['content-security-policy']));
