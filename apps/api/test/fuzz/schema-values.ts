import fc from 'fast-check';

/** A JSON schema as the API's document writes it. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

/** Identifiers of things that exist, by what a parameter or field that names one is called: `sectionId`. */
export class Identifiers {
  private readonly all: readonly string[];

  constructor(private readonly byName: ReadonlyMap<string, readonly string[]>) {
    this.all = [...byName.values()].flat();
  }

  /** Mostly one of the kind that the name asks for, sometimes one of another kind, sometimes one of nothing. */
  of(name: string): fc.Arbitrary<string> {
    const kind =
      [...this.byName].find(([known]) => name.toLowerCase().endsWith(known.toLowerCase()))?.[1] ?? [];
    return fc.oneof(
      { weight: kind.length > 0 ? 12 : 0, arbitrary: fc.constantFrom(...kind, this.all[0] ?? '') },
      { weight: 2, arbitrary: fc.constantFrom(...this.all) },
      { weight: 1, arbitrary: fc.uuid() },
    );
  }
}

/** Strings that have broken programs: for databases, terminals, spreadsheets, pages, paths, headers and prototypes. */
export const nastyStrings: readonly string[] = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\udfff\ud800',
  '\u202e\u2066drow',
  '\u2028\u2029',
  'line\r\nX-Injected: 1',
  '__proto__',
  'constructor',
  'toString',
  'null',
  'NaN',
  '-0',
  '1e999',
  "' or 1=1 --",
  '$1; drop table person',
  '{{7*7}}${7*7}',
  '<script>window.hacked=1</script>',
  '"><img src=x onerror=window.hacked=1>',
  'javascript:window.hacked=1',
  "=cmd|' /C calc'!A0",
  '../../../../etc/passwd',
  '%00%2e%2e%2f',
  '👩‍👩‍👧‍👦'.repeat(50),
  'é\u0301'.repeat(400),
  'x'.repeat(70_000),
];

const nasty = fc.constantFrom(...nastyStrings);

/** Anything at all, small. */
const anything = fc.oneof(
  fc.constantFrom<unknown>(null, true, 0, -1, 1.5, 2 ** 31, 2 ** 53, -(2 ** 63), 1e308, [], {}, [[]]),
  nasty,
  fc.jsonValue({ maxDepth: 2 }),
);

/** Bodies whose keys reach for the prototype; made by the parser, so that `__proto__` is a key of its own. */
export const poisonedBodies: readonly string[] = [
  '{"__proto__":{"polluted":true}}',
  '{"constructor":{"prototype":{"polluted":true}}}',
  '{"__proto__":{"isAdmin":true,"installationRoles":["admin"]},"version":1}',
  '[{"__proto__":{"polluted":true}}]',
  '{"a":{"__proto__":{"__proto__":{"polluted":true}}}}',
];

/** Bodies that are no JSON, or JSON that nobody wants. */
export const brokenBodies: readonly string[] = [
  '',
  '{',
  '{"version":1',
  'null',
  '"text"',
  '[]',
  '1e999',
  '{"version":1}}',
  '\u0000',
  '\ufeff{}',
  `${'['.repeat(5_000)}${']'.repeat(5_000)}`,
  `${'{"a":'.repeat(2_000)}1${'}'.repeat(2_000)}`,
  `{"version":${'9'.repeat(400)}}`,
];

function isoInstant(): fc.Arbitrary<string> {
  return fc
    .date({ min: new Date('1970-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString());
}

function stringOf(schema: Schema, ids: Identifiers, name: string): fc.Arbitrary<string> {
  const { format, minLength = 0, maxLength = 60 } = schema;
  if (format === 'uuid') return ids.of(name);
  if (format === 'date-time') return isoInstant();
  if (format === 'email') return fc.emailAddress();
  return fc.string({ minLength, maxLength: Math.max(minLength, Math.min(maxLength, 60)), unit: 'grapheme' });
}

function objectOf(schema: Schema, ids: Identifiers): fc.Arbitrary<unknown> {
  const { properties = {}, required = [] } = schema;
  const values = Object.fromEntries(
    Object.entries(properties).map(([name, of]) => [name, valueOf(of, ids, name)]),
  );
  return fc.record(values, { requiredKeys: [...required] });
}

/** Values that mostly fit a schema; `name` is what the field that holds them is called. */
export function valueOf(schema: Schema, ids: Identifiers, name = ''): fc.Arbitrary<unknown> {
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return fc.oneof(...choices.map((choice) => valueOf(choice, ids, name)));
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const [type] = [schema.type].flat();
  const { minimum = -3, maximum = 1_000 } = schema;
  switch (type) {
    case 'string':
      return stringOf(schema, ids, name);
    case 'integer':
      return fc.integer({
        min: Math.max(minimum, -(2 ** 31)),
        max: Math.min(Math.max(minimum, maximum), 2 ** 31),
      });
    case 'number':
      return fc.double({ min: minimum, max: Math.max(minimum, maximum), noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return fc.array(valueOf(schema.items ?? {}, ids, name.replace(/Ids$/, 'Id')), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.max(schema.minItems ?? 0, Math.min(schema.maxItems ?? 4, 4)),
      });
    case 'object':
      return objectOf(schema, ids);
    default:
      return anything;
  }
}

/** An object with one thing wrong: a part replaced, dropped or added. */
function spoiled(whole: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const names = fc.oneof(
    fc.constantFrom('extra', 'constructor', 'prototype', 'id', 'version', '$where'),
    nasty,
  );
  return fc
    .tuple(whole, fc.nat(), anything, names, fc.constantFrom('replace', 'drop', 'add'))
    .map(([value, at, other, name, how]) => {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return other;
      const entries = Object.entries(value);
      const index = at % Math.max(1, entries.length);
      if (how === 'add') return { ...value, [name]: other };
      if (how === 'drop') return Object.fromEntries(entries.filter((_, each) => each !== index));
      return Object.fromEntries(
        entries.map(([key, kept], each): [string, unknown] => [key, each === index ? other : kept]),
      );
    });
}

/** Bodies as they are sent: half of them right by the schema, the others wrong in every way. */
export function bodyOf(schema: Schema, ids: Identifiers): fc.Arbitrary<string> {
  const right = valueOf(schema, ids);
  const text = (values: fc.Arbitrary<unknown>): fc.Arbitrary<string> =>
    values.map((value) => JSON.stringify(value));
  return fc.oneof(
    { weight: 6, arbitrary: text(right) },
    { weight: 4, arbitrary: text(spoiled(right)) },
    { weight: 1, arbitrary: text(anything) },
    { weight: 1, arbitrary: fc.constantFrom(...poisonedBodies, ...brokenBodies) },
  );
}

/** Half a character cannot be written in an address, and servers end very long ones early. */
const fitsAnAddress = (text: string): boolean => text.length < 3_000 && !/\p{Surrogate}/u.test(text);

/** A part of a path: mostly the identifier of something, else whatever fits into an address. */
export function pathPart(ids: Identifiers, name: string): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 10, arbitrary: ids.of(name) },
    {
      weight: 1,
      arbitrary: nasty.filter((text) => text !== '' && fitsAnAddress(text)),
    },
  );
}

/** What stands after the question mark. */
export function queryOf(
  parameters: readonly { name: string; schema: Schema }[],
  ids: Identifiers,
): fc.Arbitrary<string> {
  const pairs = parameters.map(({ name, schema }) =>
    fc.option(
      fc
        .oneof(
          { weight: 3, arbitrary: valueOf(schema, ids, name).map(String) },
          { weight: 1, arbitrary: nasty },
        )
        .filter((text) => fitsAnAddress(text))
        .map((text) => `${name}=${encodeURIComponent(text)}`),
      { nil: '', freq: 3 },
    ),
  );
  const strays = fc.option(
    fc.constantFrom(
      '__proto__[polluted]=1',
      'constructor[prototype][polluted]=1',
      'a[]=1&a[]=2',
      'x=%E0%A4%A',
      '%00=1',
    ),
    { nil: '', freq: 8 },
  );
  return fc.tuple(...pairs, strays).map((parts) => parts.filter((part) => part !== '').join('&'));
}
