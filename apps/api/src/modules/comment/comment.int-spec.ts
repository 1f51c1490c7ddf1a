import {
  type CommentAnchor,
  listComments,
  replyToComment,
  resolveComment,
  startCommentThread,
} from '@concordat/contracts';
import { ReviewWorld } from '../../../test/review-world.js';
import { type Agent, startTestServer, type TestServer } from '../../testing/index.js';

/** Longer than a line of base64 as Postgres would write it. */
const anchor: CommentAnchor = {
  start: Buffer.alloc(120, 7).toString('base64'),
  end: Buffer.alloc(9, 8).toString('base64'),
  quote: 'If the contract falls short',
};

describe('comments on a section', () => {
  let server: TestServer;
  let here: ReviewWorld;
  beforeAll(async () => {
    server = await startTestServer();
  });
  beforeEach(async () => {
    here = await ReviewWorld.make(server);
  });
  afterAll(() => server.stop());

  const params = () => ({ sectionId: here.sectionId });
  const list = async (agent: Agent) => (await agent.get(listComments, { params: params() })).threads;
  const start = async (agent: Agent, body: string, given: object = {}) => {
    const { threads } = await agent.get(startCommentThread, {
      params: params(),
      body: { body, anchor: null, internal: false, ...given },
    });
    const thread = threads.at(-1);
    if (!thread) throw new Error('The thread is not in the list');
    return thread;
  };

  it('keeps a thread on its passage, with answers, until it is resolved and opened again', async () => {
    const { poland, coordinator } = here;
    const thread = await start(poland.agent, 'What does “short” mean?', { anchor });
    expect(thread).toMatchObject({ anchor, internalTo: null, createdBy: { stateCode: 'PL' } });
    const threadId = thread.id;
    await coordinator.get(replyToComment, { params: { threadId }, body: { body: 'Less than agreed.' } });
    const resolve = (resolved: boolean, version: number) => ({
      params: { threadId },
      body: { version, resolved },
    });
    await coordinator.get(resolveComment, resolve(true, thread.version));
    const [resolved] = await list(poland.agent);
    expect(resolved).toMatchObject({ version: 2, resolvedBy: { stateCode: 'FI' } });
    expect(resolved?.messages.map(({ body }) => body)).toEqual([
      'What does “short” mean?',
      'Less than agreed.',
    ]);
    expect(await coordinator.refused(resolveComment, resolve(false, 1))).toBe('changed.meanwhile');
    await poland.agent.get(replyToComment, { params: { threadId }, body: { body: 'Still unclear.' } });
    const [opened] = await list(coordinator);
    expect(opened).toMatchObject({ resolvedAt: null, resolvedBy: null });
    expect(opened?.messages).toHaveLength(3);
  });

  it('resolves only for those who began it, lead the section or coordinate', async () => {
    const { poland, norway } = here;
    const thread = await start(poland.agent, 'Ours.');
    const wish = { params: { threadId: thread.id }, body: { version: 1, resolved: true } };
    const [seen] = await list(norway.agent);
    expect(seen?.abilities).toMatchObject({ 'comment.resolve': false, 'comment.write': true });
    expect(await norway.agent.refused(resolveComment, wish)).toBe('forbidden');
    expect((await poland.agent.get(resolveComment, wish)).threads[0]?.resolvedAt).not.toBeNull();
  });

  it('lets observers read and not write', async () => {
    const { world, proposal, poland } = here;
    const { agent } = await world.colleague(proposal.id, poland.memberId, ['observer']);
    await start(poland.agent, 'To be read.');
    const { threads, abilities } = await agent.get(listComments, { params: params() });
    expect([threads.length, abilities['comment.write']]).toEqual([1, false]);
    const body = { body: 'Mine.', anchor: null, internal: false };
    expect(await agent.refused(startCommentThread, { params: params(), body })).toBe('forbidden');
  });

  it('keeps a thread within one state from everybody else, through every door', async () => {
    const { poland, norway, coordinator, world, proposal } = here;
    const colleague = await world.colleague(proposal.id, poland.memberId, ['author']);
    const thread = await start(poland.agent, 'Between ourselves: CANARY.', { internal: true });
    expect(thread.internalTo).toBe('PL');
    expect((await list(colleague.agent)).map(({ id }) => id)).toEqual([thread.id]);
    const threadId = thread.id;
    for (const agent of [norway.agent, coordinator]) {
      expect(await list(agent)).toEqual([]);
      expect(await agent.refused(replyToComment, { params: { threadId }, body: { body: 'Me.' } })).toBe(
        'not_found',
      );
      const body = { version: 1, resolved: true };
      expect(await agent.refused(resolveComment, { params: { threadId }, body })).toBe('not_found');
      const rows = await server.sqlAs(
        'web',
        'select body from comment_message union all select quote from comment_thread',
        [],
        agent.personId ?? '',
      );
      expect(rows).toEqual([]);
    }
    const told = await server.sql<{ payload: { id: string } }>(
      `select payload from outbox where kind = 'comment.started' and proposal_id = $1`,
      [proposal.id],
    );
    expect(told.map(({ payload }) => payload.id)).toEqual([here.sectionId]);
    expect(JSON.stringify(told)).not.toContain('CANARY');
  });

  it('takes what people write as it is: markup stays text', async () => {
    const body = '<img src=x onerror="alert(1)"> & {{name}} \u202e ’; drop table comment_message';
    const { messages } = await start(here.poland.agent, body);
    expect(messages[0]?.body).toBe(body);
  });

  it.each([
    ['nothing written', { body: '   ' }],
    ['no body', { body: undefined }],
    ['a body that is no text', { body: { $ne: 1 } }],
    ['a body beyond all measure', { body: 'x'.repeat(8001) }],
    ['a zero character', { body: 'a\u0000b' }],
    ['an unknown field', { authorId: '9c2b7c4e-2f0a-4b53-9a36-2f1b1f2b3c4d' }],
    ['an anchor that is not base64', { anchor: { ...anchor, start: '<<<<' } }],
    ['an anchor beyond all measure', { anchor: { ...anchor, start: 'A'.repeat(404) } }],
    ['an anchor without an end', { anchor: { start: anchor.start, quote: 'x' } }],
    ['an anchor without words', { anchor: { ...anchor, quote: '' } }],
  ])('refuses %s', async (_name, wrong) => {
    const response = await here.poland.agent.fetch(`/api/sections/${here.sectionId}/comments`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ body: 'A comment.', ...wrong }),
    });
    const refusal = (await response.json()) as { message: string };
    expect([response.status, refusal]).toMatchObject([400, { code: 'input.invalid' }]);
    expect(await list(here.poland.agent)).toEqual([]);
  });

  it('slows down somebody who writes faster than people do', async () => {
    const { id: threadId } = await start(here.poland.agent, 'First.');
    await server.sql(
      `insert into comment_message (id, proposal_id, thread_id, author_id, body)
       select gen_random_uuid(), $1, $2, $3, 'again' from generate_series(1, 29)`,
      [here.proposal.id, threadId, here.poland.agent.personId],
    );
    const reply = { params: { threadId }, body: { body: 'Once more.' } };
    expect(await here.poland.agent.refused(replyToComment, reply)).toBe('comment.too_many');
    await here.norway.agent.get(replyToComment, reply);
  });
});
