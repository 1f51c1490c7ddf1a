import { request } from 'node:http';
import { listSampleAccounts, readSession, signInAsSample } from '@concordat/contracts';
import { Agent, startTestServer, type TestServer } from '../../testing/index.js';

describe('the sample’s sign-in', () => {
  let server: TestServer;
  let sampleId: string;
  let personId: string;

  beforeAll(async () => {
    server = await startTestServer();
    sampleId = await server.addPerson({ email: 'officer@practice.example', displayName: 'Call officer' });
    await server.sql('update person set is_sample = true, installation_roles = $2 where id = $1', [
      sampleId,
      ['call_officer'],
    ]);
    personId = await server.addPerson({ email: 'real@x.example' });
  });
  afterAll(() => server.stop());

  /** A request with headers of choice, which fetch would not send. */
  const ask = (headers: Record<string, string>, port = server.config.port): Promise<number> =>
    new Promise((resolve, reject) => {
      request({ host: '127.0.0.1', port, path: '/api/sample/accounts', headers }, (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      })
        .on('error', reject)
        .end();
    });

  it('lists the sample people and nobody else', async () => {
    const { accounts, proposals } = await server.nobody().get(listSampleAccounts, {});
    expect(accounts).toEqual([
      {
        personId: sampleId,
        displayName: 'Call officer',
        email: 'officer@practice.example',
        installationRoles: ['call_officer'],
        standings: [],
      },
    ]);
    expect(proposals).toEqual([]);
  });

  it('signs in with one click as them, and as nobody else', async () => {
    const { headers } = await server.nobody().call(signInAsSample, { body: { personId: sampleId } });
    const cookie = headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const view = await new Agent(server.url, cookie, sampleId).get(readSession, {});
    expect(view).toMatchObject({
      person: { id: sampleId, isSample: true },
      abilities: { 'call.write': true },
    });
    expect(await server.nobody().refused(signInAsSample, { body: { personId } })).toBe('not_found');
  });

  it('is not there for a foreign host or through a proxy', async () => {
    const own = `127.0.0.1:${server.config.port}`;
    expect(await ask({ host: own })).toBe(200);
    expect(await ask({ host: `localhost:${server.config.port}` })).toBe(200);
    expect(await ask({ host: 'concordat.example' })).toBe(421);
    expect(await ask({ host: own, 'x-forwarded-for': '10.0.0.7' })).toBe(404);
  });
});
