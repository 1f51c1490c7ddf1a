import { parseAbsolute, parseDateTime, toCalendarDateTime, toZoned } from '@internationalized/date';

/**
 * The wall clock of a zone as `YYYY-MM-DDTHH:mm`, read from an instant (ISO string in UTC). `zone` is an IANA name.
 */
export function wallClockOf(instant: string, zone: string): string {
  return toCalendarDateTime(parseAbsolute(instant, zone)).toString().slice(0, 16);
}

/**
 * The instant (ISO string in UTC) of a wall clock `YYYY-MM-DDTHH:mm` in an IANA zone. Where a change to summer time
 * skips the hour the later reading holds, where it is doubled the earlier one, as calendars do.
 */
export function instantOf(wallClock: string, zone: string): string {
  return toZoned(parseDateTime(wallClock), zone, 'compatible').toDate().toISOString();
}
