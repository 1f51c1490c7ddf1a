import { endpoint, Nothing } from '@concordat/contracts';
import { z } from 'zod';
import { answer, FakeRefusal, fakeServer, noNetwork } from '../testing/fake-server.js';
import { addressOf, call, onSignedOut } from './client.js';
import { RefusalError } from './refusal-error.js';

const read = endpoint({
  method: 'GET',
  path: '/things/:thingId',
  needs: 'signed_in',
  summary: 'Reads a thing.',
  query: z.strictObject({ show: z.enum(['all', 'mine']).optional(), tags: z.array(z.string()).optional() }),
  response: z.strictObject({ name: z.string() }),
});
const change = endpoint({
  method: 'POST',
  path: '/things',
  needs: 'signed_in',
  summary: 'Makes a thing.',
  body: z.strictObject({ name: z.string() }),
  response: Nothing,
});

const refusalOf = async (asking: Promise<unknown>): Promise<RefusalError> => {
  const error = await asking.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof RefusalError)) throw new Error('This should have been refused.');
  return error;
};

describe('call', () => {
  it('fills the address, the query and the body, and parses the answer', async () => {
    const { heard } = fakeServer(
      answer(read, ({ params, query }) => ({ name: `${params.thingId} ${query.show}` })),
      answer(change, () => ({})),
    );
    const query = { show: 'mine', tags: ['a b', 'c'] } as const;
    await expect(
      call(read, { params: { thingId: 'x/y' }, query: { ...query, tags: [...query.tags] } }),
    ).resolves.toEqual({
      name: 'x/y mine',
    });
    await call(change, { body: { name: 'new' } });
    expect(heard).toEqual([
      { method: 'GET', address: '/api/things/x%2Fy?show=mine&tags=a+b&tags=c', body: undefined },
      { method: 'POST', address: '/api/things', body: { name: 'new' } },
    ]);
  });

  it('leaves out what is not asked for', () => {
    expect(addressOf(read, { params: { thingId: '1' }, query: {} })).toBe('/api/things/1');
  });

  it('carries code, sentence, fields and request number of a refusal', async () => {
    fakeServer(
      answer(change, () => new FakeRefusal(409, 'thing.taken', 'Taken. Choose another.', { name: 'Taken.' })),
    );
    expect(await refusalOf(call(change, { body: { name: 'x' } }))).toMatchObject({
      code: 'thing.taken',
      message: 'Taken. Choose another.',
      fields: { name: 'Taken.' },
      status: 409,
      requestId: 'request-of-the-spec',
      isUnreachable: false,
    });
  });

  it('says what is safe when the network carries nothing', async () => {
    noNetwork();
    const refusal = await refusalOf(call(change, { body: { name: 'x' } }));
    expect(refusal).toMatchObject({ code: 'network.unreachable', status: 0, isUnreachable: true });
    expect(refusal.message).toContain('What was saved is safe.');
  });

  it('takes a page of a proxy as the server being away', async () => {
    fakeServer();
    globalThis.fetch = () => Promise.resolve(new Response('<html>', { status: 502 }));
    expect(await refusalOf(call(change, { body: { name: 'x' } }))).toMatchObject({
      code: 'unavailable',
      status: 502,
    });
  });

  it('refuses an answer outside the contract', async () => {
    const complaint = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    fakeServer(answer(read, () => ({ title: 'renamed' }) as unknown as { name: string }));
    const refusal = await refusalOf(call(read, { params: { thingId: '1' }, query: {} }));
    expect(refusal.code).toBe('answer.unreadable');
    expect(complaint).toHaveBeenCalledTimes(1);
    complaint.mockRestore();
  });

  it('tells once a session has ended, and not for any other refusal', async () => {
    const listener = jest.fn();
    const stop = onSignedOut(listener);
    fakeServer(answer(change, () => new FakeRefusal(401, 'credentials.wrong', 'Not these.')));
    await refusalOf(call(change, { body: { name: 'x' } }));
    expect(listener).not.toHaveBeenCalled();
    fakeServer(answer(change, () => new FakeRefusal(401, 'unauthenticated', 'Sign in.')));
    await refusalOf(call(change, { body: { name: 'x' } }));
    expect(listener).toHaveBeenCalledTimes(1);
    stop();
  });

  it('does not take giving up for a failure of the network', async () => {
    const giveUp = new AbortController();
    globalThis.fetch = () => {
      giveUp.abort();
      return Promise.reject(new DOMException('Aborted', 'AbortError'));
    };
    await expect(call(change, { body: { name: 'x' } }, { signal: giveUp.signal })).rejects.toMatchObject({
      name: 'AbortError',
    });
  });
});
