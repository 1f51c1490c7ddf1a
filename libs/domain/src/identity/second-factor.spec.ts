import fc from 'fast-check';
import {
  codeDelay,
  countPasskeyUse,
  installationRoles,
  mustHaveSecondFactor,
  normaliseRecoveryCode,
  proofLasts,
  proposalRoles,
  recoveryCodeBytes,
  recoveryCodeOf,
  removeSecondFactor,
  takeCode,
} from '../index.js';

const now = new Date('2027-01-14T09:40:00Z');
const ago = (milliseconds: number) => new Date(now.getTime() - milliseconds);
const nobody = { installationRoles: [], proposalRoles: [], isSample: false } as const;

describe('who must have a second factor', () => {
  it.each(installationRoles)('as %s in the installation', (role) => {
    const duty = { ...nobody, installationRoles: [role] };
    expect(mustHaveSecondFactor('required', duty)).toBe(role !== 'call_officer');
    expect(mustHaveSecondFactor('offered', duty)).toBe(false);
    expect(mustHaveSecondFactor('required', { ...duty, isSample: true })).toBe(false);
  });

  it.each(proposalRoles)('as %s in a proposal', (role) => {
    const duty = { ...nobody, proposalRoles: [role] };
    expect(mustHaveSecondFactor('required', duty)).toBe(
      role === 'coordinator' || role === 'deputy_coordinator',
    );
    expect(mustHaveSecondFactor('offered', duty)).toBe(false);
  });

  it('nobody without a role', () => {
    expect(mustHaveSecondFactor('required', nobody)).toBe(false);
  });
});

describe('codes of an authenticator app', () => {
  it.each([
    [null, null, 'second_factor.code_wrong'],
    [null, 7, 'second_factor.code_wrong'],
    [7, 7, 'second_factor.code_used'],
    [6, 7, 'second_factor.code_used'],
  ])('step %p after step %p is refused: %s', (step, lastStep, reason) => {
    expect(takeCode(step, lastStep)).toEqual({ ok: false, reason });
  });

  it.each([
    [7, null],
    [8, 7],
  ])('step %p after step %p is taken', (step, lastStep) => {
    expect(takeCode(step, lastStep)).toEqual({ ok: true, value: step });
  });

  it.each([
    [0, 0],
    [4, 0],
    [5, 30_000],
    [6, 60_000],
    [9, 480_000],
    [10, 900_000],
    [5000, 900_000],
  ])('after %d wrong ones the next waits %d ms', (failures, wait) => {
    expect(codeDelay({ failures, lastFailureAt: now }, now)).toBe(wait);
  });

  it('count time gone by and never lock', () => {
    expect(codeDelay({ failures: 10, lastFailureAt: ago(899_000) }, now)).toBe(1000);
    expect(codeDelay({ failures: 5000, lastFailureAt: ago(900_000) }, now)).toBe(0);
    expect(codeDelay({ failures: 9, lastFailureAt: null }, now)).toBe(0);
    // A guesser who never rests gets about a hundred tries a day at a million codes, of which three are right.
    let at = now.getTime();
    let tries = 0;
    for (; at < now.getTime() + 24 * 3_600_000; tries += 1)
      at += codeDelay({ failures: tries, lastFailureAt: new Date(at) }, new Date(at));
    expect(tries).toBeLessThan(110);
  });
});

describe('passkeys', () => {
  it.each([
    [0, 0, true],
    [0, 1, true],
    [4, 5, true],
    [5, 5, false],
    [5, 4, false],
    [5, 0, false],
  ])('known %d, given %d: %s', (known, given, isFine) => {
    expect(countPasskeyUse(known, given)).toEqual(
      isFine ? { ok: true, value: given } : { ok: false, reason: 'passkey.copied' },
    );
  });
});

describe('taking a factor away', () => {
  it.each([
    [0, true, false],
    [0, false, true],
    [1, true, true],
    [1, false, true],
  ])('%d left, required %s: %s', (left, isRequired, isFine) => {
    expect(removeSecondFactor({ left, isRequired }).ok).toBe(isFine);
  });
});

describe('a proof', () => {
  it('counts for ten minutes', () => {
    expect(proofLasts(now).getTime() - now.getTime()).toBe(600_000);
  });
});

describe('recovery codes', () => {
  it('say their eighty bits in four groups, each bit somewhere', () => {
    expect(recoveryCodeOf(new Uint8Array(recoveryCodeBytes))).toBe('0000-0000-0000-0000');
    expect(recoveryCodeOf(new Uint8Array(recoveryCodeBytes).fill(255))).toBe('ZZZZ-ZZZZ-ZZZZ-ZZZZ');
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 10, maxLength: 10 }), fc.nat({ max: 79 }), (chance, bit) => {
        const other = chance.map((byte, place) => (place === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
        expect(recoveryCodeOf(chance)).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
        expect(recoveryCodeOf(other)).not.toBe(recoveryCodeOf(chance));
        expect(normaliseRecoveryCode(recoveryCodeOf(chance))).toBe(recoveryCodeOf(chance));
      }),
    );
  });

  it.each([
    ['7f3k9qxm0t2bw8hd', '7F3K-9QXM-0T2B-W8HD'],
    [' 7F3K 9QXM oT2B-W8HD ', '7F3K-9QXM-0T2B-W8HD'],
    ['il00', '1100'],
    ['7F3K-9QXM-0T2B-W8HDX', '7F3K-9QXM-0T2B-W8HD-X'],
    ['', ''],
  ])('%p is read as %p', (typed, read) => {
    expect(normaliseRecoveryCode(typed)).toBe(read);
  });
});
