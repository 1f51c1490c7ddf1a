import { type Outcome, ok, refuse } from '../shared/outcome.js';
import type { Instant } from '../shared/outcome.js';
import { momentParts } from './moment-parts.js';
import { type ZonedInstant, offsetMinutesAt, zonedInstant } from './zoned-time.js';

/** What a published label says once it is read in the zone of the rule. */
export interface PublishedMoment extends ZonedInstant {
  /** Wall time as read, `YYYY-MM-DDTHH:mm`. */
  readonly wallTime: string;
  /** True when the label prints "CET" though the zone is not at UTC+1 then: the literal reading is an hour off. */
  readonly misprintsOffset: boolean;
}

const months = 'january february march april may june july august september october november december'.split(
  ' ',
);
const wordDate = /(\d{1,2})\s+([A-Za-z]+)\s+(\d{4})/;
const slashDate = /(\d{1,2})\/(\d{1,2})\/(\d{4})/;
const clock = /(\d{1,2})[:.](\d{2})\s*(am|pm)?/i;

/**
 * Reads a label as the Joint Undertaking prints it ("4 November 2024 at 17:00 CET", "23/09/2024, 17:00 (CET)",
 * "31 March 2024, 5:00 PM CET") as wall time in the zone of the rule. "CET" is never taken as an offset: it is printed
 * for summer dates too, and once for the day the clocks changed.
 * Sources: https://quantumcomputingreport.com/eurohpc-ju-expands-quantum-computing-infrastructure-with-new-call-for-hosting-entities/
 * and the EuroHPC call of 26 July 2024 on eurohpc-ju.europa.eu.
 * Refuses `time.label_unreadable`, and what {@link zonedInstant} refuses.
 */
export function readPublishedLabel(
  label: string,
  zone: string,
): Outcome<
  PublishedMoment,
  'time.label_unreadable' | 'time.malformed' | 'time.zone_unknown' | 'time.does_not_exist'
> {
  const date = readDate(label);
  const time = clock.exec(label);
  if (!date || !time) return refuse('time.label_unreadable');
  const wallTime = `${date}T${readClock(time)}`;
  const found = zonedInstant(wallTime, zone);
  if (!found.ok) return found;
  const saysCet = /\bCET\b/.test(label);
  return ok({ ...found.value, wallTime, misprintsOffset: saysCet && found.value.offsetMinutes !== 60 });
}

/**
 * The label we print ourselves: `4 November 2024, 17:00 Luxembourg time`. It names the zone's city and no abbreviation,
 * so that nobody reads an offset into it.
 */
export function publishedLabel(instant: Instant, zone: string, locale = 'en-GB'): string {
  const parts = momentParts(instant, zone, locale);
  return `${parts.longDate}, ${parts.time} ${parts.zoneCity} time`;
}

/** Says whether two zones show the same wall time at an instant, so that a label in one serves readers in the other. */
export function sameWallTime(instant: Instant, zone: string, otherZone: string): boolean {
  return offsetMinutesAt(instant, zone) === offsetMinutesAt(instant, otherZone);
}

function readDate(label: string): string | null {
  const slash = slashDate.exec(label);
  if (slash) return `${slash[3]}-${pad(slash[2])}-${pad(slash[1])}`;
  const words = wordDate.exec(label);
  const month = words ? months.indexOf(words[2]?.toLowerCase() ?? '') + 1 : 0;
  return words && month > 0 ? `${words[3]}-${pad(month)}-${pad(words[1])}` : null;
}

function readClock(match: RegExpExecArray): string {
  const half = match[3]?.toLowerCase();
  const printed = Number(match[1]);
  const hour = half === undefined ? printed : (printed % 12) + (half === 'pm' ? 12 : 0);
  return `${pad(hour)}:${match[2]}`;
}

function pad(value: string | number | undefined): string {
  return String(value ?? '').padStart(2, '0');
}
