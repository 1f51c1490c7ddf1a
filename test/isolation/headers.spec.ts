import { connect } from 'node:net';
import { recordFigures } from '@concordat/testing';
import { startTestServer, type TestServer } from '../../apps/api/src/testing/index.js';
import { always } from './matrix/headers.js';
import { outsideTheDocument, routesOfRouter } from './matrix/route-list.js';
import { type Answered, Wire } from './matrix/wire.js';

const publicUrl = 'https://concordat.example.org';
const host = 'concordat.example.org';

/** What the house’s headers lack on an answer; none, whatever was asked and however it went. */
const lacking = ({ headers }: Pick<Answered, 'headers'>): string[] =>
  Object.entries({ ...always, 'strict-transport-security': 'max-age=31536000' })
    .filter(([name, value]) => headers[name] !== value)
    .map(([name]) => `${name}: ${String(headers[name])}`);

/** Sends bytes as they are and gives the answer, for what no client of HTTP would send. */
function raw(port: number, text: string): Promise<Pick<Answered, 'status' | 'headers'>> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    let said = '';
    socket.setTimeout(5_000, () => socket.destroy(new Error(`no answer to ${text.slice(0, 60)}`)));
    socket.setEncoding('latin1').on('data', (chunk: string) => (said += chunk));
    socket.once('error', reject).once('close', () => {
      const [first = '', ...lines] = (said.split('\r\n\r\n')[0] ?? '').split('\r\n');
      const headers = lines.map((line) => /^([^:]+): ?(.*)$/.exec(line)?.slice(1) ?? []);
      resolve({
        status: Number(first.split(' ')[1] ?? 0),
        headers: Object.fromEntries(headers.map(([name = '', value = '']) => [name.toLowerCase(), value])),
      });
    });
  });
}

const upgrade = (at: string, headers: Record<string, string> = {}): string =>
  [
    `GET ${at} HTTP/1.1`,
    ...Object.entries({
      host,
      origin: publicUrl,
      connection: 'Upgrade',
      upgrade: 'websocket',
      ...headers,
    }).map(([name, value]) => `${name}: ${value}`),
    'sec-websocket-version: 13',
    'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==',
    '\r\n',
  ].join('\r\n');

describe('headers', () => {
  let server: TestServer;
  let wire: Wire;
  let cookie: string;
  let attempts = 0;
  let port: number;
  beforeAll(async () => {
    server = await startTestServer({ publicUrl });
    wire = new Wire(server.url);
    port = server.config.port;
    await server.addPerson({ email: 'somebody@example.org', installationRoles: ['admin'] });
    ({ cookie = '' } = { cookie: (await server.signIn('somebody@example.org')).cookie ?? '' });
  });
  afterAll(async () => {
    console.log(`${attempts} requests`);
    wire.close();
    await server.stop();
  });

  const send = (method: string, path: string, headers: Record<string, string> = {}, body?: unknown) => {
    attempts += 1;
    return wire.send({
      method,
      path,
      cookie: headers['cookie'] ?? null,
      headers: { host, ...headers },
      body,
    });
  };

  it.each<[string, number, () => Promise<Pick<Answered, 'status' | 'headers'>>]>([
    ['a page', 200, () => send('GET', '/')],
    ['a page of the browser’s own', 200, () => send('GET', '/proposals/42')],
    ['a file', 200, () => send('GET', '/icon.svg')],
    ['the head of a file', 200, () => send('HEAD', '/icon.svg')],
    ['a file that there is not', 404, () => send('GET', '/assets/gone.js')],
    ['an answer', 200, () => send('GET', '/api/session', { cookie })],
    [
      'a question of another site’s script',
      404,
      () => send('OPTIONS', '/api/session', { origin: 'https://evil.example' }),
    ],
    ['nobody', 401, () => send('GET', '/api/portfolio')],
    ['too little', 403, () => send('GET', '/api/intake', { cookie })],
    ['nothing', 404, () => send('GET', '/api/nothing')],
    ['no such way', 404, () => send('PATCH', '/api/portfolio', { cookie, origin: publicUrl })],
    ['nonsense', 400, () => send('POST', '/api/session', { origin: publicUrl }, { email: 1 })],
    ['an address that cannot be read', 400, () => send('GET', '/api/proposals/%E0%A4%A')],
    [
      'a text',
      415,
      () => send('POST', '/api/session', { origin: publicUrl, 'content-type': 'text/plain' }, 'x'),
    ],
    [
      'too much',
      413,
      () => send('POST', '/api/session', { origin: publicUrl }, { email: 'x'.repeat(1_100_000) }),
    ],
    ['another site', 403, () => send('POST', '/api/session', { origin: 'https://evil.example' }, {})],
    ['another name', 421, () => send('GET', '/api/session', { host: 'evil.example' })],
    ['health', 200, () => send('GET', '/health/live')],
    ['what is no HTTP', 400, () => raw(port, 'HELLO THERE\r\n\r\n')],
    [
      'more headers than are taken',
      431,
      () => raw(port, `GET / HTTP/1.1\r\nhost: ${host}\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`),
    ],
    ['a socket without a session', 401, () => raw(port, upgrade('/collab'))],
    [
      'a socket from another site',
      403,
      () => raw(port, upgrade('/collab', { origin: 'https://evil.example' })),
    ],
    ['a socket elsewhere', 404, () => raw(port, upgrade('/api/session'))],
    ['a socket under another name', 421, () => raw(port, upgrade('/collab', { host: 'evil.example' }))],
    ['a socket at an address that cannot be read', 404, () => raw(port, upgrade('//'))],
    ['a socket at another that cannot be read', 404, () => raw(port, upgrade('//a:b:c'))],
  ])('stand on the answer to %s', async (_what, status, ask) => {
    const answer = await ask();
    expect({ status: answer.status, lacking: lacking(answer) }).toEqual({ status, lacking: [] });
    // What was refused before anybody was asked ends nothing for the others.
    expect((await send('GET', '/health/live')).status).toBe(200);
  });

  it('stand on the answer to a failure of ours, which says nothing of itself', async () => {
    await server.sql('alter table call rename to call_gone');
    try {
      const answer = await send('GET', '/api/calls', { cookie });
      expect({ status: answer.status, lacking: lacking(answer) }).toEqual({ status: 500, lacking: [] });
      expect(answer.body.toString()).not.toMatch(/call_gone|relation|select|\n\s+at |\.ts/i);
    } finally {
      await server.sql('alter table call_gone rename to call');
    }
  });

  it('keep what is private out of every store, and nothing else', async () => {
    for (const path of ['/api/session', '/api/nothing', '/health/live', '/api/openapi.json'])
      expect([path, (await send('GET', path)).headers['cache-control']]).toEqual([path, 'no-store']);
    expect((await send('GET', '/')).headers['cache-control']).toBe('no-cache');
  });

  it('tie the cookie to this host over TLS, out of the reach of scripts', async () => {
    const answer = await send('DELETE', '/api/session', { cookie: '__Host-sid=x', origin: publicUrl });
    const cookies = [answer.headers['set-cookie'] ?? []].flat();
    expect(cookies).not.toEqual([]);
    for (const each of cookies) {
      expect(each).toMatch(/^__Host-/);
      expect(each).toMatch(/; Path=\/;.*; HttpOnly; Secure; SameSite=(Lax|Strict)$/);
      expect(each).not.toMatch(/domain=/i);
    }
  });

  const names = [
    '',
    'evil.example',
    `${host}.evil.example`,
    `evil.example#${host}`,
    '127.0.0.1',
    `${host}:8443`,
    `${host}.`,
  ];
  it.each(names)('answer only under our own name, never as "%s"', async (name) => {
    for (const path of ['/', '/api/session', '/api/portfolio', '/assets/x.js'])
      expect([path, (await send('GET', path, { host: name, cookie })).status]).toEqual([path, 421]);
  });

  it('let no other site change anything: every changing route, every kind of stranger', async () => {
    const changing = routesOfRouter(server).filter(
      (route) => !route.startsWith('GET ') && !outsideTheDocument.includes(route),
    );
    expect(changing.length).toBeGreaterThan(50);
    const strangers: Record<string, string>[] = [
      { origin: 'https://evil.example', cookie },
      { origin: 'https://evil.example' },
      { origin: 'null', cookie },
      { origin: `http://${host}`, cookie },
      { origin: `${publicUrl}.evil.example`, cookie },
      { cookie, origin: '' },
      { cookie, origin: '', 'sec-fetch-site': 'same-site' },
      { cookie, origin: '', 'sec-fetch-site': 'cross-site' },
      { cookie, origin: '', 'sec-fetch-site': 'none' },
    ];
    const passed: string[] = [];
    for (const route of changing)
      for (const { origin, ...stranger } of strangers) {
        const [method = '', path = ''] = route.split(' ');
        const id = '3f0e7c1e-6a0b-4c39-9f1e-2a4c1b9d7e10';
        const headers = { ...stranger, origin: origin ?? '' };
        const { status, body } = await send(method, path.replace(/:\w+/g, id), headers, {});
        if (status !== 403 || !body.toString().includes('origin.refused'))
          passed.push(`${route} from ${JSON.stringify({ ...stranger, cookie: '', origin })}: ${status}`);
      }
    expect(passed).toEqual([]);
    recordFigures({
      document: 'assurance',
      section: 'headers',
      title: 'Other sites',
      how: 'Every changing route of the running application, asked with a good session from every kind of foreign page; each must be refused before it is looked at.',
      rows: [
        {
          routes: changing.length,
          'kinds of stranger': strangers.length,
          requests: changing.length * strangers.length,
          'let through': passed.length,
        },
      ],
    });
  });
});
