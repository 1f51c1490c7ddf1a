import type { Instant } from '../shared/outcome.js';
import { offsetMinutesAt, offsetText } from './zoned-time.js';

/** A moment in one zone, in pieces that a screen or a mail puts together. */
export interface MomentParts {
  /** `Tue` */
  readonly weekday: string;
  /** `26 Jan 2027` */
  readonly date: string;
  /** `26 January 2027` */
  readonly longDate: string;
  /** `17:00`, always 24 hours */
  readonly time: string;
  /** `Brussels` */
  readonly zoneCity: string;
  /** `+01:00` */
  readonly offset: string;
  readonly zone: string;
}

/** A moment as the rule gives it and, when the reader's clock shows something else, as the reader sees it. */
export interface MomentForReader {
  readonly official: MomentParts;
  /** Null when the reader's clocks show the same wall time. */
  readonly local: MomentParts | null;
  /** True when the reader's calendar date differs from the official one, so that the date must be repeated. */
  readonly otherDay: boolean;
}

/** Takes a moment apart for a locale (BCP 47) in an IANA zone, through Intl. */
export function momentParts(instant: Instant, zone: string, locale = 'en-GB'): MomentParts {
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: zone }).format(instant);
  return {
    weekday: format({ weekday: 'short' }),
    date: format({ day: 'numeric', month: 'short', year: 'numeric' }),
    longDate: format({ day: 'numeric', month: 'long', year: 'numeric' }),
    time: format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
    zoneCity: zoneCity(zone),
    offset: offsetText(offsetMinutesAt(instant, zone)),
    zone,
  };
}

/** A moment for a reader in another zone: official parts always, the reader's own only when they differ. */
export function momentForReader(
  instant: Instant,
  zone: string,
  readerZone: string,
  locale = 'en-GB',
): MomentForReader {
  const official = momentParts(instant, zone, locale);
  const local = momentParts(instant, readerZone, locale);
  const differs = local.offset !== official.offset;
  return { official, local: differs ? local : null, otherDay: local.date !== official.date };
}

/** The sentence piece in English: `Tue 26 Jan 2027, 17:00 Brussels (18:00 your time)`. */
export function momentText(moment: MomentForReader): string {
  const { official, local, otherDay } = moment;
  const start = `${official.weekday} ${official.date}, ${official.time} ${official.zoneCity}`;
  if (!local) return start;
  return `${start} (${otherDay ? `${local.weekday} ${local.date}, ` : ''}${local.time} your time)`;
}

/** The city that names an IANA zone: `Europe/Brussels` gives `Brussels`, `America/Argentina/Buenos_Aires` `Buenos Aires`. */
export function zoneCity(zone: string): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
}
