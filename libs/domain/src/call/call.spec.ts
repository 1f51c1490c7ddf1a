import { callStateAt, cutOffStateAt, moveCutOff } from '../index.js';

const at = new Date('2027-01-26T16:00:00Z');
const around = (milliseconds: number) => new Date(at.getTime() + milliseconds);

describe('call and cut-off at an instant', () => {
  it.each([
    [-2, 'announced', 'upcoming'],
    [-1, 'open', 'upcoming'],
    [0, 'open', 'closed'],
    [1, 'closed', 'evaluated'],
  ])('%d ms from the cut-off: %s, %s', (milliseconds, call, cutOff) => {
    const now = around(milliseconds);
    expect(callStateAt({ opensAt: around(-1), closesAt: around(1) }, now)).toBe(call);
    expect(cutOffStateAt({ at, evaluatedAt: around(1) }, now)).toBe(cutOff);
  });

  it('stays open without a closing and unevaluated without an outcome', () => {
    expect(callStateAt({ opensAt: at, closesAt: null }, around(1))).toBe('open');
    expect(cutOffStateAt({ at, evaluatedAt: null }, around(1))).toBe('closed');
  });
});

describe('moving a cut-off', () => {
  const facts = { at, evaluatedAt: null };
  const now = around(-1000);
  it.each([
    [{ to: around(5), reason: 'The authority moved it.' }, now, null],
    [{ to: around(-5), reason: 'Earlier.' }, now, null],
    [{ to: now, reason: 'x' }, now, 'cut_off.in_the_past'],
    [{ to: around(0), reason: 'x' }, now, 'cut_off.unchanged'],
    [{ to: around(5), reason: ' ' }, now, 'cut_off.reason_missing'],
    [{ to: around(5), reason: 'x' }, at, 'cut_off.passed'],
  ])('%j at %s: %s', (move, when, reason) => {
    const expected = reason ? { ok: false, reason } : { ok: true, value: move.to };
    expect(moveCutOff(facts, move, when)).toEqual(expected);
  });
});
