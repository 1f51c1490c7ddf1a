/**
 * The id of a suggestion: who makes it and when, `person:ulid`. The person is the id of an account (a UUID), the ULID
 * tells the moment to the millisecond (https://github.com/ulid/spec). Everything with the same id is one suggestion.
 */
export type SuggestionId = `${string}:${string}`;

const shape = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}:[0-7][0-9A-HJKMNP-TV-Z]{25}$/;
const signs = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Whether a value is the id of a suggestion, in its one spelling: small letters before the colon, capitals after it. */
export function isSuggestionId(value: unknown): value is SuggestionId {
  return typeof value === 'string' && shape.test(value);
}

/**
 * Makes the id of a new suggestion by this person.
 * @param now milliseconds since 1970, for the list of suggestions; nothing is decided by it
 */
export function newSuggestionId(personId: string, now: number = Date.now()): SuggestionId {
  let moment = '';
  for (let rest = now, sign = 0; sign < 10; sign += 1, rest = Math.floor(rest / 32))
    moment = signOf(rest % 32) + moment;
  const drawn = globalThis.crypto.getRandomValues(new Uint8Array(16));
  return `${personId}:${moment}${Array.from(drawn, (byte) => signOf(byte % 32)).join('')}`;
}

/** The id of the person who makes the suggestion. */
export function authorOfSuggestion(id: string): string {
  return id.slice(0, id.indexOf(':'));
}

/** When the suggestion was begun by its author's clock, in milliseconds since 1970. */
export function suggestedAt(id: string): number {
  const moment = id.slice(id.indexOf(':') + 1).slice(0, 10);
  return [...moment].reduce((total, sign) => total * 32 + signs.indexOf(sign), 0);
}

const signOf = (value: number): string => signs.charAt(value);
