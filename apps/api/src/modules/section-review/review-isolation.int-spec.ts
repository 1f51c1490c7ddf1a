import { randomUUID } from 'node:crypto';
import {
  askAgainForReview,
  cancelReviewRound,
  closeReviewRound,
  type Endpoint,
  giveVerdict,
  listComments,
  listReviews,
  readSectionReview,
  replyToComment,
  requestReview,
  resolveComment,
  startCommentThread,
} from '@concordat/contracts';
import { ReviewWorld } from '../../../test/review-world.js';
import { startTestServer, type TestServer } from '../../testing/index.js';

describe('reviews and comments of a rival', () => {
  let server: TestServer;
  let north: ReviewWorld;
  let south: ReviewWorld;
  let northIds: Record<string, string>;
  beforeAll(async () => {
    server = await startTestServer();
    north = await ReviewWorld.make(server, 'NORTH-CANARY');
    south = await ReviewWorld.make(server, 'SOUTH');
    const round = await north.ask({ note: 'CANARY of the note' });
    const { threads } = await north.coordinator.get(startCommentThread, {
      params: { sectionId: north.sectionId },
      body: { body: 'CANARY of the comment', anchor: null, internal: false },
    });
    northIds = {
      proposalId: north.proposal.id,
      sectionId: north.sectionId,
      roundId: round.id,
      threadId: threads[0]?.id ?? '',
    };
  });
  afterAll(() => server.stop());

  const bodies = (): readonly (readonly [Endpoint, object | undefined])[] => [
    [listReviews, undefined],
    [readSectionReview, undefined],
    [requestReview, south.wish()],
    [giveVerdict, { version: 1, memberId: north.poland.memberId, kind: 'approve' }],
    [askAgainForReview, { version: 1, answer: 'mine' }],
    [closeReviewRound, { version: 1, reason: 'mine' }],
    [cancelReviewRound, { version: 1 }],
    [listComments, undefined],
    [startCommentThread, { body: 'mine' }],
    [replyToComment, { body: 'mine' }],
    [resolveComment, { version: 1, resolved: true }],
  ];

  async function answer(index: number, ids: Record<string, string>): Promise<string> {
    const [endpoint, body] = bodies()[index] ?? [];
    if (!endpoint) throw new Error('no such operation');
    const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) => ids[name] ?? '');
    const response = await south.coordinator.fetch(`/api${path}`, {
      method: endpoint.method,
      ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const { requestId, ...shown } = (await response.json()) as { requestId: string };
    return JSON.stringify({ status: response.status, shown, numbered: requestId.length });
  }

  const names = [
    'the list of reviews',
    'a review',
    'asking for review',
    'a verdict',
    'asking again',
    'closing',
    'taking back',
    'the comments',
    'a comment',
    'a reply',
    'resolving',
  ];
  it.each(names.map((name, index) => [name, index] as const))(
    'answer %s exactly like what is missing',
    async (_name, index) => {
      const missing = Object.fromEntries(Object.keys(northIds).map((name) => [name, randomUUID()]));
      const foreign = await answer(index, northIds);
      expect(foreign).toBe(await answer(index, missing));
      expect(JSON.parse(foreign)).toMatchObject({ status: 404, shown: { code: 'not_found' } });
      expect(foreign).not.toContain('CANARY');
    },
  );

  it('cannot ask a state of another proposal', async () => {
    const params = { sectionId: south.sectionId };
    const body = south.wish({ memberIds: [north.poland.memberId] });
    expect(await south.coordinator.refused(requestReview, { params, body })).toBe('review.nobody_asked');
    const round = await south.ask();
    const verdict = { version: round.version, memberId: north.poland.memberId, kind: 'approve' as const };
    expect(
      await south.coordinator.refused(giveVerdict, { params: { roundId: round.id }, body: verdict }),
    ).toBe('verdict.not_asked');
  });

  it('stay as they were', async () => {
    const { current } = await north.coordinator.get(readSectionReview, {
      params: { sectionId: north.sectionId },
    });
    expect(current).toMatchObject({ version: 1, state: 'open', answer: null });
    const { threads } = await north.coordinator.get(listComments, { params: { sectionId: north.sectionId } });
    expect(threads.map(({ messages, resolvedAt }) => [messages.length, resolvedAt])).toEqual([[1, null]]);
  });
});
