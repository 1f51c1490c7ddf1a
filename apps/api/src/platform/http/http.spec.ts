import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { Agent, request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Controller, Get, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { readConfig } from '../config/index.js';
import { ErrorFilter } from '../errors/error.filter.js';
import { jsonLog } from '../observability/index.js';
import { contentSecurityPolicy, HttpModule, installHttp } from './index.js';

@Controller('api/echo')
class EchoController {
  @Get()
  read() {
    return { ok: true };
  }
  @Post()
  write() {
    return { ok: true };
  }
  @Get('slow')
  async slow() {
    await pause(400);
    return { ok: true };
  }
  @Get('broken/:code')
  broken(): never {
    throw new Error('select * from secret');
  }
}

@Module({ imports: [HttpModule], controllers: [EchoController] })
class Echo {}

interface Raw {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: string;
}

async function serve(publicUrl: string, webFolder: string) {
  const logged: string[] = [];
  const app = await NestFactory.create<NestExpressApplication>(Echo, { bodyParser: false, logger: false });
  app.useGlobalFilters(new ErrorFilter());
  installHttp(
    app,
    { ...readConfig({}), publicUrl },
    jsonLog({ write: (line) => void logged.push(line) }),
    webFolder,
  );
  await app.listen(0, '127.0.0.1');
  const port = Number(new URL(await app.getUrl()).port);
  // Node's fetch does not let a caller name another host, and that is what is tested.
  const send = (
    method: string,
    at: string,
    headers: Record<string, string> = {},
    body?: string,
  ): Promise<Raw> =>
    new Promise((resolve, reject) => {
      const sent = httpRequest({
        port,
        host: '127.0.0.1',
        method,
        path: at,
        headers: { host: new URL(publicUrl).host, ...headers },
      });
      sent.once('error', reject).once('response', (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).toString(),
          }),
        );
      });
      sent.end(body);
    });
  return { app, send, logged };
}

describe('what surrounds every request', () => {
  let webFolder: string;
  let plain: Awaited<ReturnType<typeof serve>>;
  let secure: Awaited<ReturnType<typeof serve>>;

  beforeAll(async () => {
    webFolder = await mkdtemp(path.join(tmpdir(), 'concordat-web-'));
    await mkdir(path.join(webFolder, 'assets'));
    await writeFile(path.join(webFolder, 'index.html'), '<!doctype html><title>Concordat</title>');
    await writeFile(path.join(webFolder, 'assets', 'app-4f2a.js'), 'export {};');
    plain = await serve('http://127.0.0.1:3000', webFolder);
    secure = await serve('https://concordat.example.org', webFolder);
  });

  afterAll(async () => {
    await Promise.all([plain.app.close(), secure.app.close()]);
    await rm(webFolder, { recursive: true });
  });

  it.each(['/api/echo', '/api/nothing', '/', '/assets/app-4f2a.js', '/api/echo/broken/1'])(
    'sends the security headers with %s',
    async (at) => {
      const { headers } = await secure.send('GET', at);
      expect(headers).toMatchObject({
        'content-security-policy': contentSecurityPolicy,
        'cross-origin-opener-policy': 'same-origin',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'strict-transport-security': 'max-age=31536000',
        'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
      });
      expect(headers['x-powered-by']).toBeUndefined();
      if (at.startsWith('/api')) expect(headers['cache-control']).toBe('no-store');
    },
  );

  it('has the policy that was decided', () => {
    expect(contentSecurityPolicy).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; font-src 'self'; " +
        "connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'",
    );
  });

  it('promises TLS only behind TLS', async () => {
    expect((await plain.send('GET', '/api/echo')).headers['strict-transport-security']).toBeUndefined();
  });

  it.each(['evil.example', 'concordat.example.org.evil.example', '127.0.0.1:3000', ''])(
    'does not answer under the name "%s"',
    async (host) => {
      const answer = await secure.send('GET', '/api/echo', { host });
      expect(answer.status).toBe(421);
      expect(JSON.parse(answer.body)).toMatchObject({ code: 'host.unknown' });
    },
  );

  it('answers under every name of this machine when it serves this machine', async () => {
    for (const host of ['localhost:3000', '127.0.0.1:3000', '[::1]:3000'])
      expect((await plain.send('GET', '/api/echo', { host })).status).toBe(200);
    expect((await plain.send('GET', '/api/echo', { host: 'localhost:3001' })).status).toBe(421);
  });

  const own = 'https://concordat.example.org';
  it.each<[string, Record<string, string>, number]>([
    ['another origin', { origin: 'https://evil.example', cookie: 'a=b' }, 403],
    ['another origin without a cookie', { origin: 'https://evil.example' }, 403],
    ['an opaque origin', { origin: 'null', cookie: 'a=b' }, 403],
    ['the right name without TLS', { origin: 'http://concordat.example.org', cookie: 'a=b' }, 403],
    ['a cookie and no origin', { cookie: 'a=b' }, 403],
    ['a cookie from a neighbour', { cookie: 'a=b', 'sec-fetch-site': 'same-site' }, 403],
    ['our own origin', { origin: own, cookie: 'a=b' }, 201],
    ['a page of ours', { 'sec-fetch-site': 'same-origin', cookie: 'a=b' }, 201],
    ['a program without cookies', {}, 201],
  ])('judges a change that comes from %s', async (_, headers, status) => {
    expect((await secure.send('POST', '/api/echo', headers)).status).toBe(status);
  });

  it('gives pages index.html, keeps hashed files for a year, and leaves the API alone', async () => {
    const page = await plain.send('GET', '/proposals/42/cockpit');
    expect([page.status, page.headers['cache-control']]).toEqual([200, 'no-cache']);
    expect(page.body).toContain('<title>Concordat');
    const asset = await plain.send('GET', '/assets/app-4f2a.js');
    expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect((await plain.send('GET', '/assets/gone.js')).status).toBe(404);
    expect((await plain.send('GET', '/api/unknown')).status).toBe(404);
    expect((await plain.send('GET', '/../../../package.json')).body).not.toContain('"name"');
  });

  it('is generic outside about what is precise in the log', async () => {
    const { status, body } = await plain.send('GET', '/api/echo/broken/1');
    expect(status).toBe(500);
    expect(body).not.toMatch(/secret|\n\s+at |\.ts/);
    expect(JSON.parse(body)).toMatchObject({ code: 'internal', requestId: expect.any(String) });
  });

  it('logs one line per request, with the route and never with what a person typed', async () => {
    plain.logged.length = 0;
    await plain.send('GET', '/api/echo/broken/SECRET%0A{"level":"forged"}?q=SECRET');
    expect(plain.logged).toHaveLength(1);
    expect(JSON.parse(plain.logged[0] ?? '')).toMatchObject({
      method: 'GET',
      route: '/api/echo/broken/:code',
      status: 500,
    });
    expect(plain.logged[0]).not.toContain('SECRET');
  });

  it('finishes a request in hand before it closes, and does not wait for idle connections', async () => {
    const { app } = await serve('http://127.0.0.1:3000', webFolder);
    const { port } = new URL(await app.getUrl());
    const agent = new Agent({ keepAlive: true });
    const get = (at: string): Promise<number> =>
      new Promise((resolve, reject) => {
        const sent = httpRequest({
          port,
          host: '127.0.0.1',
          path: at,
          agent,
          headers: { host: '127.0.0.1:3000' },
        });
        sent.once('error', reject).once('response', (response) => {
          response.resume().once('end', () => resolve(response.statusCode ?? 0));
        });
        sent.end();
      });
    expect(await get('/api/echo')).toBe(200);
    const inHand = get('/api/echo/slow');
    await pause(100);
    const from = performance.now();
    const [status] = await Promise.all([inHand, app.close()]);
    expect(status).toBe(200);
    expect(performance.now() - from).toBeLessThan(3000);
    agent.destroy();
  });
});
