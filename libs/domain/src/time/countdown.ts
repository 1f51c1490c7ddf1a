import type { Instant } from '../shared/outcome.js';
import { DAY, HOUR, MINUTE } from './zoned-time.js';

/** What is left until a moment: days and hours, below 48 h hours only, below one hour minutes, then closed. */
export type Countdown =
  | { readonly kind: 'days'; readonly days: number; readonly hours: number }
  | { readonly kind: 'hours'; readonly hours: number }
  | { readonly kind: 'minutes'; readonly minutes: number }
  | { readonly kind: 'closed' };

/** How pressing a moment is: `ink` a week or more, `soon` under 7 days, `last` under 48 hours, `closed` at the instant. */
export type CountdownTone = 'ink' | 'soon' | 'last' | 'closed';

/** Counts from now to a moment, always rounding down: nobody is promised time that is not there. */
export function countdown(at: Instant, now: Instant): Countdown {
  const left = at.getTime() - now.getTime();
  if (left <= 0) return { kind: 'closed' };
  if (left < HOUR) return { kind: 'minutes', minutes: Math.floor(left / MINUTE) };
  if (left < 48 * HOUR) return { kind: 'hours', hours: Math.floor(left / HOUR) };
  return { kind: 'days', days: Math.floor(left / DAY), hours: Math.floor((left % DAY) / HOUR) };
}

/** The tone of a countdown; see {@link CountdownTone}. */
export function countdownTone(at: Instant, now: Instant): CountdownTone {
  const left = at.getTime() - now.getTime();
  if (left <= 0) return 'closed';
  if (left < 48 * HOUR) return 'last';
  return left < 7 * DAY ? 'soon' : 'ink';
}

/** A countdown in English: `in 12 d 7 h`, `in 12 d`, `in 31 h`, `in 12 min`, `in under a minute`, `Closed`. */
export function countdownText(value: Countdown): string {
  switch (value.kind) {
    case 'days':
      return value.hours === 0 ? `in ${value.days} d` : `in ${value.days} d ${value.hours} h`;
    case 'hours':
      return `in ${value.hours} h`;
    case 'minutes':
      return value.minutes === 0 ? 'in under a minute' : `in ${value.minutes} min`;
    case 'closed':
      return 'Closed';
  }
}
