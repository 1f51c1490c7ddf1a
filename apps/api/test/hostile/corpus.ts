import { appendBlocks, fragmentOf } from '@concordat/document';
import * as Y from 'yjs';
import { kinds, type Spot, types, UpdateBytes } from './update-bytes.js';

/** What an attacker knows when they make an update. */
export interface Target {
  /** The section's text as it stands, as one update. */
  readonly text: Uint8Array;
  /** A client id of somebody else that has written here. */
  readonly victim: number;
  readonly random: () => number;
}

/** Makes updates of one kind that no editor of ours would send. */
export interface Attack {
  readonly name: string;
  /** How many of a thousand updates are of this kind. */
  readonly share: number;
  /** The codes it may be refused with; `accepted` where it may be harmless, such as a mutant that is only other text. */
  readonly outcomes: readonly string[];
  readonly make: (target: Target) => Uint8Array;
}

const whole = (random: () => number, below: number): number => Math.floor(random() * below);
const oneOf = <T>(random: () => number, of: readonly [T, ...T[]]): T => of[whole(random, of.length)] ?? of[0];
const clientOf = (random: () => number): number => 1 + whole(random, 2 ** 32 - 2);

/** A change to a copy of the text under a client id of the attacker's. */
function change({ text, random }: Target, edit: (doc: Y.Doc) => void): Uint8Array {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, text);
  doc.clientID = clientOf(random);
  let made: Uint8Array = new Uint8Array();
  doc.on('update', (update: Uint8Array) => (made = update));
  doc.transact(() => edit(doc));
  return made;
}

const paragraph = (target: Target): Uint8Array =>
  change(target, (doc) => appendBlocks(doc, [{ type: 'paragraph', text: 'forged words' }]));

const block = (element: Y.XmlElement | Y.XmlText) => (doc: Y.Doc) => fragmentOf(doc).insert(0, [element]);

function marked(attributes: Record<string, unknown>): Y.XmlElement {
  const text = new Y.XmlText();
  text.insert(0, 'click', attributes);
  const made = new Y.XmlElement('paragraph');
  made.insert(0, [text]);
  return made;
}

/** One struct of one new client, with what follows it written by hand. */
function struct(random: () => number, write: (bytes: UpdateBytes, own: Spot) => void, count = 1): Uint8Array {
  const own = { client: clientOf(random), clock: 0 };
  const bytes = new UpdateBytes().number(1).run(count, own);
  write(bytes, own);
  return bytes.number(0).done();
}

const paragraphWith = (random: () => number, key: string, write: (bytes: UpdateBytes) => void): Uint8Array =>
  struct(
    random,
    (bytes, own) => {
      bytes.inside(kinds.type, 'text').number(types.element).text('heading');
      bytes.inside(kinds.any, own, key).number(1);
      write(bytes);
    },
    2,
  );

const marking = (random: () => number, key: string, json: string): Uint8Array =>
  struct(
    random,
    (bytes, own) => {
      bytes.inside(kinds.type, 'text').number(types.element).text('paragraph');
      bytes.inside(kinds.type, own).number(types.text);
      bytes
        .inside(kinds.mark, { ...own, clock: 1 })
        .text(key)
        .text(json);
      bytes.between(kinds.text, { ...own, clock: 2 }, null).text('x');
    },
    4,
  );

/**
 * Items that all want the same place, each between nothing and another character: finding a place for each means
 * looking at all the others, so that a few kilobytes cost seconds.
 */
export function crowd({ random }: Pick<Target, 'random'>, size: number): Uint8Array {
  const own = { client: clientOf(random), clock: 0 };
  const bytes = new UpdateBytes().number(1).run(size + 3, own);
  bytes.inside(kinds.type, 'text').number(types.element).text('paragraph');
  bytes.inside(kinds.type, own).number(types.text);
  bytes.inside(kinds.text, { ...own, clock: 1 }).text('x'.repeat(size));
  for (let at = 0; at < size; at += 1) bytes.between(kinds.text, null, { ...own, clock: 2 + at }).text('y');
  return bytes.number(0).done();
}

const refused = (...codes: readonly string[]): readonly string[] => codes.map((code) => `update.${code}`);
const malformed = refused('malformed');
const schema = refused('schema');

/** Every kind of update that may not come in, and those that may as long as they harm nobody. */
export const attacks: readonly Attack[] = [
  {
    name: 'mutants of an honest update',
    share: 480,
    outcomes: ['accepted', ...refused('malformed', 'schema', 'gap', 'foreign_client', 'too_heavy')],
    make: (target) => {
      const bytes = Uint8Array.from(paragraph(target));
      for (let flips = 1 + whole(target.random, 6); flips > 0; flips -= 1)
        bytes[whole(target.random, bytes.length)] = whole(target.random, 256);
      return bytes;
    },
  },
  {
    name: 'cut short',
    share: 60,
    outcomes: malformed,
    make: (target) => {
      const bytes = paragraph(target);
      return bytes.slice(0, 3 + whole(target.random, bytes.length - 4));
    },
  },
  {
    name: 'followed by more bytes',
    share: 40,
    outcomes: malformed,
    make: (target) => Buffer.concat([paragraph(target), Buffer.from([whole(target.random, 256)])]),
  },
  {
    name: 'random bytes',
    share: 60,
    outcomes: refused('malformed', 'schema', 'too_heavy', 'gap'),
    make: ({ random }) => Uint8Array.from({ length: 3 + whole(random, 2_000) }, () => whole(random, 256)),
  },
  {
    name: 'in the second encoding',
    share: 50,
    outcomes: refused('malformed', 'schema', 'too_heavy', 'gap'),
    make: (target) => Y.convertUpdateFormatV1ToV2(paragraph(target)),
  },
  {
    name: 'built on what never came',
    share: 50,
    outcomes: refused('gap'),
    make: (target) => {
      const doc = new Y.Doc();
      doc.clientID = clientOf(target.random);
      appendBlocks(doc, [{ type: 'paragraph', text: 'first' }]);
      const before = Y.encodeStateVector(doc);
      appendBlocks(doc, [{ type: 'paragraph', text: 'second' }]);
      return Y.encodeStateAsUpdate(doc, before);
    },
  },
  {
    name: 'with a hole in the middle',
    share: 10,
    outcomes: refused('gap'),
    make: ({ random }) =>
      struct(random, (bytes) => bytes.raw(kinds.skip).number(5).inside(kinds.type, 'text').number(6), 2),
  },
  {
    name: 'under somebody else’s client id',
    share: 50,
    outcomes: refused('foreign_client'),
    make: ({ victim }) => {
      // Longer than anything they have written: whatever they wrote meanwhile, it goes beyond.
      const doc = new Y.Doc();
      doc.clientID = victim;
      appendBlocks(doc, [{ type: 'paragraph', text: 'forged '.repeat(40_000) }]);
      return Y.encodeStateAsUpdate(doc);
    },
  },
  {
    name: 'places that somebody else will need',
    share: 20,
    outcomes: refused('foreign_client'),
    make: ({ victim }) =>
      new UpdateBytes()
        .number(1)
        .run(1, { client: victim, clock: 0 })
        .raw(kinds.collected)
        .number(2 ** 23)
        .number(0)
        .done(),
  },
  {
    name: 'more structs than there are bytes',
    share: 20,
    outcomes: refused('too_heavy', 'malformed'),
    make: ({ random }) => struct(random, (bytes) => bytes.raw(0, 1), 10 ** (2 + whole(random, 13))),
  },
  {
    name: 'a clock that runs away',
    share: 15,
    outcomes: malformed,
    make: ({ random }) =>
      struct(random, (bytes) =>
        bytes.raw(oneOf(random, [kinds.collected, kinds.deleted])).number(2 ** (25 + whole(random, 28))),
      ),
  },
  {
    name: 'numbers without an end',
    share: 10,
    outcomes: refused('malformed', 'too_heavy'),
    make: ({ random }) =>
      struct(random, (bytes) => bytes.raw(0, ...Array<number>(8 + whole(random, 200)).fill(128), 0)),
  },
  {
    name: 'structs without a place',
    share: 10,
    outcomes: refused('malformed', 'schema'),
    make: ({ random }) => struct(random, (bytes) => bytes.raw(oneOf(random, [0, 1, 10])).number(0)),
  },
  {
    name: 'deletions by the hundred thousand',
    share: 3,
    outcomes: refused('malformed', 'gap'),
    make: ({ victim }) => {
      const bytes = new UpdateBytes().number(0).number(1).number(victim).number(200_000);
      for (let range = 0; range < 200_000; range += 1) bytes.number(0).number(2);
      return bytes.done();
    },
  },
  {
    name: 'deletions of what is not there',
    share: 15,
    outcomes: refused('gap', 'malformed'),
    make: ({ random, victim }) =>
      new UpdateBytes()
        .number(0)
        .number(1)
        .number(oneOf(random, [victim, clientOf(random)]))
        .number(1)
        .number(0)
        .number(2 ** (20 + whole(random, 30)))
        .done(),
  },
  {
    name: 'a node that no section has',
    share: 20,
    outcomes: schema,
    make: (target) =>
      change(
        target,
        block(new Y.XmlElement(oneOf(target.random, ['script', 'iframe', 'img', 'doc', '__proto__']))),
      ),
  },
  {
    name: 'a node where it may not stand',
    share: 10,
    outcomes: schema,
    make: (target) =>
      change(
        target,
        block(
          oneOf<Y.XmlElement | Y.XmlText>(target.random, [
            new Y.XmlElement('tableCell'),
            new Y.XmlText('bare'),
          ]),
        ),
      ),
  },
  {
    name: 'a root that nobody reads',
    share: 10,
    outcomes: schema,
    make: (target) =>
      change(target, (doc) =>
        doc.getMap(oneOf(target.random, ['elsewhere', '__proto__', 'constructor', 'texT'])).set('a', 1),
      ),
  },
  {
    name: 'embedded objects, bytes and documents',
    share: 10,
    outcomes: schema,
    make: (target) =>
      change(target, (doc) => {
        const text = new Y.XmlText();
        const made = new Y.XmlElement('paragraph');
        made.insert(0, [text]);
        fragmentOf(doc).insert(0, [made]);
        const hidden = oneOf<object>(target.random, [
          { image: 'x' },
          new Y.Map(),
          new Y.Doc(),
          Uint8Array.of(1),
        ]);
        text.insertEmbed(0, hidden);
      }),
  },
  {
    name: 'hooks and lists',
    share: 5,
    outcomes: schema,
    make: ({ random }) =>
      struct(
        random,
        (bytes) =>
          bytes
            .inside(kinds.type, 'text')
            .number(oneOf(random, [0, 1, 2, 4]))
            .number(0),
        1,
      ),
  },
  {
    name: 'a script behind a link',
    share: 20,
    outcomes: schema,
    make: (target) => {
      const href = oneOf(target.random, [
        'javascript:alert(1)',
        ' javascript:alert(1)',
        'JaVaScRiPt:alert(1)',
        'java\nscript:alert(1)',
        'data:text/html,<script>alert(1)</script>',
        'vbscript:x',
        '//evil.example',
        'https://a'.padEnd(3_000, 'a'),
      ]);
      return change(target, block(marked({ link: { href } })));
    },
  },
  {
    name: 'keys of every object’s prototype',
    share: 15,
    outcomes: schema,
    make: ({ random }) => {
      const key = oneOf(random, ['__proto__', 'constructor', 'toString', 'hasOwnProperty']);
      return oneOf(random, [
        () => marking(random, key, '{"polluted":true}'),
        () => marking(random, 'link', `{"href":"https://example.org","__proto__":{"polluted":true}}`),
        () => paragraphWith(random, key, (bytes) => bytes.raw(118).number(1).text('polluted').raw(120)),
        () =>
          paragraphWith(random, 'level', (bytes) =>
            bytes.raw(118).number(1).text('__proto__').raw(118).number(0),
          ),
      ])();
    },
  },
  {
    name: 'values that nest without end',
    share: 5,
    outcomes: refused('schema', 'malformed'),
    make: ({ random }) =>
      oneOf(random, [
        () => marking(random, 'link', '['.repeat(4_000) + ']'.repeat(4_000)),
        () => marking(random, 'bold', `{"a":`.repeat(500) + '1' + '}'.repeat(500)),
        () => marking(random, 'link', `"${'\\"'.repeat(2_000)}`),
        () =>
          paragraphWith(random, 'level', (bytes) =>
            bytes.raw(
              ...Array<number>(4_000)
                .fill(117)
                .flatMap((each) => [each, 1]),
            ),
          ),
      ])(),
  },
  {
    name: 'towers of blocks',
    share: 6,
    outcomes: refused('schema', 'malformed', 'too_heavy'),
    make: ({ random }) => {
      const floors = 40 + whole(random, 4_000);
      return struct(
        random,
        (bytes, own) => {
          for (let floor = 0; floor < floors; floor += 1)
            bytes
              .inside(kinds.type, floor === 0 ? 'text' : { ...own, clock: floor - 1 })
              .number(types.element)
              .text('blockquote');
        },
        floors,
      );
    },
  },
  {
    name: 'items that stand on themselves',
    share: 6,
    outcomes: refused('malformed', 'gap', 'schema'),
    make: ({ random }) =>
      struct(random, (bytes, own) =>
        bytes.between(kinds.text, { ...own, clock: whole(random, 3) }, null).text('self'),
      ),
  },
  {
    name: 'characters that are none',
    share: 5,
    outcomes: malformed,
    make: ({ random }) =>
      struct(random, (bytes) => {
        const bad = oneOf(random, [[0xff], [0xed, 0xa0, 0x80], [0xc0, 0x80], [0xf8, 0x88, 0x80, 0x80, 0x80]]);
        bytes
          .inside(kinds.text, 'text')
          .number(bad.length)
          .raw(...bad);
      }),
  },
  {
    name: 'two runs of one client',
    share: 5,
    outcomes: refused('malformed'),
    make: ({ random }) => {
      const own = { client: clientOf(random), clock: 0 };
      const bytes = new UpdateBytes().number(2);
      for (let run = 0; run < 2; run += 1)
        bytes.run(1, own).inside(kinds.type, 'text').number(types.element).text('paragraph');
      return bytes.number(0).done();
    },
  },
  {
    name: 'more than a mebibyte',
    share: 1,
    outcomes: refused('too_large'),
    make: (target) =>
      change(target, (doc) => appendBlocks(doc, [{ type: 'paragraph', text: 'x'.repeat(2 ** 20 + 1) }])),
  },
  {
    name: 'crowds that want one place',
    share: 2,
    outcomes: refused('too_heavy'),
    make: (target) => crowd(target, 12_000),
  },
];

/** Draws kinds by their shares, each of them once before any a second time. */
export function* drawAttacks(random: () => number): Generator<Attack> {
  yield* attacks;
  const shares = attacks.flatMap((attack) => Array<Attack>(attack.share).fill(attack));
  for (;;) {
    const drawn = shares[whole(random, shares.length)];
    if (drawn) yield drawn;
  }
}
