import fc from 'fast-check';
import {
  type InvitationState,
  answerInvitation,
  attemptDelay,
  checkPassword,
  displayNameOf,
  initialsOf,
  invitationStateAt,
  invitationStates,
  normaliseDisplayName,
  revokeInvitation,
  sameEmail,
  signInDelay,
  useAccountLink,
} from '../index.js';

const now = new Date('2027-01-14T09:40:00Z');
const ago = (milliseconds: number) => new Date(now.getTime() - milliseconds);

describe('slow-down of attempts', () => {
  it.each([
    [0, 0],
    [4, 0],
    [5, 1000],
    [6, 2000],
    [9, 16_000],
    [10, 30_000],
    [5000, 30_000],
  ])('after %d failures waits %d ms', (failures, wait) => {
    expect(attemptDelay({ failures, lastFailureAt: now }, now)).toBe(wait);
  });

  it('counts time gone by, forgets after 15 minutes and never locks', () => {
    expect(attemptDelay({ failures: 10, lastFailureAt: ago(29_000) }, now)).toBe(1000);
    expect(attemptDelay({ failures: 5000, lastFailureAt: ago(30_000) }, now)).toBe(0);
    expect(attemptDelay({ failures: 5, lastFailureAt: ago(15 * 60_000) }, now)).toBe(0);
    expect(attemptDelay({ failures: 9, lastFailureAt: null }, now)).toBe(0);
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: -100_000, max: 2_000_000 }), (failures, milliseconds) => {
        const wait = attemptDelay({ failures, lastFailureAt: ago(milliseconds) }, now);
        expect(wait >= 0 && wait <= 30_000).toBe(true);
      }),
    );
  });

  it('takes the longest, lets nobody wait for what others did, and a known device only answers for itself', () => {
    const calm = { failures: 0, lastFailureAt: null };
    const attacked = { failures: 100, lastFailureAt: now };
    const once = { failures: 1, lastFailureAt: now };
    const delay = (facts: Partial<Parameters<typeof signInDelay>[0]>) =>
      signInDelay({ account: calm, here: calm, address: calm, device: null, ...facts }, now);
    expect(delay({ account: attacked, here: attacked })).toBe(30_000);
    expect(delay({ address: attacked })).toBe(30_000);
    expect(delay({ account: attacked, here: attacked, address: attacked, device: calm })).toBe(0);
    expect(delay({ account: attacked, here: once })).toBe(2_000);
    expect(delay({ account: attacked })).toBe(0);
  });
});

describe('passwords', () => {
  const facts = { email: 'coordinator.fi@practice.example', displayName: 'Ann Example', common: false };
  it.each([
    ['elevenchars', 'password.too_short'],
    ['😀😀😀😀😀😀😀😀😀😀😀', 'password.too_short'],
    ['ab'.repeat(129), 'password.too_long'],
    ['abcdabcdabcd', 'password.repeats'],
    ['my Coordinator.FI word', 'password.contains_name'],
    ['i am ann example!', 'password.contains_name'],
    ['it is practice.example', 'password.contains_name'],
    ['Example, and more of it', 'password.contains_name'],
  ])('refuses %p: %s', (password, reason) => {
    expect(checkPassword(password, facts)).toEqual({ ok: false, reason });
  });

  it('refuses what is common and accepts a sentence', () => {
    expect(checkPassword('correct horse battery', { ...facts, common: true })).toMatchObject({
      reason: 'password.common',
    });
    expect(checkPassword('twelve chars', facts)).toEqual({ ok: true, value: 'twelve chars' });
    expect(checkPassword('a fine password', { ...facts, email: 'a@x.example', displayName: '' }).ok).toBe(
      true,
    );
  });
});

describe('links to an account', () => {
  const open = {
    kind: 'password',
    usedAt: null,
    endedAt: null,
    expiresAt: new Date(now.getTime() + 1),
  } as const;
  it.each([
    ['works once', {}, 'password', true],
    ['is of another kind', {}, 'address', 'account_link.unknown'],
    ['was used', { usedAt: now, expiresAt: now }, 'password', 'account_link.used'],
    ['was replaced', { endedAt: now, expiresAt: now }, 'password', 'account_link.replaced'],
    ['is over from its instant on', { expiresAt: now }, 'password', 'account_link.expired'],
  ] as const)('%s', (_, change, kind, expected) => {
    const outcome = useAccountLink(kind, { ...open, ...change }, now);
    expect(outcome.ok ? true : outcome.reason).toBe(expected);
  });
});

describe('invitations, every state', () => {
  const facts = (state: InvitationState) => ({
    state,
    expiresAt: new Date(now.getTime() + 1),
    email: 'Ann@Example.eu ',
  });
  const answers = {
    sent: null,
    accepted: 'invitation.used',
    declined: 'invitation.declined',
    expired: 'invitation.expired',
    revoked: 'invitation.revoked',
  } as const;

  it.each(invitationStates)('%s', (state) => {
    const reason = answers[state];
    for (const answer of ['accepted', 'declined'] as const)
      expect(answerInvitation(answer, facts(state), 'ann@example.eu', now)).toEqual(
        reason ? { ok: false, reason } : { ok: true, value: answer },
      );
    const revocable = state === 'sent' || state === 'expired';
    expect(revokeInvitation(facts(state))).toEqual(
      revocable ? { ok: true, value: 'revoked' } : { ok: false, reason: answers[state] },
    );
  });

  it('expires at its instant, and belongs to one address', () => {
    const late = facts('sent').expiresAt;
    expect(answerInvitation('accepted', facts('sent'), 'ann@example.eu', late)).toMatchObject({
      reason: 'invitation.expired',
    });
    expect(invitationStateAt(facts('sent'), late)).toBe('expired');
    expect(invitationStateAt(facts('accepted'), late)).toBe('accepted');
    expect(answerInvitation('accepted', facts('sent'), 'ben@example.eu', now)).toMatchObject({
      reason: 'invitation.wrong_address',
    });
  });
});

describe('names', () => {
  it('are on one line', () => {
    expect(normaliseDisplayName('  Ann\n\u202eExample\t ')).toBe('Ann Example');
    expect(sameEmail(' ANN@example.eu', 'ann@Example.EU')).toBe(true);
  });

  it.each([
    [{ displayName: 'Ann', erased: false, stateCode: 'SI' }, 'Ann'],
    [{ displayName: ' ', erased: false, stateCode: 'SI' }, 'ann'],
    [{ displayName: 'Ann', erased: true, stateCode: 'SI' }, 'Former member (SI)'],
    [{ displayName: 'Ann', erased: true, stateCode: null }, 'Former member'],
  ])('%j is called %s', (person, name) => {
    expect(displayNameOf({ email: 'Ann@example.eu', ...person })).toBe(name);
  });

  it.each([
    ['Coordinator, Finland', 'CF'],
    ['ann maria øvergård', 'AØ'],
    ['Administrator', 'A'],
    ['', ''],
  ])('%p has the initials %p', (name, initials) => {
    expect(initialsOf(name)).toBe(initials);
  });
});
