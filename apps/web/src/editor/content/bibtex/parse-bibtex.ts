/** More than this is not read at once: characters of the text, entries in it. */
export const longestBibtex = 200_000;
export const mostEntries = 200;

/** Why an entry could not be read. */
export type BibtexProblem =
  | 'empty'
  | 'too_long'
  | 'too_many'
  | 'unclosed'
  | 'no_key'
  | 'no_equals'
  | 'no_value'
  | 'no_comma'
  | 'unknown_name'
  | 'no_title'
  | 'field_too_long';

/** What is wrong, in which entry (by its name, or its type; null outside any) and on which line, 1 for the first. */
export interface BibtexError {
  readonly problem: BibtexProblem;
  readonly entry: string | null;
  readonly line: number;
  /** The field, where one is to blame. */
  readonly field?: string;
}

/** An entry as it was written: fields by their names in small letters, values without the outermost braces. */
export interface BibtexEntry {
  readonly key: string;
  readonly line: number;
  readonly fields: ReadonlyMap<string, string>;
}

/** What came of reading: one wrong entry spoils no other. */
export interface BibtexReading {
  readonly entries: readonly BibtexEntry[];
  readonly errors: readonly BibtexError[];
}

class Wrong extends Error {
  constructor(
    readonly problem: BibtexProblem,
    readonly at: number,
    readonly field?: string,
  ) {
    super(problem);
  }
}

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/**
 * Reads BibTeX strictly: `@type{name, field = value, ...}` with values in braces, quotation marks, as numbers or as names
 * that a `@string` explains, joined by `#`. `@comment` and `@preamble` are passed over, as is what stands between
 * entries. An entry that is wrong is told by its name and line, and reading goes on at the next line that begins one.
 */
export function parseBibtex(text: string): BibtexReading {
  if (text.length > longestBibtex) return refused('too_long');
  const entries: BibtexEntry[] = [];
  const errors: BibtexError[] = [];
  const names = new Map(months.map((month) => [month.slice(0, 3).toLowerCase(), month]));
  const lineAt = lineFinder(text);
  const start = /@([a-z]+)\s*([{(])/giy;
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at)) {
    start.lastIndex = at;
    const found = start.exec(text);
    if (!found) {
      at += 1;
      continue;
    }
    const [whole, type = '', open = ''] = found;
    const reader = new EntryReader(text, at + whole.length, open === '{' ? '}' : ')', names);
    try {
      switch (type.toLowerCase()) {
        case 'comment':
        case 'preamble':
          reader.skip();
          break;
        case 'string':
          for (const [name, value] of reader.fields()) names.set(name, value);
          break;
        default:
          if (entries.length + errors.length >= mostEntries) return refused('too_many', lineAt(at));
          reader.readKey();
          entries.push({ key: reader.key, line: lineAt(at), fields: reader.fields() });
      }
      at = reader.at;
    } catch (error) {
      if (!(error instanceof Wrong)) throw error;
      const { problem, field } = error;
      errors.push({
        problem,
        entry: reader.key === '' ? `@${type}` : reader.key,
        line: lineAt(error.at),
        ...(field === undefined ? {} : { field }),
      });
      const next = text.slice(at + 1).search(/^[ \t]*@/m);
      if (next < 0) break;
      at += 1 + next;
    }
  }
  return entries.length + errors.length === 0 ? refused('empty') : { entries, errors };
}

const refused = (problem: BibtexProblem, line = 1): BibtexReading => ({
  entries: [],
  errors: [{ problem, entry: null, line }],
});

/** Finds lines by halving, so that many mistakes in a long text cost no more than one. */
function lineFinder(text: string): (at: number) => number {
  const breaks = [...text.matchAll(/\n/g)].map(({ index }) => index);
  return (at) => {
    let [low, high] = [0, breaks.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((breaks[middle] ?? 0) < at) low = middle + 1;
      else high = middle;
    }
    return low + 1;
  };
}

/** Reads what stands between the braces of one entry. */
class EntryReader {
  key = '';

  constructor(
    private readonly text: string,
    public at: number,
    private readonly close: '}' | ')',
    private readonly names: ReadonlyMap<string, string>,
  ) {}

  readKey(): void {
    const key = this.take(/[^\s,{}()=#"%]+/y);
    if (key === null) throw new Wrong('no_key', this.at);
    this.key = key;
    if (this.take(/,/y) === null && this.peek() !== this.close) throw new Wrong('no_comma', this.at);
  }

  fields(): Map<string, string> {
    const fields = new Map<string, string>();
    for (;;) {
      if (this.take(this.close === '}' ? /\}/y : /\)/y) !== null) return fields;
      const name = this.take(/[a-z][\w:.+-]*/iy)?.toLowerCase();
      if (name === undefined) throw new Wrong(this.isAtEnd() ? 'unclosed' : 'no_comma', this.at);
      if (this.take(/=/y) === null) throw new Wrong('no_equals', this.at, name);
      const value = this.value(name);
      // The first counts, as for BibTeX itself.
      if (!fields.has(name)) fields.set(name, value);
      const isOver = this.take(/,/y) === null;
      if (isOver && this.peek() !== this.close)
        throw new Wrong(this.isAtEnd() ? 'unclosed' : 'no_comma', this.at, name);
    }
  }

  /** Passes over what is no entry. */
  skip(): void {
    this.at -= 1;
    if (this.close === '}') this.balanced(this.at + 1, '}');
    else this.at = Math.max(this.at + 1, this.text.indexOf(')', this.at) + 1);
  }

  private value(name: string): string {
    const parts: string[] = [];
    do parts.push(this.part(name));
    while (this.take(/#/y) !== null);
    return parts.join('');
  }

  private part(name: string): string {
    const next = this.peek();
    if (next === '{') return this.balanced(this.at + 1, '}');
    if (next === '"') return this.balanced(this.at + 1, '"');
    const number = this.take(/\d+/y);
    if (number !== null) return number;
    const word = this.take(/[a-z][\w:.+-]*/iy);
    if (word === null) throw new Wrong('no_value', this.at, name);
    const known = this.names.get(word.toLowerCase());
    if (known === undefined) throw new Wrong('unknown_name', this.at - word.length, name);
    return known;
  }

  /** Reads up to the sign that closes, with braces in pairs between. */
  private balanced(from: number, close: '}' | '"'): string {
    let depth = 0;
    for (let at = from; at < this.text.length; at += 1) {
      const sign = this.text.charAt(at);
      if (sign === '\\') at += 1;
      else if (sign === close && depth === 0) {
        this.at = at + 1;
        return this.text.slice(from, at);
      } else if (sign === '{') depth += 1;
      else if (sign === '}') depth -= 1;
      if (depth < 0) break;
    }
    throw new Wrong('unclosed', from);
  }

  private peek(): string {
    this.take(/(?=[\s\S])/y);
    return this.text.charAt(this.at);
  }

  private isAtEnd(): boolean {
    return this.peek() === '';
  }

  /** Takes what fits here, white space before it passed over. */
  private take(pattern: RegExp): string | null {
    while (/\s/.test(this.text.charAt(this.at))) this.at += 1;
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0] ?? null;
    if (found !== null) this.at += found.length;
    return found;
  }
}
