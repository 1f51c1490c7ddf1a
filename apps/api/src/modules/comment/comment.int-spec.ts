import { randomUUID } from 'node:crypto';
import {
  assignComment,
  type CommentAnchor,
  type CommentMessageView,
  type CommentThreadView,
  deleteComment,
  editComment,
  listComments,
  listProposalComments,
  listSections,
  readPortfolio,
  replyToComment,
  resolveComment,
  startCommentThread,
} from '@concordat/contracts';
import { mentionOf } from '@concordat/domain';
import { textOfZip } from '@concordat/testing';
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

  const messageIn = (thread: CommentThreadView | undefined): CommentMessageView => {
    const [message] = thread?.messages ?? [];
    if (!message) throw new Error('Nothing was said');
    return message;
  };
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
      `select payload from outbox where kind like 'comment.%' and proposal_id = $1`,
      [proposal.id],
    );
    // Neither the other states' open pages nor the record that everybody exports hear that anything was said.
    expect(told).toEqual([]);
    const recorded = `select action from audit_event where object_kind = 'comment_thread' and proposal_id = $1`;
    expect(await server.sql(recorded, [proposal.id])).toEqual([]);
    const brief = await coordinator.get(listSections, { params: { proposalId: proposal.id } });
    expect(brief.sections.find(({ id }) => id === here.sectionId)?.openComments).toBe(0);
    const overview = { params: { proposalId: proposal.id }, query: { show: 'open' as const } };
    expect((await coordinator.get(listProposalComments, overview)).counts.open).toBe(0);
    expect((await colleague.agent.get(listProposalComments, overview)).ownState).toBe('PL');
  });

  it('lets people change and delete what they said themselves, and nobody else', async () => {
    const { poland, coordinator } = here;
    const thread = await start(poland.agent, 'Frist.', { anchor });
    const commentId = messageIn(thread).id;
    const edit = (body: string, version: number) => ({ params: { commentId }, body: { version, body } });
    expect(messageIn((await list(coordinator))[0]).abilities).toEqual({ 'comment.edit': false });
    expect(await coordinator.refused(editComment, edit('Mine.', 1))).toBe('forbidden');
    const { threads } = await poland.agent.get(editComment, edit('First.', 1));
    expect(messageIn(threads[0])).toMatchObject({
      body: 'First.',
      version: 2,
      abilities: { 'comment.edit': true },
    });
    expect(messageIn(threads[0]).editedAt).not.toBeNull();
    expect(await poland.agent.refused(editComment, edit('Late.', 1))).toBe('changed.meanwhile');
    await coordinator.get(replyToComment, { params: { threadId: thread.id }, body: { body: 'I see.' } });
    const gone = { params: { commentId }, body: { version: 2 } };
    expect(await coordinator.refused(deleteComment, gone)).toBe('forbidden');
    const [left] = (await poland.agent.get(deleteComment, gone)).threads;
    expect(left).toMatchObject({ anchor, resolvedAt: null });
    expect(messageIn(left)).toMatchObject({
      body: '',
      author: { stateCode: 'PL' },
      abilities: { 'comment.edit': false },
    });
    expect(messageIn(left).deletedAt).not.toBeNull();
    expect(await poland.agent.refused(deleteComment, gone)).toBe('comment.deleted');
    const kept = await server.sql('select body from comment_message where id = $1', [commentId]);
    expect(kept).toEqual([{ body: '' }]);
  });

  it('resolves a thread in which nothing is said any more', async () => {
    const { agent } = here.poland;
    const commentId = messageIn(await start(agent, 'Never mind.')).id;
    const [left] = (await agent.get(deleteComment, { params: { commentId }, body: { version: 1 } })).threads;
    expect(left?.resolvedAt).not.toBeNull();
  });

  it('names only people who may read, and says of nobody whether they exist', async () => {
    const { poland, norway, coordinator, world } = here;
    const stranger = await world.person('A rival');
    const norwegian = mentionOf(norway.agent.personId ?? '');
    const said = await start(poland.agent, `Ask ${norwegian}.`);
    expect(messageIn(said).mentions).toMatchObject([{ id: norway.agent.personId, stateCode: 'NO' }]);
    const post = (body: string, internal: boolean) =>
      poland.agent.refused(startCommentThread, { params: params(), body: { body, internal, anchor: null } });
    for (const id of [stranger.personId ?? '', randomUUID()])
      expect(await post(mentionOf(id), false)).toBe('comment.mention_unknown');
    for (const agent of [norway.agent, coordinator])
      expect(await post(mentionOf(agent.personId ?? ''), true)).toBe('comment.mention_unknown');
    const [seen] = await list(norway.agent);
    expect(seen).toMatchObject({ parts: ['mentioned'], news: ['mentioned'] });
  });

  it('waits for a person or a state that may read it, and shows it to them', async () => {
    const { poland, norway, coordinator, world, proposal } = here;
    const thread = await start(poland.agent, 'Who knows?');
    const assign = (version: number, to: object) => ({
      params: { threadId: thread.id },
      body: { version, ...to },
    });
    const stranger = await world.person('A rival');
    expect(await poland.agent.refused(assignComment, assign(1, { personId: stranger.personId ?? '' }))).toBe(
      'comment.assignee_unknown',
    );
    await poland.agent.get(assignComment, assign(1, { memberId: norway.memberId }));
    expect((await list(norway.agent))[0]).toMatchObject({
      parts: ['assigned'],
      news: ['assigned'],
      assignee: { stateCode: 'NO', person: null, by: { stateCode: 'PL' } },
    });
    expect(await poland.agent.refused(assignComment, assign(1, {}))).toBe('changed.meanwhile');
    const forYou = { params: { proposalId: proposal.id }, query: {} };
    expect((await norway.agent.get(listProposalComments, forYou)).threads.map(({ id }) => id)).toEqual([
      thread.id,
    ]);
    const answers = async (agent: Agent) =>
      (await agent.get(readPortfolio, {})).waiting.filter(({ kind }) => kind === 'comments_to_answer');
    expect(await answers(norway.agent)).toMatchObject([
      { threadId: thread.id, section: { id: here.sectionId }, stateCode: 'NO', count: 1, late: false },
    ]);
    await poland.agent.get(assignComment, assign(2, { personId: coordinator.personId ?? '' }));
    await server.settle();
    expect((await norway.agent.get(listProposalComments, forYou)).threads).toEqual([]);
    expect((await coordinator.get(listProposalComments, forYou)).counts.for_you).toBe(1);
    expect(await answers(norway.agent)).toEqual([]);
    expect(await answers(coordinator)).toMatchObject([{ threadId: thread.id, stateCode: null }]);
    const own = await start(poland.agent, 'Ours.', { internal: true });
    const away = { params: { threadId: own.id }, body: { version: 1, memberId: norway.memberId } };
    expect(await poland.agent.refused(assignComment, away)).toBe('comment.assignee_unknown');
  });

  it('tells nobody of a thread they cannot read, whatever the web asks the database for', async () => {
    const { poland, norway, proposal } = here;
    const own = await start(poland.agent, 'Ours.', { internal: true });
    const note = (personId: string | null, member: string | null) =>
      server.sqlAs(
        'web',
        `insert into comment_notice (id, proposal_id, thread_id, internal_member_id, person_id, kind)
         values (gen_random_uuid(), $1, $2, $3, $4, 'mentioned')`,
        [proposal.id, own.id, member, personId],
        poland.agent.personId ?? '',
      );
    await expect(note(norway.agent.personId, poland.memberId)).rejects.toThrow(/row-level security/);
    await expect(note(poland.agent.personId, null)).rejects.toThrow(/row-level security/);
    await note(poland.agent.personId, poland.memberId);
    await expect(
      server.sqlAs(
        'web',
        'update comment_thread set internal_member_id = null',
        [],
        poland.agent.personId ?? '',
      ),
    ).rejects.toThrow(/permission denied/);
  });

  it('gives the sheet of all threads, and a state’s own only to its people who ask for them', async () => {
    const { poland, coordinator, proposal } = here;
    await start(poland.agent, '=HYPERLINK("http://evil.example","x")', { anchor });
    await start(poland.agent, 'CANARY between ourselves.', { internal: true });
    const sheet = async (agent: Agent, internal: string) => {
      const path = `/api/proposals/${proposal.id}/comments/export?internal=${internal}`;
      const response = await agent.fetch(path);
      const text = textOfZip(new Uint8Array(await response.arrayBuffer()));
      return { name: response.headers.get('content-disposition') ?? '', text };
    };
    const open = await sheet(coordinator, 'own');
    expect(open.text).toContain('HYPERLINK');
    expect(open.text).toContain('If the contract falls short');
    expect(open.text).not.toMatch(/<f[ >]|CANARY/);
    expect((await sheet(poland.agent, 'none')).text).not.toContain('CANARY');
    const own = await sheet(poland.agent, 'own');
    expect(own.text).toContain('CANARY between ourselves.');
    expect(own.name).toContain('_only-for-PL_');
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
