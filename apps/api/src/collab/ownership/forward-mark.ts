import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** The header that says: another process of this installation took this request for the owner of a section. */
export const forwardHeader = 'x-concordat-forwarded';

/** Clocks of one installation differ by less; a mark says where a request goes and gives no right. */
const validMs = 60_000;

const tagOf = (key: Buffer, method: string, url: string, until: string): Buffer =>
  createHmac('sha256', key)
    .update(JSON.stringify([method, url, until]))
    .digest();

/** Signs a request for the process whose door key this is. */
export function forwardMark(key: Buffer, { method = '', url = '' }: IncomingMessage, now: number): string {
  const until = String(now + validMs);
  return `${until}.${tagOf(key, method, url, until).toString('base64url')}`;
}

/** Whether a process of this installation forwarded the request to the process whose door key this is. */
export function isForwarded(key: Buffer, request: IncomingMessage, now: number): boolean {
  const [until = '', tag = '', ...rest] = String(request.headers[forwardHeader] ?? '').split('.');
  if (rest.length > 0 || !/^\d{1,15}$/.test(until) || Number(until) < now) return false;
  const given = Buffer.from(tag, 'base64url');
  const expected = tagOf(key, request.method ?? '', request.url ?? '', until);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
