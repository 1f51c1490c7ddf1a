import { type Outcome, ok, refuse } from '../shared/outcome.js';

/** A state and when it takes part in the programme. Dates are calendar dates `YYYY-MM-DD`. */
export interface StateRecord {
  /** ISO 3166-1 alpha-2, `GR`, `GB`. */
  readonly code: string;
  /** As the EU institutions write it, `EL`, `UK`. */
  readonly euCode: string;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly euMember: boolean;
  readonly participating: boolean;
  /** Null when it has been in from before the recorded events. */
  readonly joinedOn: string | null;
  readonly leftOn: string | null;
}

/** Says whether a state takes part on a date. The day of joining counts, the day of leaving does not. */
export function participatesOn(state: StateRecord, date: string): boolean {
  if (!state.participating) return false;
  const joined = state.joinedOn === null || state.joinedOn <= date;
  return joined && (state.leftOn === null || date < state.leftOn);
}

/** The states that take part on a date, in the order given. */
export function statesOn(states: readonly StateRecord[], date: string): StateRecord[] {
  return states.filter((state) => participatesOn(state, date));
}

/** Finds a state by its ISO code, EU code, name or alias, whatever the case; null when unknown. */
export function findState(states: readonly StateRecord[], text: string): StateRecord | null {
  const wanted = text.trim().toLocaleLowerCase('en');
  const called = (state: StateRecord) => [state.code, state.euCode, state.name, ...state.aliases];
  return (
    states.find((state) => called(state).some((name) => name.toLocaleLowerCase('en') === wanted)) ?? null
  );
}

/** What joining a consortium is decided on. */
export interface JoinFacts {
  readonly states: readonly StateRecord[];
  /** Codes of the states that are members now (not those that left). */
  readonly memberCodes: readonly string[];
  /** The date of the cut-off in the zone of its rule. */
  readonly onDate: string;
}

/**
 * Accepts a state as partner. Refuses `state.unknown`, `state.already_member` and `state.not_participating_on_date`:
 * participating is wider than the Union and depends on the date (35 states on 4 November 2024).
 */
export function joinConsortium(
  code: string,
  facts: JoinFacts,
): Outcome<StateRecord, 'state.unknown' | 'state.already_member' | 'state.not_participating_on_date'> {
  const state = facts.states.find((candidate) => candidate.code === code);
  if (!state) return refuse('state.unknown');
  if (facts.memberCodes.includes(code)) return refuse('state.already_member');
  if (!participatesOn(state, facts.onDate)) return refuse('state.not_participating_on_date');
  return ok(state);
}

/**
 * Accepts a state as the one that coordinates and hosts. Refuses what {@link joinConsortium} refuses, and
 * `state.host_not_eu_member`: the site is in a participating state that is a member state of the Union (Council
 * Regulation (EU) 2021/1173, Article 9, https://gesetze.legal/eu/vo_eu_2021_1173/9).
 */
export function hostConsortium(
  code: string,
  facts: JoinFacts,
): Outcome<
  StateRecord,
  'state.unknown' | 'state.already_member' | 'state.not_participating_on_date' | 'state.host_not_eu_member'
> {
  const joined = joinConsortium(code, facts);
  if (!joined.ok) return joined;
  return joined.value.euMember ? joined : refuse('state.host_not_eu_member');
}
