import { tz } from '@date-fns/tz';
import { subDays } from 'date-fns';
import fc from 'fast-check';
import {
  DAY,
  HOUR,
  MINUTE,
  atWallTime,
  countdown,
  countdownText,
  countdownTone,
  dateInZone,
  isZone,
  minusWallDays,
  momentForReader,
  momentParts,
  momentText,
  nextWorkingDayAtOrAfter,
  offsetMinutesAt,
  plusWallDays,
  publishedLabel,
  readPublishedLabel,
  sameWallTime,
  wallTimeOf,
  zonedInstant,
} from '../index.js';

const brussels = 'Europe/Brussels';
const zones = [brussels, 'Europe/Helsinki', 'Europe/Lisbon', 'Europe/Istanbul', 'Atlantic/Azores', 'UTC'];

const instantOf = (wallTime: string, zone = brussels) => {
  const found = zonedInstant(wallTime, zone);
  if (!found.ok) throw new Error(found.reason);
  return found.value.instant;
};
/** Whole minutes of 2027, so that both changes of the clocks (28 March, 31 October) are among them. */
const instants2027 = fc
  .integer({ min: Date.UTC(2027, 0, 1) / MINUTE, max: Date.UTC(2028, 0, 1) / MINUTE })
  .map((minutes) => new Date(minutes * MINUTE));

describe('zonedInstant', () => {
  it.each([
    ['2027-04-01T17:00', brussels, '2027-04-01T15:00:00.000Z'],
    ['2027-01-26T17:00', brussels, '2027-01-26T16:00:00.000Z'],
    ['2024-11-04T17:00', 'Europe/Luxembourg', '2024-11-04T16:00:00.000Z'],
    ['2027-03-28T03:00', brussels, '2027-03-28T01:00:00.000Z'],
    ['2027-01-26T17:00:30', brussels, '2027-01-26T16:00:30.000Z'],
  ])('reads %s in %s', (wallTime, zone, expected) => {
    expect(instantOf(wallTime, zone).toISOString()).toBe(expected);
  });

  it.each(['2027-03-28T02:00', '2027-03-28T02:30', '2027-03-28T02:59'])(
    'refuses the skipped %s',
    (wallTime) => {
      expect(zonedInstant(wallTime, brussels)).toEqual({ ok: false, reason: 'time.does_not_exist' });
    },
  );

  it.each(['2027-10-31T02:00', '2027-10-31T02:59'])(
    'takes the first of the doubled %s and says so',
    (wallTime) => {
      const found = zonedInstant(wallTime, brussels);
      expect(found).toMatchObject({ ok: true, value: { ambiguous: true, offsetMinutes: 120 } });
    },
  );

  it.each(['2027-02-30T10:00', '2027-13-01T10:00', '2027-01-01T24:00', '2027-01-01', '1 April 2027', ''])(
    'refuses the malformed %p',
    (wallTime) => {
      expect(zonedInstant(wallTime, brussels)).toEqual({ ok: false, reason: 'time.malformed' });
    },
  );

  it.each(['Europe/Atlantis', '+01:00', ''])('refuses %p as a zone', (zone) => {
    expect(isZone(zone)).toBe(false);
    expect(zonedInstant('2027-01-01T10:00', zone)).toEqual({ ok: false, reason: 'time.zone_unknown' });
  });

  it('is the inverse of the wall time for every minute of 2027', () => {
    fc.assert(
      fc.property(instants2027, fc.constantFrom(...zones), (instant, zone) => {
        const found = zonedInstant(wallTimeOf(instant, zone), zone);
        if (!found.ok) throw new Error(found.reason);
        const back = found.value.instant.getTime();
        // Only a doubled hour may come back as its first showing, one hour earlier.
        expect(instant.getTime() - back).toBe(found.value.ambiguous && back !== instant.getTime() ? HOUR : 0);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('arithmetic on wall-clock days', () => {
  it('counts seven days before 1 April 2027 across the change of the clocks', () => {
    const before = minusWallDays(instantOf('2027-04-01T17:00'), brussels, 7);
    expect(wallTimeOf(before, brussels)).toBe('2027-03-25T17:00');
    expect(offsetMinutesAt(before, brussels)).toBe(60);
    expect(instantOf('2027-04-01T17:00').getTime() - before.getTime()).toBe(7 * DAY - HOUR);
  });

  it('counts across the autumn change', () => {
    const before = minusWallDays(instantOf('2027-11-02T17:00'), brussels, 7);
    expect(instantOf('2027-11-02T17:00').getTime() - before.getTime()).toBe(7 * DAY + HOUR);
  });

  it('moves past a gap as Postgres does', () => {
    const after = minusWallDays(instantOf('2027-03-29T02:30'), brussels, 1);
    expect(wallTimeOf(after, brussels)).toBe('2027-03-28T03:30');
    expect(wallTimeOf(atWallTime(instantOf('2027-03-28T12:00'), brussels, '02:30'), brussels)).toBe(
      '2027-03-28T03:30',
    );
  });

  it('keeps the wall time and the calendar distance, and agrees with date-fns', () => {
    fc.assert(
      fc.property(
        instants2027,
        fc.constantFrom(...zones),
        fc.integer({ min: 0, max: 90 }),
        (instant, zone, days) => {
          const before = minusWallDays(instant, zone, days);
          expect(before.getTime()).toBe(
            days === 0 ? instant.getTime() : subDays(instant, days, { in: tz(zone) }).getTime(),
          );
          const calendarDays =
            (Date.parse(`${dateInZone(instant, zone)}T00:00Z`) -
              Date.parse(`${dateInZone(before, zone)}T00:00Z`)) /
            DAY;
          expect(calendarDays).toBe(days);
          const target = `${dateInZone(before, zone)}T${wallTimeOf(instant, zone).slice(11)}`;
          const exact = zonedInstant(target, zone);
          if (exact.ok) expect(wallTimeOf(before, zone)).toBe(target);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('goes there and back where no clock change lies on the way', () => {
    fc.assert(
      fc.property(instants2027, fc.integer({ min: -60, max: 60 }), (instant, days) => {
        const there = plusWallDays(instant, 'UTC', days);
        expect(minusWallDays(there, 'UTC', days)).toEqual(instant);
      }),
    );
  });
});

describe('working days', () => {
  it.each([
    ['2025-02-01T17:00', '2025-02-03T17:00'],
    ['2027-01-24T17:00', '2027-01-25T17:00'],
    ['2027-01-26T17:00', '2027-01-26T17:00'],
  ])('moves %s to %s', (from, to) => {
    expect(wallTimeOf(nextWorkingDayAtOrAfter(instantOf(from), brussels), brussels)).toBe(to);
  });

  it('passes over holidays too', () => {
    const found = nextWorkingDayAtOrAfter(instantOf('2027-01-01T17:00'), brussels, [
      '2027-01-01',
      '2027-01-04',
    ]);
    expect(wallTimeOf(found, brussels)).toBe('2027-01-05T17:00');
  });

  it('always lands on a weekday at the same wall time within three days', () => {
    fc.assert(
      fc.property(instants2027, (instant) => {
        const noon = atWallTime(instant, brussels, '17:00');
        const found = nextWorkingDayAtOrAfter(noon, brussels);
        expect(wallTimeOf(found, brussels).slice(11)).toBe('17:00');
        expect(['Sat', 'Sun']).not.toContain(momentParts(found, brussels).weekday);
        expect(found.getTime() - noon.getTime()).toBeLessThan(3 * DAY);
      }),
    );
  });

  it('refuses loudly a time of day that is none', () => {
    expect(() => atWallTime(new Date(0), brussels, '25:00')).toThrow(RangeError);
  });
});

describe('published labels', () => {
  it.each([
    ['31 March 2024, 5:00 PM CET', '2024-03-31T15:00:00.000Z', true],
    ['23/09/2024, 17:00 (CET)', '2024-09-23T15:00:00.000Z', true],
    ['4 November 2024 at 17:00 CET', '2024-11-04T16:00:00.000Z', false],
  ])('reads %p as wall time of the rule, never as an offset', (label, expected, misprints) => {
    const read = readPublishedLabel(label, 'Europe/Luxembourg');
    if (!read.ok) throw new Error(read.reason);
    expect(read.value.instant.toISOString()).toBe(expected);
    expect(read.value.misprintsOffset).toBe(misprints);
  });

  it('refuses a label without a date or hour, or with a wall time that is none', () => {
    expect(readPublishedLabel('early next year', brussels)).toEqual({
      ok: false,
      reason: 'time.label_unreadable',
    });
    expect(readPublishedLabel('4 Brumaire 2024, 17:00', brussels)).toMatchObject({
      reason: 'time.label_unreadable',
    });
    expect(readPublishedLabel('31/02/2024, 17:00', brussels)).toMatchObject({ reason: 'time.malformed' });
    expect(readPublishedLabel('12 May 2024, 12:00 AM', 'Nowhere/Land')).toMatchObject({
      reason: 'time.zone_unknown',
    });
  });

  it('prints a city, never an abbreviation', () => {
    const label = publishedLabel(new Date('2027-07-01T15:00:00Z'), brussels);
    expect(label).toBe('1 July 2027, 17:00 Brussels time');
    expect(sameWallTime(new Date(0), brussels, 'Europe/Luxembourg')).toBe(true);
  });
});

describe('moments for readers', () => {
  const at = new Date('2027-01-26T16:00:00Z');

  it("adds the reader's time only when it differs", () => {
    expect(momentText(momentForReader(at, brussels, 'Europe/Helsinki'))).toBe(
      'Tue 26 Jan 2027, 17:00 Brussels (18:00 your time)',
    );
    expect(momentText(momentForReader(at, brussels, 'Europe/Paris'))).toBe('Tue 26 Jan 2027, 17:00 Brussels');
  });

  it('repeats the date when the reader is in another day', () => {
    expect(momentText(momentForReader(at, brussels, 'Asia/Tokyo'))).toBe(
      'Tue 26 Jan 2027, 17:00 Brussels (Wed 27 Jan 2027, 01:00 your time)',
    );
  });

  it('speaks other languages through Intl and never 12 hours', () => {
    expect(momentParts(at, 'Europe/Helsinki', 'fi').longDate).toContain('tammikuuta');
    expect(momentParts(at, 'America/Argentina/Buenos_Aires', 'en-US')).toMatchObject({
      time: '13:00',
      zoneCity: 'Buenos Aires',
    });
  });
});

describe('countdown', () => {
  const at = new Date('2027-01-26T16:00:00Z');
  const before = (milliseconds: number) => new Date(at.getTime() - milliseconds);
  it.each([
    [12 * DAY + 7 * HOUR, 'in 12 d 7 h', 'ink'],
    [7 * DAY, 'in 7 d', 'ink'],
    [7 * DAY - 1, 'in 6 d 23 h', 'soon'],
    [48 * HOUR, 'in 2 d', 'soon'],
    [48 * HOUR - 1, 'in 47 h', 'last'],
    [31 * HOUR + 59 * MINUTE, 'in 31 h', 'last'],
    [HOUR, 'in 1 h', 'last'],
    [HOUR - 1, 'in 59 min', 'last'],
    [1, 'in under a minute', 'last'],
    [0, 'Closed', 'closed'],
    [-1, 'Closed', 'closed'],
  ])('%d ms before it is %p in tone %p', (left, text, tone) => {
    expect(countdownText(countdown(at, before(left)))).toBe(text);
    expect(countdownTone(at, before(left))).toBe(tone);
  });
});
