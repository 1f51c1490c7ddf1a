import { request as httpRequest } from 'node:http';
import { signIn } from '@concordat/contracts';
import { recordFigures } from '@concordat/testing';
import { Agent, startTestServer, type TestServer } from '../../testing/index.js';
import { Passwords } from './passwords.js';

const email = 'coordinator@ministry.example';
const password = 'seven lakes and a birch';
const tries = Number(process.env['HOSTILE_TRIES'] ?? 150);
const attackers = 8;

/** A rival who guesses must be slowed down, and must keep nobody out: least of all at a quarter to five. */
describe(`an account under ${tries} hostile tries from elsewhere`, () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
    const id = await server.addPerson({ email });
    const hash = await server.app.get(Passwords, { strict: false }).hash(password);
    await server.sql('update person set password_hash = $2 where id = $1', [id, hash]);
  });
  afterAll(() => server.stop());

  const enter = async (agent: Agent): Promise<{ ms: number; cookies: readonly string[]; status: number }> => {
    const from = performance.now();
    const { status, headers } = await agent.call(signIn, { body: { email, password } });
    return { ms: performance.now() - from, cookies: headers.getSetCookie(), status };
  };

  /** From another network address than everybody else in these tests. */
  const guess = (): Promise<number> =>
    new Promise((resolve, reject) => {
      const body = JSON.stringify({ email, password: `wrong ${Math.random()}` });
      const sent = httpRequest(
        `${server.url}/api/session`,
        {
          method: 'POST',
          localAddress: '127.0.0.2',
          headers: {
            'content-type': 'application/json',
            origin: server.url,
            'content-length': Buffer.byteLength(body),
          },
        },
        (response) => {
          response.resume();
          response.once('end', () => resolve(response.statusCode ?? 0));
        },
      );
      sent.once('error', reject);
      sent.end(body);
    });

  it('opens to its owner at once, on a known device and on a new one, while guesses are slowed down', async () => {
    const { cookies } = await enter(server.nobody());
    const device = cookies.find((cookie) => cookie.startsWith('did-'))?.split(';')[0] ?? '';
    const answers: Record<number, number> = {};
    const known: number[] = [];
    const fresh: number[] = [];
    let made = 0;
    // On a slow machine the attack goes on until its owner has come three times.
    const goesOn = (): boolean => made < tries || fresh.length < 3;
    const attack = async (): Promise<void> => {
      while (goesOn()) {
        made += 1;
        const status = await guess();
        answers[status] = (answers[status] ?? 0) + 1;
      }
    };
    const attacked = Promise.all(Array.from({ length: attackers }, attack));
    while (goesOn()) {
      for (const [agent, waits] of [
        [new Agent(server.url, device, null), known],
        [server.nobody(), fresh],
      ] as const) {
        const { status, ms } = await enter(agent);
        expect(status).toBe(200);
        waits.push(ms);
      }
    }
    await attacked;
    expect((answers[401] ?? 0) + (answers[429] ?? 0)).toBe(made);
    // Few of the guesses were looked at: eight at once, four that are free, and one more for each wait that ran out.
    expect(answers[401] ?? 0).toBeLessThan(40);
    const longest = (all: readonly number[]): string => Math.max(...all).toFixed(0);
    recordFigures({
      document: 'assurance',
      section: 'hostile-sign-in',
      title: 'An account under attack stays open to its owner',
      how: `${made} wrong passwords for one account from one foreign network address by ${attackers} connections at once, while its owner signs in again and again with the right one, from a known device and from a new one.`,
      rows: [
        {
          'hostile tries': made,
          'looked at': answers[401] ?? 0,
          'refused unseen': answers[429] ?? 0,
          'owner, known device: tries': known.length,
          'of them refused': 0,
          'longest, ms': longest(known),
          'owner, new device: tries': fresh.length,
          'of these refused': 0,
          'longest of these, ms': longest(fresh),
        },
      ],
    });
  }, 300_000);
});
