import {
  deleteComment,
  listComments,
  readMailbox,
  readMailBody,
  replyToComment,
  seeComments,
  startCommentThread,
} from '@concordat/contracts';
import { mentionOf } from '@concordat/domain';
import { setTimeout as pause } from 'node:timers/promises';
import { ReviewWorld } from '../../../test/review-world.js';
import { type Agent, startTestServer, type TestServer } from '../../testing/index.js';
import { SweepService } from './sweep.service.js';

describe('mails about comments', () => {
  let server: TestServer;
  let here: ReviewWorld;
  beforeAll(async () => {
    server = await startTestServer();
  });
  beforeEach(async () => {
    here = await ReviewWorld.make(server);
  });
  afterAll(() => server.stop());

  const idOf = ({ personId }: Agent): string => personId ?? '';
  const start = async (agent: Agent, body: string, internal = false) => {
    const params = { sectionId: here.sectionId };
    const { threads } = await agent.get(startCommentThread, {
      params,
      body: { body, internal, anchor: null },
    });
    return threads.at(-1)?.id ?? '';
  };
  const reply = (agent: Agent, threadId: string, body: string) =>
    agent.get(replyToComment, { params: { threadId }, body: { body } });
  const ledger = () =>
    server.sql<{ id: string; recipient: string; state: string; reason: string | null; minutes: number }>(
      `select id, recipient_id as recipient, state, reason,
         round(extract(epoch from due_at - clock_timestamp()) / 60)::int as minutes
       from reminder_occurrence where kind = 'comments_waiting' and proposal_id = $1 order by created_at`,
      [here.proposal.id],
    );
  /** Lets what waits go out now. */
  const sent = async () => {
    await server.settle();
    await server.sql(
      `update reminder_occurrence set due_at = clock_timestamp() where kind = 'comments_waiting' and state = 'planned'`,
    );
    await server.app.get(SweepService).sweep();
    for (let n = 0; n < 300; n += 1) {
      const rows = await ledger();
      if (rows.every(({ state }) => state === 'sent' || state === 'cancelled')) return rows;
      await pause(30);
    }
    throw new Error(`Not everything was sent: ${JSON.stringify(await ledger())}`);
  };

  it('gathers what happens into one for each reader, says nothing of what was said, and comes once an hour', async () => {
    const { poland, norway, coordinator } = here;
    const threadId = await start(norway.agent, `CANARY, ${mentionOf(idOf(coordinator))}?`);
    for (let n = 0; n < 5; n += 1) await reply(poland.agent, threadId, `CANARY ${n}`);
    await server.settle();
    expect((await ledger()).map(({ recipient, minutes }) => [recipient, minutes]).sort()).toEqual(
      [
        [idOf(coordinator), 10],
        [idOf(norway.agent), 10],
      ].sort(),
    );
    expect((await sent()).map(({ state }) => state)).toEqual(['sent', 'sent']);
    const { messages } = await coordinator.get(readMailbox, {});
    const mail = messages.find(({ subject }) => subject.includes('comments wait for you'));
    const body = await coordinator.get(readMailBody, { params: { messageId: mail?.id ?? '' } });
    expect(JSON.stringify(body)).not.toMatch(/CANARY|C4/);
    await reply(poland.agent, threadId, `Again, ${mentionOf(idOf(coordinator))}.`);
    await server.settle();
    const [, , ...more] = await ledger();
    expect(more.find(({ recipient }) => recipient === idOf(coordinator))?.minutes).toBeGreaterThan(55);
  });

  it('does not come when the comment was seen, or deleted, before', async () => {
    const { poland, norway, coordinator } = here;
    const threadId = await start(poland.agent, `${mentionOf(idOf(norway.agent))}?`);
    const params = { sectionId: here.sectionId };
    await norway.agent.get(seeComments, { params, body: { threadIds: [threadId] } });
    await start(poland.agent, `${mentionOf(idOf(coordinator))}!`);
    const { threads } = await poland.agent.get(listComments, { params });
    const said = threads.at(-1)?.messages[0];
    await poland.agent.get(deleteComment, { params: { commentId: said?.id ?? '' }, body: { version: 1 } });
    expect((await sent()).map(({ state, reason }) => [state, reason])).toEqual(
      (await ledger()).map(() => ['cancelled', 'comments_seen']),
    );
    expect((await norway.agent.get(readMailbox, {})).messages).toEqual([]);
  });

  it('never reaches whoever may not read the thread any more', async () => {
    const { poland, world, proposal } = here;
    const colleague = await world.colleague(proposal.id, poland.memberId, ['author']);
    await start(poland.agent, `Between us, ${mentionOf(colleague.personId)}.`, true);
    await server.settle();
    expect((await ledger()).map(({ recipient }) => recipient)).toEqual([colleague.personId]);
    // Another state's from now on: still in the proposal, and no longer among those who keep the thread.
    await server.sql('update membership set member_id = $2 where id = $1', [
      colleague.membershipId,
      here.norway.memberId,
    ]);
    expect(await sent()).toMatchObject([{ state: 'cancelled', reason: 'comments_seen' }]);
  });
});
