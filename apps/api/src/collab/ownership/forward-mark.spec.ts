import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { forwardHeader, forwardMark, isForwarded } from './forward-mark.js';

const key = randomBytes(32);
const now = Date.UTC(2026, 0, 15);
const request = (mark?: string, url = '/collab?section=1', method = 'GET') =>
  ({
    method,
    url,
    headers: mark === undefined ? {} : { [forwardHeader]: mark },
  }) as unknown as IncomingMessage;

describe('the mark of a forwarded request', () => {
  const mark = forwardMark(key, request(), now);

  it('is known by the process it was made for', () => {
    expect(isForwarded(key, request(mark), now)).toBe(true);
    expect(isForwarded(key, request(mark), now + 59_000)).toBe(true);
  });

  it.each([
    ['no mark', request(), key, now],
    ['another address', request(mark, '/collab?section=2'), key, now],
    ['another method', request(mark, undefined, 'POST'), key, now],
    ['another process', request(mark), randomBytes(32), now],
    ['a minute later', request(mark), key, now + 60_001],
    ['a longer life', request(mark.replace(/^\d+/, String(now + 10 ** 9))), key, now],
    ['a part of it', request(mark.slice(0, -2)), key, now],
    ['more than it', request(`${mark}.x`), key, now],
    ['an invented one', request(`${now + 1_000}.${'A'.repeat(43)}`), key, now],
  ])('means nothing with %s', (_what, asked, itsKey, at) => {
    expect(isForwarded(itsKey, asked, at)).toBe(false);
  });
});
