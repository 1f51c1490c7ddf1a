import type { IncomingMessage } from 'node:http';
import { type Config, isLoopback } from '../../platform/config/index.js';

const hostOf = (header: string | undefined): string => (header ?? '').replace(/:\d+$/, '');

/**
 * Whether sample people may sign in here without a password: the sample is on, and the listener, the address asked
 * for and the peer are all this machine. What a proxy says in headers counts for nothing; that one spoke counts as no.
 */
export function isAtThisMachine(config: Config, { headers, socket }: IncomingMessage): boolean {
  const forwarded = headers['x-forwarded-for'] ?? headers['forwarded'] ?? headers['x-real-ip'];
  return (
    config.sample &&
    isLoopback(config.host) &&
    isLoopback(hostOf(headers.host)) &&
    isLoopback(socket.remoteAddress ?? '') &&
    forwarded === undefined
  );
}
