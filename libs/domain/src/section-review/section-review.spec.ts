import fc from 'fast-check';
import {
  type RoundFacts,
  type VerdictKind,
  askAgain,
  cancelRound,
  closeRoundEarly,
  membersAskingForChanges,
  membersAwaited,
  receiveVerdict,
  roundOutcome,
  roundPolicies,
  roundStates,
  sectionStateAfterRound,
  startRound,
  takesVerdicts,
  verdictKinds,
} from '../index.js';

const cutOffAt = new Date('2027-01-26T16:00:00Z');
const now = new Date('2027-01-14T09:40:00Z');
const members = ['dk', 'no', 'pl'] as const;

const round = (given: Partial<RoundFacts> = {}): RoundFacts => ({
  state: 'open',
  policy: 'all',
  quorum: null,
  askedMemberIds: members,
  verdicts: [],
  cutOffAt,
  ...given,
});
const verdicts = (kinds: Partial<Record<(typeof members)[number], VerdictKind>>) =>
  members.flatMap((memberId) => {
    const kind = kinds[memberId];
    return kind ? [{ memberId, kind, reason: 'said why', givenAt: now }] : [];
  });
const give = (facts: RoundFacts, memberId: string, kind: VerdictKind, reason = 'said why') =>
  receiveVerdict(facts, { memberId, kind, reason }, now);
const valueOf = <T>(outcome: { ok: true; value: T } | { ok: false; reason: string }): T => {
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.value;
};

describe('outcome of a round, every policy and every combination of three answers', () => {
  const answers = [null, ...verdictKinds] as const;
  const combinations = answers.flatMap((dk) =>
    answers.flatMap((no) => answers.map((pl) => [dk, no, pl] as const)),
  );
  const cases = roundPolicies.flatMap((policy) => combinations.map((given) => ({ policy, given })));

  it.each(cases)('$policy, $given', ({ policy, given }) => {
    const facts = round({
      policy,
      quorum: policy === 'quorum' ? 2 : null,
      verdicts: members.flatMap((memberId, index) => {
        const kind = given[index];
        return kind ? [{ memberId, kind, reason: '', givenAt: now }] : [];
      }),
    });
    const approvals = given.filter((kind) => kind === 'approve').length;
    const answered = given.filter((kind) => kind !== null).length;
    const needed = { all: answered === 3 && approvals > 0, any: approvals > 0, quorum: approvals >= 2 };
    const expected = given.includes('request_changes')
      ? 'changes_requested'
      : needed[policy]
        ? 'approved'
        : 'open';
    expect(roundOutcome(facts)).toBe(expected);
  });

  it('does not count verdicts of members who were not asked', () => {
    const stranger = { memberId: 'se', kind: 'approve', reason: '', givenAt: now } as const;
    expect(roundOutcome(round({ policy: 'any', verdicts: [stranger] }))).toBe('open');
  });
});

describe('receiving a verdict', () => {
  it.each(roundStates)('in state %s', (state) => {
    const outcome = give(round({ state }), 'pl', 'approve');
    const expected = takesVerdicts(state) ? { ok: true } : { ok: false, reason: 'verdict.round_closed' };
    expect(outcome).toMatchObject(expected);
  });

  it('refuses a member that was not asked', () => {
    expect(give(round(), 'se', 'approve')).toEqual({ ok: false, reason: 'verdict.not_asked' });
  });

  it.each([
    ['approve', true],
    ['request_changes', false],
    ['abstain', false],
  ] as const)('%s without a reason', (kind, accepted) => {
    const outcome = give(round(), 'pl', kind, '   ');
    expect(outcome).toMatchObject(accepted ? { ok: true } : { ok: false, reason: 'verdict.reason_missing' });
  });

  it('refuses from the instant of the cut-off on', () => {
    const outcome = receiveVerdict(round(), { memberId: 'pl', kind: 'approve', reason: '' }, cutOffAt);
    expect(outcome).toEqual({ ok: false, reason: 'cut_off.passed' });
  });

  it('lets a member change its mind, and keeps one verdict a member', () => {
    const asked = valueOf(give(round(), 'pl', 'request_changes', 'No source for the heat figure.'));
    expect(asked).toMatchObject({ state: 'changes_requested' });
    expect(membersAskingForChanges(asked)).toEqual(['pl']);
    const changed = valueOf(give(asked, 'pl', 'approve', ''));
    expect(changed.state).toBe('open');
    expect(changed.verdicts).toEqual([{ memberId: 'pl', kind: 'approve', reason: '', givenAt: now }]);
  });

  it('approves when the last one asked approves, and closes the door behind it', () => {
    const last = valueOf(
      give(round({ verdicts: verdicts({ dk: 'approve', no: 'abstain' }) }), 'pl', 'approve'),
    );
    expect(last.state).toBe('approved');
    expect(give(last, 'dk', 'abstain')).toEqual({ ok: false, reason: 'verdict.round_closed' });
  });

  it('never holds more verdicts than members asked, whatever the sequence', () => {
    const anyVerdict = fc.tuple(fc.constantFrom('dk', 'no', 'pl', 'se'), fc.constantFrom(...verdictKinds));
    fc.assert(
      fc.property(
        fc.array(anyVerdict, { maxLength: 12 }),
        fc.constantFrom(...roundPolicies),
        (sequence, policy) => {
          let facts = round({ policy, quorum: policy === 'quorum' ? 2 : null });
          for (const [memberId, kind] of sequence) {
            const outcome = give(facts, memberId, kind);
            if (outcome.ok) facts = outcome.value;
            expect(facts.verdicts.length + membersAwaited(facts).length).toBe(3);
            if (facts.state === 'approved') expect(membersAskingForChanges(facts)).toEqual([]);
          }
        },
      ),
    );
  });
});

describe('asking again', () => {
  it('reopens the round for those who asked for changes and keeps the rest', () => {
    const facts = round({
      state: 'changes_requested',
      verdicts: verdicts({ dk: 'request_changes', no: 'approve' }),
    });
    const again = valueOf(askAgain(facts, now));
    expect(again.state).toBe('open');
    expect(membersAwaited(again)).toEqual(['dk', 'pl']);
    expect(again.verdicts.map(({ memberId }) => memberId)).toEqual(['no']);
  });

  it.each(roundStates)('in state %s with nobody asking for changes', (state) => {
    const reason = takesVerdicts(state) ? 'review.nothing_to_ask_again' : 'verdict.round_closed';
    expect(askAgain(round({ state }), now)).toEqual({ ok: false, reason });
  });

  it('refuses after the cut-off', () => {
    const facts = round({ state: 'changes_requested', verdicts: verdicts({ dk: 'request_changes' }) });
    expect(askAgain(facts, cutOffAt)).toEqual({ ok: false, reason: 'cut_off.passed' });
  });
});

describe('closing by hand', () => {
  it.each(roundStates)('closing early and cancelling in state %s', (state) => {
    const closed = { ok: false, reason: 'verdict.round_closed' };
    const early = closeRoundEarly(round({ state }), 'Agreed in the meeting.', now);
    const cancelled = cancelRound(round({ state }));
    expect(early).toMatchObject(takesVerdicts(state) ? { value: { state: 'closed_early' } } : closed);
    expect(cancelled).toMatchObject(takesVerdicts(state) ? { value: { state: 'cancelled' } } : closed);
  });

  it('needs a reason and an open cut-off', () => {
    expect(closeRoundEarly(round(), ' ', now)).toEqual({ ok: false, reason: 'review.reason_missing' });
    expect(closeRoundEarly(round(), 'why', cutOffAt)).toEqual({ ok: false, reason: 'cut_off.passed' });
  });

  it('passes over nobody who asks for changes, but over those who have not answered', () => {
    const asking = round({ state: 'changes_requested', verdicts: verdicts({ pl: 'request_changes' }) });
    const refused = { ok: false, reason: 'section.changes_still_requested' };
    expect(closeRoundEarly(asking, 'Agreed in the meeting.', now)).toEqual(refused);
    const again = valueOf(askAgain(asking, now));
    expect(closeRoundEarly(again, 'Agreed in the meeting.', now)).toMatchObject({ ok: true });
  });
});

describe('starting a round', () => {
  const request = { policy: 'all', quorum: null, askedMemberIds: members, cutOffAt } as const;
  it('asks each member once', () => {
    const started = valueOf(startRound({ ...request, askedMemberIds: ['pl', 'pl', 'no'] }, now));
    expect(started).toMatchObject({ state: 'open', askedMemberIds: ['pl', 'no'], verdicts: [] });
  });

  it.each([
    [{ askedMemberIds: [] }, 'review.nobody_asked'],
    [{ policy: 'quorum', quorum: null }, 'review.quorum_out_of_range'],
    [{ policy: 'quorum', quorum: 0 }, 'review.quorum_out_of_range'],
    [{ policy: 'quorum', quorum: 4 }, 'review.quorum_out_of_range'],
    [{ policy: 'quorum', quorum: 1.5 }, 'review.quorum_out_of_range'],
    [{ policy: 'any', quorum: 1 }, 'review.quorum_out_of_range'],
    [{ cutOffAt: now }, 'cut_off.passed'],
  ] as const)('refuses %j with %s', (given, reason) => {
    expect(startRound({ ...request, ...given }, now)).toEqual({ ok: false, reason });
  });

  it.each([
    ['open', 'in_review'],
    ['changes_requested', 'changes_requested'],
    ['approved', 'approved'],
    ['closed_early', 'approved'],
    ['cancelled', null],
  ] as const)('a round that is %s makes the section %s', (state, expected) => {
    expect(sectionStateAfterRound(state)).toBe(expected);
  });
});
