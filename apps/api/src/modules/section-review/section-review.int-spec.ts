import {
  askAgainForReview,
  cancelReviewRound,
  closeReviewRound,
  giveVerdict,
  listReviews,
  readSection,
  readSectionReview,
  requestReview,
  type RoundView,
} from '@concordat/contracts';
import { currentOf, ReviewWorld } from '../../../test/review-world.js';
import { startTestServer, type TestServer } from '../../testing/index.js';

describe('the review of a section', () => {
  let server: TestServer;
  let here: ReviewWorld;
  beforeAll(async () => {
    server = await startTestServer();
  });
  beforeEach(async () => {
    here = await ReviewWorld.make(server);
  });
  afterAll(() => server.stop());

  const section = () => here.coordinator.get(readSection, { params: { sectionId: here.sectionId } });
  const review = (agent = here.coordinator) =>
    agent.get(readSectionReview, { params: { sectionId: here.sectionId } });
  const verdictOf = (
    round: RoundView,
    memberId: string,
    kind: 'approve' | 'request_changes' | 'abstain',
    reason = '',
  ) => ({ params: { roundId: round.id }, body: { version: round.version, memberId, kind, reason } });
  const outbox = async () =>
    (
      await server.sql<{ kind: string }>('select kind from outbox where proposal_id = $1', [here.proposal.id])
    ).map(({ kind }) => kind);

  it('goes from the request by way of changes, an answer and a second reading to approval', async () => {
    const { poland, norway, coordinator } = here;
    const asked = await here.ask();
    expect(asked).toMatchObject({ state: 'open', number: 1, due: { zone: 'Europe/Brussels' } });
    expect((await section()).state).toBe('in_review');
    expect(await outbox()).toContain('review.requested');
    const [deadline] = await server.sql<{ kind: string; done: boolean }>(
      'select kind, done_at is not null as done from deadline where round_id = $1',
      [asked.id],
    );
    expect(deadline).toEqual({ kind: 'review_round', done: false });

    const params = { proposalId: here.proposal.id };
    const { waitingForMe } = await poland.agent.get(listReviews, { params });
    expect(waitingForMe.map(({ number, round }) => [number, round.myMemberIds])).toEqual([
      ['C4', [poland.memberId]],
    ]);

    const reason = 'The heat figure has no source.';
    const wants = currentOf(
      await poland.agent.get(giveVerdict, verdictOf(asked, poland.memberId, 'request_changes', reason)),
    );
    expect(wants.state).toBe('changes_requested');
    expect((await section()).state).toBe('changes_requested');
    const { waitingForAnswer } = await coordinator.get(listReviews, { params });
    expect(waitingForAnswer.map(({ number }) => number)).toEqual(['C4']);

    await here.rewrite();
    const body = { version: wants.version, answer: 'The source is named now.' };
    const again = currentOf(
      await coordinator.get(askAgainForReview, { params: { roundId: wants.id }, body }),
    );
    expect(again).toMatchObject({ state: 'open', answer: 'The source is named now.' });
    expect(again.earlier).toMatchObject([
      { memberId: poland.memberId, reason, superseded: true, textChangedSince: true },
    ]);
    expect(again.asked.every(({ verdict }) => verdict === null)).toBe(true);
    expect((await section()).state).toBe('in_review');

    const one = currentOf(await poland.agent.get(giveVerdict, verdictOf(again, poland.memberId, 'approve')));
    expect(one.state).toBe('open');
    const both = currentOf(await norway.agent.get(giveVerdict, verdictOf(one, norway.memberId, 'approve')));
    expect(both).toMatchObject({ state: 'approved', myMemberIds: [] });
    expect(await section()).toMatchObject({ state: 'approved', closedBecause: 'section.approved' });
    expect(await outbox()).toEqual(expect.arrayContaining(['review.asked_again', 'section.approved']));
    const [after] = await server.sql<{ done: boolean }>(
      'select done_at is not null as done from deadline where round_id = $1',
      [asked.id],
    );
    expect(after?.done).toBe(true);
    const actions = await server.sql<{ action: string; after: object }>(
      `select action, after from audit_event where proposal_id = $1 and action like 'verdict%'`,
      [here.proposal.id],
    );
    expect(actions).toHaveLength(3);
    expect(JSON.stringify(actions)).not.toContain('heat figure');
  });

  it('says that the text is not the one that was judged, and no more once it is judged again', async () => {
    await here.rewrite();
    const asked = await here.ask();
    const { poland } = here;
    const given = currentOf(
      await poland.agent.get(giveVerdict, verdictOf(asked, poland.memberId, 'approve')),
    );
    const mine = (round: RoundView) =>
      round.asked.find(({ memberId }) => memberId === poland.memberId)?.verdict?.textChangedSince;
    expect(mine(given)).toBe(false);
    await here.rewrite();
    const current = currentOf(await review());
    expect(mine(current)).toBe(true);
    const anew = currentOf(
      await poland.agent.get(giveVerdict, verdictOf(current, poland.memberId, 'approve')),
    );
    expect(mine(anew)).toBe(false);
    expect(anew.earlier).toHaveLength(1);
  });

  it('lets a state change its mind while the round is open', async () => {
    const { poland } = here;
    const asked = await here.ask();
    const wants = currentOf(
      await poland.agent.get(giveVerdict, verdictOf(asked, poland.memberId, 'request_changes', 'No.')),
    );
    const approves = currentOf(
      await poland.agent.get(giveVerdict, verdictOf(wants, poland.memberId, 'approve')),
    );
    expect(approves.state).toBe('open');
    expect((await section()).state).toBe('in_review');
  });

  describe('is refused', () => {
    it('a verdict of a state that was not asked, and of a person who cannot speak for the state asked', async () => {
      const { poland, norway, world, proposal } = here;
      const asked = await here.ask({ memberIds: [poland.memberId] });
      const refusal = await norway.agent.call(giveVerdict, verdictOf(asked, norway.memberId, 'approve'));
      expect(refusal).toMatchObject({ status: 409, refusal: { code: 'verdict.not_asked' } });
      expect(refusal.refusal?.message).toContain('was not asked');
      expect(await norway.agent.refused(giveVerdict, verdictOf(asked, poland.memberId, 'approve'))).toBe(
        'forbidden',
      );
      const author = await world.colleague(proposal.id, poland.memberId, ['author']);
      expect(await author.agent.refused(giveVerdict, verdictOf(asked, poland.memberId, 'approve'))).toBe(
        'forbidden',
      );
      expect(currentOf(await review()).version).toBe(asked.version);
    });

    it('approval past a state that asks for changes, until it was answered', async () => {
      const { poland, norway, coordinator } = here;
      const asked = await here.ask({ policy: 'any' });
      const wants = currentOf(
        await poland.agent.get(giveVerdict, verdictOf(asked, poland.memberId, 'request_changes', 'No.')),
      );
      const still = currentOf(
        await norway.agent.get(giveVerdict, verdictOf(wants, norway.memberId, 'approve')),
      );
      expect(still.state).toBe('changes_requested');
      const close = (round: RoundView) => ({
        params: { roundId: round.id },
        body: { version: round.version, reason: 'Time is short.' },
      });
      const { status, refusal } = await coordinator.call(closeReviewRound, close(still));
      expect([status, refusal?.code]).toEqual([409, 'section.changes_still_requested']);
      expect(refusal?.message).toContain('Answer it and ask again first');
      expect((await section()).state).toBe('changes_requested');
      const answered = { version: still.version, answer: 'Done as you asked.' };
      const again = currentOf(
        await coordinator.get(askAgainForReview, { params: { roundId: still.id }, body: answered }),
      );
      // Norway's approval stands and one is enough.
      expect(again.state).toBe('approved');
    });

    it('a verdict without a reason where one is needed, and after the round', async () => {
      const { poland, norway, coordinator } = here;
      const asked = await here.ask();
      for (const kind of ['request_changes', 'abstain'] as const)
        expect(await poland.agent.refused(giveVerdict, verdictOf(asked, poland.memberId, kind, '  '))).toBe(
          'verdict.reason_missing',
        );
      const body = { version: asked.version, reason: 'Agreed in the meeting.' };
      expect(await norway.agent.refused(closeReviewRound, { params: { roundId: asked.id }, body })).toBe(
        'forbidden',
      );
      const closed = currentOf(
        await coordinator.get(closeReviewRound, { params: { roundId: asked.id }, body }),
      );
      expect(closed).toMatchObject({ state: 'closed_early', closeReason: 'Agreed in the meeting.' });
      expect((await section()).state).toBe('approved');
      expect(await poland.agent.refused(giveVerdict, verdictOf(closed, poland.memberId, 'approve'))).toBe(
        'verdict.round_closed',
      );
    });

    it('a change on the ground of what was true before', async () => {
      const { poland, norway } = here;
      const asked = await here.ask();
      await poland.agent.get(giveVerdict, verdictOf(asked, poland.memberId, 'abstain', 'No position.'));
      expect(await norway.agent.refused(giveVerdict, verdictOf(asked, norway.memberId, 'approve'))).toBe(
        'changed.meanwhile',
      );
    });

    it('a second round, asking again without cause, and a round after the cut-off', async () => {
      const { coordinator } = here;
      const params = { sectionId: here.sectionId };
      const asked = await here.ask();
      expect(await coordinator.refused(requestReview, { params, body: here.wish() })).toBe(
        'section.wrong_state',
      );
      const roundId = asked.id;
      const answer = { version: asked.version, answer: 'Nothing.' };
      expect(await coordinator.refused(askAgainForReview, { params: { roundId }, body: answer })).toBe(
        'review.nothing_to_ask_again',
      );
      const taken = currentOf(
        await coordinator.get(cancelReviewRound, { params: { roundId }, body: { version: asked.version } }),
      );
      expect(taken.state).toBe('cancelled');
      expect((await section()).state).toBe('drafting');
      await server.sql(
        `update cut_off set at = now() - interval '1 minute' where id = (select cut_off_id from proposal where id = $1)`,
        [here.proposal.id],
      );
      expect(await coordinator.refused(requestReview, { params, body: here.wish() })).toMatch(
        /^due\.|^cut_off\./,
      );
    });

    const day = 86_400_000;
    it.each([
      ['due in the past', () => ({ dueAt: new Date(Date.now() - day).toISOString() }), 'due.in_the_past'],
      [
        'due after the cut-off',
        () => ({ dueAt: new Date(Date.now() + 90 * day).toISOString() }),
        'due.after_cut_off',
      ],
      ['a quorum above those asked', () => ({ policy: 'quorum', quorum: 3 }), 'review.quorum_out_of_range'],
      ['a quorum for another policy', () => ({ policy: 'all', quorum: 1 }), 'review.quorum_out_of_range'],
      [
        'a state of nowhere',
        () => ({ memberIds: ['9c2b7c4e-2f0a-4b53-9a36-2f1b1f2b3c4d'] }),
        'review.nobody_asked',
      ],
      ['nobody asked', () => ({ memberIds: [] }), 'input.invalid'],
      ['an unknown policy', () => ({ policy: 'coin' }), 'input.invalid'],
      ['an unknown field', () => ({ state: 'approved' }), 'input.invalid'],
      ['a note beyond all measure', () => ({ note: 'x'.repeat(2001) }), 'input.invalid'],
      ['a due date that is none', () => ({ dueAt: 'tomorrow' }), 'input.invalid'],
      ['members that are no list', () => ({ memberIds: 'all' }), 'input.invalid'],
    ])('%s', async (_name, wrong, code) => {
      const response = await here.coordinator.fetch(`/api/sections/${here.sectionId}/review-rounds`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(here.wish(wrong())),
      });
      expect((await response.json()) as object).toMatchObject({ code });
      expect((await section()).state).toBe('drafting');
    });

    it('a request of somebody who neither coordinates nor leads the section', async () => {
      const params = { sectionId: here.sectionId };
      expect(await here.poland.agent.refused(requestReview, { params, body: here.wish() })).toBe('forbidden');
      await server.sql('update section set lead_person_id = $2, lead_member_id = $3 where id = $1', [
        here.sectionId,
        here.poland.agent.personId,
        here.poland.memberId,
      ]);
      const body = here.wish({ memberIds: [here.norway.memberId] });
      expect(currentOf(await here.poland.agent.get(requestReview, { params, body })).state).toBe('open');
    });
  });
});
