import fc from 'fast-check';
import {
  type ReminderState,
  type ReminderStepName,
  type SendingFacts,
  cancellationReasons,
  defaultReminderOffsets,
  foldReminders,
  isCatchingUp,
  lateness,
  latenessText,
  maxReminderAttempts,
  minusWallDays,
  nextAttemptAt,
  parseReminderOffset,
  reminderDueAt,
  reminderMoments,
  reminderOffsetText,
  reminderStates,
  reminderSteps,
  shouldStillSend,
  takeReminderStep,
  wallTimeOf,
} from '../index.js';

const zone = 'Europe/Brussels';
const now = new Date('2027-03-20T09:00:00Z');
const deadlineAt = new Date('2027-04-01T15:00:00Z');
const later = (milliseconds: number) => new Date(now.getTime() + milliseconds);

describe('reminder machine, every state and step', () => {
  const table: Record<ReminderState, Partial<Record<ReminderStepName, ReminderState>>> = {
    planned: { fallDue: 'due', claim: 'sending', sendNow: 'due', cancel: 'cancelled', skip: 'skipped' },
    due: { claim: 'sending', cancel: 'cancelled', skip: 'skipped' },
    sending: { reclaim: 'sending', deliver: 'sent', fail: 'failed', cancel: 'cancelled' },
    failed: { retry: 'due', sendNow: 'due', cancel: 'cancelled' },
    sent: {},
    cancelled: {},
    skipped: {},
  };
  const steps = Object.keys(reminderSteps) as ReminderStepName[];
  it.each(reminderStates.flatMap((state) => steps.map((step) => [state, step] as const)))(
    '%s, %s',
    (state, step) => {
      const to = table[state][step];
      const expected = to ? { ok: true, value: to } : { ok: false, reason: 'reminder.wrong_state' };
      expect(takeReminderStep(step, state)).toEqual(expected);
    },
  );

  it('waits 1, 2, 4, 8 and 16 minutes between six attempts, then stops', () => {
    const pauses = [1, 2, 3, 4, 5, 6].map((attempts) => nextAttemptAt(attempts, now)?.getTime());
    expect(pauses.map((at) => at && (at - now.getTime()) / 60_000)).toEqual([1, 2, 4, 8, 16, undefined]);
    expect(nextAttemptAt(maxReminderAttempts, now)).toBeNull();
  });
});

describe('offsets', () => {
  it.each(['-7d', '-365d', '-4h', '-8760h', '0'])('%s reads back', (text) => {
    const offset = parseReminderOffset(text);
    expect(offset.ok && reminderOffsetText(offset.value)).toBe(text);
  });

  it.each(['7d', '-0d', '-366d', '-9999h', '-1w', '', '- 7d', '+1d', '-1.5d'])('refuses %p', (text) => {
    expect(parseReminderOffset(text)).toEqual({ ok: false, reason: 'reminder.offset_malformed' });
  });

  it('counts days on the wall and hours by the clock', () => {
    expect(wallTimeOf(reminderDueAt(deadlineAt, zone, { unit: 'days', before: 7 }), zone)).toBe(
      '2027-03-25T17:00',
    );
    expect(wallTimeOf(reminderDueAt(deadlineAt, zone, { unit: 'hours', before: 168 }), zone)).toBe(
      '2027-03-25T16:00',
    );
  });
});

describe('the moments of a deadline', () => {
  const momentsOf = (dueAt: Date, at = now, offsets: readonly string[] = defaultReminderOffsets) => {
    const moments = reminderMoments({ dueAt, zone }, offsets, at);
    if (!moments.ok) throw new Error(moments.reason);
    return moments.value;
  };

  it('are one for each offset, an offset named twice included', () => {
    const { ahead, gone } = momentsOf(deadlineAt, now, [...defaultReminderOffsets, '-7d']);
    expect(ahead.map(({ offset }) => offset)).toEqual(defaultReminderOffsets);
    expect(ahead[0]?.dueAt).toEqual(new Date('2027-03-25T16:00:00Z'));
    expect(gone).toEqual([]);
  });

  it('repeats an offset for a moved deadline only where its instant lies ahead', () => {
    const threeDaysBefore = minusWallDays(deadlineAt, zone, 3);
    const moved = momentsOf(new Date(deadlineAt.getTime() + 86_400_000), threeDaysBefore);
    expect(moved.gone).toEqual(['-7d']);
    expect(moved.ahead.map(({ offset }) => offset)).toEqual(['-2d', '-1d', '-4h', '0']);
    expect(momentsOf(new Date('2027-06-01T15:00:00Z'), threeDaysBefore).gone).toEqual([]);
  });

  it('refuses an offset it cannot read', () => {
    const malformed = reminderMoments({ dueAt: deadlineAt, zone }, ['-7d', 'soon'], now);
    expect(malformed).toEqual({ ok: false, reason: 'reminder.offset_malformed' });
  });

  it('never lie in the past, and none is left out without being named', () => {
    fc.assert(
      fc.property(fc.integer({ min: -30, max: 60 }), (days) => {
        const { ahead, gone } = momentsOf(new Date(now.getTime() + days * 86_400_000));
        expect(ahead.every(({ dueAt }) => dueAt > now)).toBe(true);
        const named = [...gone, ...ahead.map(({ offset }) => offset)].sort();
        expect(named).toEqual([...defaultReminderOffsets].sort());
      }),
    );
  });
});

describe('whether the reason still stands', () => {
  const standing: SendingFacts = {
    deadlineRevision: 2,
    currentRevision: 2,
    deadlineDone: false,
    recipientActive: true,
    recipientWants: true,
    proposalState: 'drafting',
    cutOffAt: deadlineAt,
  };
  const cases = [
    [{ currentRevision: null }, 'deadline_gone'],
    [{ currentRevision: 3 }, 'deadline_moved'],
    [{ deadlineDone: true }, 'deadline_done'],
    [{ recipientActive: false }, 'recipient_left'],
    [{ recipientWants: false }, 'recipient_declined'],
    [{ proposalState: 'withdrawn' }, 'proposal_withdrawn'],
    [{ proposalState: 'under_evaluation' }, 'proposal_closed'],
    [{ cutOffAt: later(-3_600_001) }, 'cut_off_passed'],
  ] as const;
  it.each(cases)('%j cancels: %s', (given, why) => {
    expect(shouldStillSend({ ...standing, ...given }, now)).toEqual({ kind: 'cancel', why });
  });

  it('names every reason in a test', () => {
    expect(cases.map(([, why]) => why)).toEqual(cancellationReasons);
  });

  it.each([{}, { proposalState: 'submitted' }, { cutOffAt: now }, { cutOffAt: later(-3_600_000) }] as const)(
    '%j sends',
    (given) => {
      expect(shouldStillSend({ ...standing, ...given }, now)).toEqual({ kind: 'send' });
    },
  );
});

describe('folding', () => {
  const at = (recipientId: string, milliseconds: number, proposalId = 'north') => ({
    recipientId,
    proposalId,
    dueAt: later(milliseconds),
  });
  it('puts what one person gets in one minute into one message', () => {
    const folds = foldReminders([at('ann', 0), at('ben', 1), at('ann', 59_999), at('ann', 60_000)]);
    expect(folds.map((fold) => fold.length)).toEqual([2, 1, 1]);
  });

  it('folds everything a person has due when catching up', () => {
    const folds = foldReminders([at('ann', 0), at('ben', 1), at('ann', 9_999_999)], true);
    expect(folds.map((fold) => fold.map(({ recipientId }) => recipientId))).toEqual([
      ['ann', 'ann'],
      ['ben'],
    ]);
  });

  it('never puts two proposals into one message', () => {
    const both = [at('ann', 0), at('ann', 0, 'south')];
    for (const catchingUp of [false, true]) expect(foldReminders(both, catchingUp)).toHaveLength(2);
  });

  it('loses none and repeats none', () => {
    const some = fc.array(
      fc.record({
        recipientId: fc.constantFrom('ann', 'ben', 'eva'),
        proposalId: fc.constantFrom('north', 'south'),
        milliseconds: fc.nat(300_000),
      }),
    );
    fc.assert(
      fc.property(some, fc.boolean(), (given, catchingUp) => {
        const due = given.map((each, id) => ({
          id,
          ...at(each.recipientId, each.milliseconds, each.proposalId),
        }));
        const folded = foldReminders(due, catchingUp).flat();
        expect(folded.map(({ id }) => id).sort((one, other) => one - other)).toEqual(due.map(({ id }) => id));
      }),
    );
  });

  it.each([
    [[], false],
    [[0, -59_999], false],
    [[0, -60_000], true],
  ] as const)('due %j ms from now: catching up is %s', (dueAts, expected) => {
    expect(isCatchingUp(dueAts.map(later), now)).toBe(expected);
  });
});

describe('lateness', () => {
  it.each([
    [-5000, 'on time'],
    [59_999, 'on time'],
    [60_000, '1 min late'],
    [14 * 60_000 + 59_999, '14 min late'],
    [2 * 3_600_000, '2 h late'],
    [47 * 3_600_000, '47 h late'],
    [48 * 3_600_000, '2 d late'],
  ])('%d ms is %s', (milliseconds, text) => {
    expect(latenessText(lateness(now, later(milliseconds)))).toBe(text);
  });
});
