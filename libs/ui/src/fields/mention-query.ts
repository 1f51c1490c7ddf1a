/** What is being typed behind an @: where the @ stands and where the caret is, in UTF-16 units, and the words between. */
export interface MentionQuery {
  readonly from: number;
  readonly to: number;
  readonly words: string;
}

/** As far back as an @ is looked for. */
const longest = 40;

/** The name that is begun at the caret; null where none is. An @ inside a word (an address) begins none. */
export function queryAt(text: string, caret: number): MentionQuery | null {
  const before = text.slice(0, caret);
  const from = before.lastIndexOf('@');
  if (from < 0 || caret - from > longest) return null;
  const words = before.slice(from + 1);
  const isBegun = from === 0 || /[\s(\[“"'‘,;:/–-]/.test(before.charAt(from - 1));
  return isBegun && !/[\n]|^\s/.test(words) ? { from, to: caret, words } : null;
}

/** The text with the name in the place of what was typed, and where the caret goes: behind the name and one space. */
export function insertMention(
  text: string,
  { from, to }: MentionQuery,
  label: string,
): { readonly text: string; readonly caret: number } {
  const after = text.slice(to);
  const space = /^\s/.test(after) ? '' : ' ';
  const named = `${text.slice(0, from)}@${label}${space}`;
  return { text: named + after, caret: named.length + (space === '' ? 1 : 0) };
}
