import { endpoint } from '@concordat/contracts';
import type { Actor } from '@concordat/policy';
import { Controller, Get, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { z } from 'zod';
import { ErrorFilter } from '../errors/error.filter.js';
import { jsonBody } from '../http/json-body.js';
import { jsonLog, JsonLogger } from '../observability/index.js';
import { AuthzModule } from './authz.module.js';
import type { InputOf } from './input.js';
import type { RequestContext } from './request-context.js';
import { Serve } from './serve.js';
import { SessionReader, type SignedIn } from './session-reader.js';

const proposalId = '3f0e7c1e-6a0b-4c39-9f1e-2a4c1b9d7e10';
const actor: Actor = {
  personId: '8d6f0f6e-3f0d-4d5e-8a51-0c8c1d0f8a11',
  installationRoles: [],
  memberships: [{ proposalId, memberId: 'm', stateCode: 'LU', roles: ['author'] }],
};

class OnePerson extends SessionReader {
  override async read({ headers }: { headers: Record<string, unknown> }): Promise<SignedIn | null> {
    const said = String(headers['cookie'] ?? '');
    if (said === '') return null;
    const isProved = !said.includes('stale');
    return {
      personId: actor.personId,
      sessionId: 's',
      actor,
      isProved,
      hasSecondFactor: said.includes('key'),
    };
  }
  override async reread(): Promise<SignedIn | null> {
    return null;
  }
  override async living(): Promise<ReadonlySet<string>> {
    return new Set();
  }
}

const Thing = z.strictObject({ id: z.string(), title: z.string() });
const read = endpoint({
  method: 'GET',
  path: '/things/:thingId',
  needs: 'proposal.read',
  summary: '.',
  response: Thing,
});
const forgotten = endpoint({
  method: 'GET',
  path: '/forgotten',
  needs: 'proposal.read',
  summary: '.',
  response: Thing,
});
const forbidden = endpoint({
  method: 'GET',
  path: '/forbidden',
  needs: 'proposal.edit',
  summary: '.',
  response: Thing,
});
const leaky = endpoint({ method: 'GET', path: '/leaky', needs: 'signed_in', summary: '.', response: Thing });
const grave = endpoint({
  method: 'GET',
  path: '/grave',
  needs: 'signed_in',
  stepUp: true,
  summary: '.',
  response: z.array(Thing),
});
const known = endpoint({ ...grave, path: '/known', stepUp: 'with_second_factor' });
const many = endpoint({
  method: 'GET',
  path: '/many',
  needs: 'public',
  summary: '.',
  query: z.strictObject({ page: z.coerce.number().int().default(1) }),
  response: z.array(Thing),
});
const write = endpoint({
  method: 'POST',
  path: '/things',
  needs: 'signed_in',
  summary: '.',
  body: z.strictObject({ title: z.string().trim().min(1), memberIds: z.array(z.uuid()).default([]) }),
  response: z.strictObject({ title: z.string(), members: z.number() }),
});

@Controller()
class ThingController {
  @Serve(read)
  read(ctx: RequestContext, { params }: InputOf<typeof read>) {
    ctx.require('proposal.read', { proposalId });
    return { id: params.thingId, title: 'A' };
  }
  @Serve(forgotten)
  forgotten() {
    return { id: '1', title: 'A rival text' };
  }
  @Serve(forbidden)
  forbidden(ctx: RequestContext) {
    ctx.require('proposal.edit', { proposalId });
    return { id: '1', title: 'A' };
  }
  @Serve(leaky)
  leaky() {
    return { id: '1', title: 'A', passwordHash: 'not for you' };
  }
  @Serve(grave)
  grave() {
    return [];
  }
  @Serve(known)
  known() {
    return [];
  }
  @Serve(many)
  many(_ctx: RequestContext, { query }: InputOf<typeof many>) {
    return [{ id: String(query.page), title: 'A' }];
  }
  @Serve(write)
  write(_ctx: RequestContext, { body }: InputOf<typeof write>) {
    return { title: body.title, members: body.memberIds.length };
  }
}

@Controller()
class BareController {
  @Get('bare')
  list() {
    return [];
  }
}

async function boot(controller: Type, logged: string[] = []): Promise<NestExpressApplication> {
  @Module({ providers: [{ provide: SessionReader, useClass: OnePerson }], exports: [SessionReader] })
  class Identity {}
  const app = await NestFactory.create<NestExpressApplication>(
    {
      module: class Root {},
      imports: [{ module: Identity, global: true }, AuthzModule],
      controllers: [controller],
    },
    {
      bodyParser: false,
      abortOnError: false,
      logger: new JsonLogger(jsonLog({ write: (line) => void logged.push(line) })),
    },
  );
  app.useGlobalFilters(new ErrorFilter());
  app.use(jsonBody());
  return await app.init();
}

describe('RouteAudit', () => {
  it('refuses to boot with a route that declares no need', async () => {
    await expect(boot(BareController)).rejects.toThrow('Routes that declare no need: BareController.list');
  });
});

describe('Serve', () => {
  const logged: string[] = [];
  let app: NestExpressApplication;
  let origin: string;

  beforeAll(async () => {
    app = await boot(ThingController, logged);
    await app.listen(0, '127.0.0.1');
    origin = await app.getUrl();
  });

  afterAll(() => app.close());

  const call = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(`${origin}/api${path}`, {
      ...init,
      headers: { cookie: 'sid=1', ...init.headers },
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  const post = (body: string, type = 'application/json') =>
    call('/things', { method: 'POST', body, headers: { 'content-type': type } });

  it('gives validated input and answers 200', async () => {
    expect(await post(JSON.stringify({ title: ' New ' }))).toEqual({
      status: 200,
      body: { title: 'New', members: 0 },
    });
    expect((await call('/many?page=3')).body).toEqual([{ id: '3', title: 'A' }]);
  });

  it('asks who it is before it looks at the input', async () => {
    const response = await fetch(`${origin}/api/things`, { method: 'POST' });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ code: 'unauthenticated' });
  });

  it('names the fields that are wrong', async () => {
    const { status, body } = await post(JSON.stringify({ title: '', memberIds: ['x'], extra: 1 }));
    expect(status).toBe(400);
    expect(body).toMatchObject({
      code: 'input.invalid',
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(Object.keys(body['fields'] as object).sort()).toEqual(['body', 'memberIds.0', 'title']);
  });

  it('answers a malformed id exactly like an unknown route, but for the request id', async () => {
    const { requestId: _one, ...malformed } = (await call('/things/42')).body;
    const { requestId: _other, ...unknown } = (await call('/nothing/here')).body;
    expect(malformed).toEqual(unknown);
    expect(malformed).toMatchObject({ code: 'not_found' });
  });

  it('refuses an answer whose need was never checked, and says so in the log alone', async () => {
    const { status, body } = await call('/forgotten');
    expect(status).toBe(500);
    expect(JSON.stringify(body)).not.toMatch(/rival|checked/);
    expect(body).toMatchObject({ code: 'internal' });
    expect(logged.join('')).toContain('ThingController.forgotten never checked proposal.read');
  });

  it('lets pass what was checked and refuses what the policy refuses', async () => {
    expect((await call(`/things/${proposalId}`)).status).toBe(200);
    expect(await call('/forbidden')).toMatchObject({ status: 403, body: { code: 'forbidden' } });
  });

  it.each([
    ['/grave', 'sid=1', 200],
    ['/grave', 'sid=1; stale', 403],
    ['/grave', 'sid=1; stale; key', 403],
    ['/known', 'sid=1; stale', 200],
    ['/known', 'sid=1; stale; key', 403],
    ['/known', 'sid=1; key', 200],
    ['/many', 'sid=1; stale; key', 200],
  ])('%s for %s asks for a fresh proof: %d', async (path, cookie, status) => {
    const answer = await call(path, { headers: { cookie } });
    expect(answer.status).toBe(status);
    if (status !== 200) expect(answer.body).toMatchObject({ code: 'session.step_up_needed' });
  });

  it('lets no unlisted column out', async () => {
    const { status, body } = await call('/leaky');
    expect(status).toBe(500);
    expect(JSON.stringify(body)).not.toContain('not for you');
    expect(logged.join('')).toContain('The answer of GET /leaky breaks its contract');
  });

  it.each([
    ['{"title":"a","__proto__":{"admin":true}}', 'The name __proto__ is not accepted.'],
    ['{"title":"a","memberIds":[{"constructor":{"prototype":{}}}]}', 'not accepted.'],
    ['{"title":"a\\u0000b"}', 'A zero character is not accepted.'],
    ['{"title":', 'This is not well-formed JSON.'],
    ['"text"', 'This is not well-formed JSON.'],
  ])('refuses %s', async (body, said) => {
    const answer = await post(body);
    expect(answer.status).toBe(400);
    expect((answer.body['fields'] as Record<string, string>)['body']).toContain(said);
    expect(({} as Record<string, unknown>)['admin']).toBeUndefined();
  });

  it('refuses other content types and bodies over 1 MiB', async () => {
    expect(await post('title=a', 'application/x-www-form-urlencoded')).toMatchObject({
      status: 415,
      body: { code: 'input.media_type' },
    });
    expect(await post(JSON.stringify({ title: 'x'.repeat(1_048_576) }))).toMatchObject({
      status: 413,
      body: { code: 'input.too_large' },
    });
  });
});
