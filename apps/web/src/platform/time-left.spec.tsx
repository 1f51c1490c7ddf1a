import { act, renderHook } from '@testing-library/react';
import { useServerNow, useTimeLeft } from './time-left.js';

describe('useTimeLeft', () => {
  beforeEach(() => jest.useFakeTimers({ now: new Date('2027-02-02T15:57:30Z') }));
  afterEach(() => jest.useRealTimers());

  it('changes when a figure does and closes at the very moment', () => {
    const { result } = renderHook(() => useTimeLeft('2027-02-02T16:00:00Z'));
    expect(result.current).toMatchObject({ countdown: { kind: 'minutes', minutes: 2 }, tone: 'last' });
    act(() => jest.advanceTimersByTime(30_001));
    expect(result.current.countdown).toEqual({ kind: 'minutes', minutes: 1 });
    act(() => jest.advanceTimersByTime(119_990));
    expect(result.current.countdown).toEqual({ kind: 'minutes', minutes: 0 });
    act(() => jest.advanceTimersByTime(10));
    expect(result.current).toMatchObject({ countdown: { kind: 'closed' }, tone: 'closed' });
  });

  it('renews now at each full minute', () => {
    const { result } = renderHook(() => useServerNow());
    act(() => jest.advanceTimersByTime(29_000));
    expect(result.current.toISOString()).toBe('2027-02-02T15:57:30.000Z');
    act(() => jest.advanceTimersByTime(1_000));
    expect(result.current.toISOString()).toBe('2027-02-02T15:58:00.000Z');
  });
});
