import { z } from 'zod';

/** An identifier: a random UUID, never a counter, so that nothing can be guessed or counted. */
export const Id = z.uuid();

/** The version of a row as it was seen: a 32-bit number, as the database counts. Another one refuses with `changed.meanwhile`. */
export const RowVersion = z.int32();

/** An instant as ISO 8601 text in UTC. */
export const InstantText = z.iso.datetime();

/** ISO 3166-1 alpha-2 code of a state. */
export const StateCode = z.string().regex(/^[A-Z]{2}$/, 'A state is named by its two-letter code.');

/** Zones that were found to be known: finding out costs more than everything else in an answer. */
const knownZones = new Set<string>();
/** More than there are; names may be spelt in many ways, and nobody shall fill our memory with them. */
const mostKnown = 1_000;

function isKnown(zone: string): boolean {
  if (knownZones.has(zone)) return true;
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
  } catch {
    return false;
  }
  if (knownZones.size < mostKnown) knownZones.add(zone);
  return true;
}

/** An IANA time zone that this runtime knows. */
export const ZoneName = z.string().max(64).refine(isKnown, 'This time zone is not known.');

/** A moment that matters: instant, the zone of its rule, and the label as published (or null where none was). */
export const Moment = z.strictObject({ at: InstantText, zone: ZoneName, label: z.string().nullable() });
export type Moment = z.infer<typeof Moment>;

/** A wall time as typed by a person, without offset: `2027-04-01T17:00`. */
export const WallTime = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, 'Write date and time, for example 2027-04-01T17:00.');

/** An answer that carries nothing. */
export const Nothing = z.strictObject({});

/** What the reader may do with the thing shown, by action. Screens ask this and never a role. */
export const Abilities = z.record(z.string(), z.boolean());

/** The one shape of every refusal. `fields` names what was wrong in the input, by path. */
export const RefusalBody = z.strictObject({
  code: z.string(),
  message: z.string(),
  fields: z.record(z.string(), z.string()).optional(),
  requestId: z.string(),
});
export type RefusalBody = z.infer<typeof RefusalBody>;
