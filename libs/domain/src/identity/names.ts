/** An address as accounts are looked up by it: trimmed and in lower case. */
export function normaliseEmail(email: string): string {
  return email.trim().normalize('NFC').toLowerCase();
}

/** Says whether two addresses belong to the same account. */
export function sameEmail(one: string, other: string): boolean {
  return normaliseEmail(one) === normaliseEmail(other);
}

/** A name on one line, without control characters or doubled spaces. */
export function normaliseDisplayName(name: string): string {
  return name
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** What screens call a person; somebody erased is a former member of their state, so that history still reads. */
export function displayNameOf(person: {
  readonly displayName: string;
  readonly email: string;
  readonly erased: boolean;
  readonly stateCode: string | null;
}): string {
  if (person.erased) return person.stateCode ? `Former member (${person.stateCode})` : 'Former member';
  return normaliseDisplayName(person.displayName) || (normaliseEmail(person.email).split('@')[0] ?? '');
}

/** One or two capital letters for a person's mark: the first of the first and of the last word. */
export function initialsOf(displayName: string): string {
  const words = normaliseDisplayName(displayName)
    .split(' ')
    .map((word) => word.replace(/[^\p{L}\p{N}]/gu, ''))
    .filter((word) => word !== '');
  const picked = words.length > 1 ? [words[0], words.at(-1)] : words;
  return picked.map((word) => [...(word ?? '')][0]?.toLocaleUpperCase('en') ?? '').join('');
}
