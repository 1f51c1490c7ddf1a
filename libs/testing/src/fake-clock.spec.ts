import { fakeClock } from './fake-clock.js';

describe('the fake clock', () => {
  it('stands still until it is moved', () => {
    const clock = fakeClock('2026-03-29T00:59:59Z');
    expect(clock.now()).toEqual(clock.now());
    expect(clock.advance(1_000).toISOString()).toBe('2026-03-29T01:00:00.000Z');
    expect(clock.set('2026-01-01T00:00:00Z').toISOString()).toBe('2026-01-01T00:00:00.000Z');
  });

  it('hands out copies', () => {
    const clock = fakeClock('2026-01-01T00:00:00Z');
    clock.now().setFullYear(1999);
    expect(clock.now().getUTCFullYear()).toBe(2026);
  });

  it.each([-1, Number.NaN])('refuses to advance by %d', (milliseconds) => {
    expect(() => fakeClock().advance(milliseconds)).toThrow(RangeError);
  });

  it('refuses what is no moment', () => {
    expect(() => fakeClock('tomorrow')).toThrow(RangeError);
  });
});
