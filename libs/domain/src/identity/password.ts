import { type Outcome, ok, refuse } from '../shared/outcome.js';

/** The fewest characters a password has. */
export const shortestPassword = 12;
/** The most characters a password has; a bound on hashing work, far above any sentence. */
export const longestPassword = 256;

/** What a password is judged with besides itself. */
export interface PasswordFacts {
  readonly email: string;
  readonly displayName: string;
  /** It is on the list of common passwords that ships with the product. */
  readonly common: boolean;
}

/**
 * Accepts a password of 12 to 256 characters (code points, spaces included). No rule asks for digits or signs: length
 * is what helps.
 * Refuses `password.too_short`, `password.too_long`, `password.repeats` (fewer than five different characters),
 * `password.contains_name` (a side of the address, the display name or a longer word of it) and `password.common`.
 */
export function checkPassword(
  password: string,
  facts: PasswordFacts,
): Outcome<
  string,
  | 'password.too_short'
  | 'password.too_long'
  | 'password.repeats'
  | 'password.contains_name'
  | 'password.common'
> {
  const characters = [...password];
  if (characters.length < shortestPassword) return refuse('password.too_short');
  if (characters.length > longestPassword) return refuse('password.too_long');
  if (new Set(characters).size < 5) return refuse('password.repeats');
  const lower = password.toLocaleLowerCase('en');
  if (namesIn(facts).some((name) => lower.includes(name))) return refuse('password.contains_name');
  return facts.common ? refuse('password.common') : ok(password);
}

/** Both sides of the address, the name, and the longer words of the name. */
function namesIn({ email, displayName }: PasswordFacts): string[] {
  const words = displayName.split(/[^\p{L}\p{N}]+/u).filter((word) => word.length >= 5);
  return [...email.split('@'), displayName, ...words]
    .map((name) => name.trim().toLocaleLowerCase('en'))
    .filter((name) => name.length >= 4);
}
