import { tz, tzOffset } from '@date-fns/tz';
import { addDays } from 'date-fns';
import { type Instant, type Outcome, ok, refuse } from '../shared/outcome.js';

/** One minute in milliseconds. */
export const MINUTE = 60_000;
/** One hour in milliseconds. Never use multiples of it for wall-clock days: see {@link minusWallDays}. */
export const HOUR = 60 * MINUTE;
/** 24 hours in milliseconds; a day on the wall has 23 to 25 hours when the clocks change. */
export const DAY = 24 * HOUR;

/** An instant found for a wall time in a zone. */
export interface ZonedInstant {
  readonly instant: Instant;
  /** Minutes east of UTC at that instant. */
  readonly offsetMinutes: number;
  /** True when the clocks show this wall time twice; the first of the two was taken. */
  readonly ambiguous: boolean;
}

const wallTimePattern = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2}))?$/;

/** Says whether a name is an IANA zone this runtime knows, such as `Europe/Brussels`. Offsets are not zones. */
export function isZone(zone: string): boolean {
  return /^[A-Za-z]/.test(zone) && Number.isFinite(tzOffset(zone, new Date(0)));
}

/** Minutes east of UTC in a zone at an instant: 60 for Brussels in winter, 120 in summer. */
export function offsetMinutesAt(instant: Instant, zone: string): number {
  return tzOffset(zone, instant);
}

/** The offset as people write it: `+01:00`. */
export function offsetText(offsetMinutes: number): string {
  const sign = offsetMinutes < 0 ? '-' : '+';
  const size = Math.abs(offsetMinutes);
  return `${sign}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
}

/**
 * Finds the instant of a wall time `YYYY-MM-DDTHH:mm` in an IANA zone. Of a wall time that comes twice
 * the earlier instant is taken and `ambiguous` says so.
 * Refuses `time.malformed`, `time.zone_unknown`, `time.does_not_exist` (skipped when the clocks go forward).
 */
export function zonedInstant(
  wallTime: string,
  zone: string,
): Outcome<ZonedInstant, 'time.malformed' | 'time.zone_unknown' | 'time.does_not_exist'> {
  const wall = wallMilliseconds(wallTime);
  if (wall === null) return refuse('time.malformed');
  if (!isZone(zone)) return refuse('time.zone_unknown');
  const instants = instantsShowing(wall, zone);
  const first = instants[0];
  if (first === undefined) return refuse('time.does_not_exist');
  const instant = new Date(first);
  return ok({
    instant,
    offsetMinutes: offsetMinutesAt(instant, zone),
    ambiguous: instants.length > 1,
  });
}

/** The wall time that clocks in a zone show at an instant, `YYYY-MM-DDTHH:mm`. Seconds are cut. */
export function wallTimeOf(instant: Instant, zone: string): string {
  const shifted = new Date(instant.getTime() + offsetMinutesAt(instant, zone) * MINUTE);
  return shifted.toISOString().slice(0, 16);
}

/** The calendar date in a zone at an instant, `YYYY-MM-DD`. */
export function dateInZone(instant: Instant, zone: string): string {
  return wallTimeOf(instant, zone).slice(0, 10);
}

/**
 * The same wall time some calendar days earlier: 7 days before 1 April 2027 17:00 Brussels is 25 March 17:00
 * (+01:00), not 168 hours. Where that wall time is skipped by the clocks, the time after the gap is taken
 * (02:30 becomes 03:30), as Postgres does.
 */
export function minusWallDays(instant: Instant, zone: string, days: number): Instant {
  return plusWallDays(instant, zone, -days);
}

/** The same wall time some calendar days later; see {@link minusWallDays}. */
export function plusWallDays(instant: Instant, zone: string, days: number): Instant {
  if (days === 0) return new Date(instant);
  return new Date(addDays(instant, days, { in: tz(zone) }).getTime());
}

/**
 * The instant at which clocks in the zone show `HH:mm` on the calendar date of `instant`. A skipped wall time is
 * moved past the gap, of a doubled one the first is taken.
 */
export function atWallTime(instant: Instant, zone: string, time: string): Instant {
  const wall = wallMilliseconds(`${dateInZone(instant, zone)}T${time}`);
  if (wall === null) throw new RangeError(`Not a wall time: ${time}`);
  const first = instantsShowing(wall, zone)[0];
  // In a gap, the offset from before it carries the wall time past it.
  return new Date(first ?? wall - offsetMinutesAt(new Date(wall - DAY), zone) * MINUTE);
}

/**
 * The same wall time on the first working day at or after the instant's date in the zone. Saturdays, Sundays and the
 * given holidays (`YYYY-MM-DD`) are not working days. Deadlines never roll by themselves: a cut-off fixed on a Saturday
 * stays there (Regulation (EEC, Euratom) No 1182/71, Article 5); this is for choosing a date.
 */
export function nextWorkingDayAtOrAfter(
  instant: Instant,
  zone: string,
  holidays: readonly string[] = [],
): Instant {
  let days = 0;
  while (isDayOff(dateInZone(plusWallDays(instant, zone, days), zone), holidays)) days += 1;
  return plusWallDays(instant, zone, days);
}

function isDayOff(date: string, holidays: readonly string[]): boolean {
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  return weekday === 0 || weekday === 6 || holidays.includes(date);
}

/** Reads a wall time as if it were UTC, so that it can be shifted by an offset; null when it is not a date. */
function wallMilliseconds(wallTime: string): number | null {
  const match = wallTimePattern.exec(wallTime);
  if (!match) return null;
  const [year, month, day, hour, minute, second] = match.slice(1).map((part) => Number(part ?? 0));
  const wall = Date.UTC(year ?? 0, (month ?? 0) - 1, day, hour, minute, second || 0);
  // Date.UTC rolls 31 February over; a wall time that does not read back was never one.
  return new Date(wall).toISOString().slice(0, 16) === wallTime.slice(0, 16) ? wall : null;
}

/** The instants, in order, at which clocks in the zone show this wall time: none, one or two. */
function instantsShowing(wall: number, zone: string): number[] {
  const offsets = new Set([-1, 1].map((side) => offsetMinutesAt(new Date(wall + side * DAY), zone)));
  return [...offsets]
    .map((offset) => ({ offset, at: wall - offset * MINUTE }))
    .filter(({ offset, at }) => offsetMinutesAt(new Date(at), zone) === offset)
    .map(({ at }) => at)
    .sort((one, other) => one - other);
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
