import { countdown, momentForReader, type Countdown } from '@concordat/domain';
import { useMemo } from 'react';
import { language, localeOf, platformText } from './i18n.js';
import { useReader } from './session.js';

/** An instant with the zone of its rule, as the contracts carry it. */
export interface ZonedMoment {
  readonly at: string | Date;
  readonly zone: string;
}

/** Everything that is written differently from language to language, for one reader. */
export interface Format {
  /** `Tue 26 Jan 2027, 17:00 Brussels (18:00 your time)`; the bracket only when the reader's clock differs. */
  moment(moment: ZonedMoment): string;
  /** `Tue 26 Jan 2027` in the zone of the rule. */
  day(moment: ZonedMoment): string;
  /** `17:00` in the zone of the rule. */
  time(moment: ZonedMoment): string;
  /** `14 Jan 2027, 10:42` in the reader's own zone: for what happened, not for what is due. */
  stamp(at: string | Date): string;
  /** `in 12 d 7 h`, `in 31 h`, `in 12 min`, `Closed`. Only ever beside the moment. */
  timeLeft(left: Countdown): string;
  number(value: number): string;
  /** `84 %` of a share between 0 and 1. */
  percent(share: number): string;
  /** `1.2 MB` */
  bytes(count: number): string;
  /** `Finland, Norway and Poland` */
  list(items: readonly string[]): string;
  /** The name of a state by its two-letter code, in the reader's language. */
  state(code: string): string;
  /** Orders texts the reader's way, figures by value: `A2` before `A10`. */
  compare(one: string, other: string): number;
}

/** Makes the formats of a language for a reader in an IANA zone. */
export function makeFormat(language: string, readerZone: string): Format {
  const locale = localeOf(language);
  const numbers = new Intl.NumberFormat(locale);
  const percents = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
  const lists = new Intl.ListFormat(locale, { type: 'conjunction' });
  const states = new Intl.DisplayNames(locale, { type: 'region' });
  const collator = new Intl.Collator(locale, { numeric: true });
  const stamps = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: readerZone,
  });
  const partsOf = ({ at, zone }: ZonedMoment) => momentForReader(new Date(at), zone, readerZone, locale);
  return {
    moment(moment) {
      const { official, local, otherDay } = partsOf(moment);
      const gaps = {
        weekday: official.weekday,
        date: official.date,
        time: official.time,
        city: official.zoneCity,
      };
      if (!local) return platformText('moment.plain', gaps);
      if (!otherDay) return platformText('moment.other_hour', { ...gaps, localTime: local.time });
      const { weekday: localWeekday, date: localDate, time: localTime } = local;
      return platformText('moment.other_day', { ...gaps, localWeekday, localDate, localTime });
    },
    day(moment) {
      const { weekday, date } = partsOf(moment).official;
      return platformText('moment.short', { weekday, date });
    },
    time: (moment) => partsOf(moment).official.time,
    stamp: (at) => stamps.format(new Date(at)),
    timeLeft: timeLeftText,
    number: (value) => numbers.format(value),
    percent: (share) => percents.format(share),
    bytes(count) {
      const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
      const power = Math.min(Math.floor(Math.log10(Math.max(count, 1)) / 3), units.length - 1);
      return new Intl.NumberFormat(locale, {
        style: 'unit',
        unit: units[power] ?? 'byte',
        unitDisplay: power === 0 ? 'long' : 'short',
        maximumFractionDigits: power > 1 ? 1 : 0,
      }).format(count / 1000 ** power);
    },
    list: (items) => lists.format(items),
    state: (code) => states.of(code) ?? code,
    compare: (one, other) => collator.compare(one, other),
  };
}

function timeLeftText(left: Countdown): string {
  switch (left.kind) {
    case 'days':
      return platformText('countdown.days', { days: left.days, hours: left.hours });
    case 'hours':
      return platformText('countdown.hours', { hours: left.hours });
    case 'minutes':
      return left.minutes === 0
        ? platformText('countdown.moment')
        : platformText('countdown.minutes', { minutes: left.minutes });
    case 'closed':
      return platformText('countdown.closed');
  }
}

/** The zone that the device is set to, for readers who are not signed in. */
export const deviceZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The formats of the reader's language and zone. */
export function useFormat(): Format {
  const zone = useReader()?.zone ?? deviceZone();
  return useMemo(() => makeFormat(language, zone), [zone]);
}

/** What is left until a moment at a given time, in words. */
export const timeLeftAt = (format: Format, at: string | Date, now: Date): string =>
  format.timeLeft(countdown(new Date(at), now));
