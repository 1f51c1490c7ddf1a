import { countdown, countdownTone, type Countdown, type CountdownTone } from '@concordat/domain';
import { useEffect, useState } from 'react';
import { serverClock } from './server-clock.js';

const minuteMs = 60_000;

/** What is left until a moment, and how pressing it is. */
export interface TimeLeft {
  readonly countdown: Countdown;
  readonly tone: CountdownTone;
  /** The server's time for which this holds. */
  readonly now: Date;
}

/** Now by the server's clock, renewed at every full minute of it. */
export function useServerNow(): Date {
  return useTick((now) => minuteMs - (now.getTime() % minuteMs));
}

/** Counts down to a moment (ISO text or `Date`) by the server's clock; changes exactly when a figure does. */
export function useTimeLeft(at: string | Date): TimeLeft {
  const moment = new Date(at);
  const now = useTick((current) => {
    const left = moment.getTime() - current.getTime();
    // Figures fall when a full minute is no longer left, so the next change is just after the next full minute.
    return left > 0 ? (left % minuteMs) + 1 : minuteMs;
  }, moment.getTime());
  return { countdown: countdown(moment, now), tone: countdownTone(moment, now), now };
}

function useTick(untilNext: (now: Date) => number, subject = 0): Date {
  const [now, setNow] = useState(() => serverClock.now());
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const wait = () => {
      timer = setTimeout(tick, Math.max(1, untilNext(serverClock.now())));
    };
    const tick = () => {
      setNow(serverClock.now());
      wait();
    };
    // A device that slept or a tab that was away shows the right time as soon as it is looked at.
    const onVisible = () => {
      if (document.visibilityState !== 'visible') return;
      clearTimeout(timer);
      tick();
    };
    wait();
    document.addEventListener('visibilitychange', onVisible);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', onVisible);
    };
    // `untilNext` is made anew at every render but only depends on the subject.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [subject]);
  return now;
}
