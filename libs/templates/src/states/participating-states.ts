import { type StateRecord, findState, statesOn } from '@concordat/domain';
import { z } from 'zod';
import data from '../data/participating-states.json' with { type: 'json' };
import { calendarDate, sourced, stateCode } from '../sourced.js';

const file = z.strictObject({
  asOf: calendarDate,
  retrieved: calendarDate,
  countHistory: z.array(
    z.strictObject({ date: calendarDate, total: z.int(), event: z.string(), ...sourced }),
  ),
  states: z.array(
    z.strictObject({
      code: stateCode,
      euCode: stateCode,
      name: z.string(),
      aliases: z.array(z.string()),
      euMember: z.boolean(),
      participating: z.boolean(),
      joinedOn: calendarDate.nullable(),
      leftOn: calendarDate.nullable(),
      ...sourced,
    }),
  ),
});

/** A state of the programme's table with its sources. */
export type ParticipatingState = StateRecord & {
  readonly verified: boolean;
  readonly note: string | null;
  readonly sources: readonly string[];
};

const table = file.parse(data);

/**
 * Every state the table knows, those that take no part included, as of {@link participatingStatesAsOf}. Dates of joining
 * are those of the Joint Undertaking's press releases (eurohpc-ju.europa.eu), not necessarily the legal effect.
 */
export const participatingStates: readonly ParticipatingState[] = table.states;

/** The date up to which accessions are known, `YYYY-MM-DD`. */
export const participatingStatesAsOf: string = table.asOf;

/** How many states took part after each recorded accession; two figures are derived and marked so. */
export const participationHistory = table.countHistory;

/** The states that take part in the programme on a date `YYYY-MM-DD`: 35 on 4 November 2024. */
export function participatingStatesOn(date: string): StateRecord[] {
  return statesOn(participatingStates, date);
}

/** Finds a state by ISO code (`GR`), EU code (`EL`), name or alias ("Turkey"); null when unknown. */
export function findParticipatingState(text: string): StateRecord | null {
  return findState(participatingStates, text);
}
