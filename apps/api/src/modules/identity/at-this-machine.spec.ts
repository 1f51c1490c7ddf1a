import type { IncomingMessage } from 'node:http';
import type { Config } from '../../platform/config/index.js';
import { isAtThisMachine } from './at-this-machine.js';

const config = { sample: true, host: '127.0.0.1' } as Config;

const request = (peer: string, headers: Record<string, string>): IncomingMessage =>
  ({ socket: { remoteAddress: peer }, headers }) as unknown as IncomingMessage;

const here = request('127.0.0.1', { host: '127.0.0.1:3000' });

describe('whoever sits at this machine', () => {
  it.each([
    ['127.0.0.1', '127.0.0.1:3000'],
    ['::1', '[::1]:3000'],
    ['::ffff:127.0.0.1', 'localhost:3000'],
    ['127.0.0.1', 'localhost'],
  ])('is found by the peer %s and the host %s', (peer, host) => {
    expect(isAtThisMachine(config, request(peer, { host }))).toBe(true);
  });

  it.each([
    ['the sample is off', { ...config, sample: false }, here],
    ['the listener is open to the network', { ...config, host: '0.0.0.0' }, here],
    ['the peer is another machine', config, request('10.0.0.7', { host: '127.0.0.1:3000' })],
    ['the address asked for is another', config, request('127.0.0.1', { host: 'concordat.example' })],
    ['the address only begins like ours', config, request('127.0.0.1', { host: '127.0.0.1.evil.example' })],
    ['no address is asked for', config, request('127.0.0.1', {})],
    ['a proxy spoke', config, request('127.0.0.1', { host: '127.0.0.1', 'x-forwarded-for': '127.0.0.1' })],
    ['another proxy spoke', config, request('127.0.0.1', { host: '127.0.0.1', forwarded: 'for=127.0.0.1' })],
  ])('is not found when %s', (_, settings, from) => {
    expect(isAtThisMachine(settings, from)).toBe(false);
  });
});
