import fc from 'fast-check';
import { jsonLog, JsonLogger } from './json-logger.js';

/** Everything at which a reader of logs may begin a new line or change the order of what it shows. */
const breaking = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/;

const nasty = fc.string({
  unit: fc.oneof(
    fc.constantFrom(
      '\n',
      '\r',
      '\r\n',
      '\u0000',
      '\u001b',
      '\u007f',
      '\u0085',
      '\u2028',
      '\u2029',
      '\u202e',
      '\ufeff',
    ),
    fc.constantFrom('"', '\\', '{', '}', '","level":"fatal', '\ud800', '\udfff', '😀'),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 3 }),
  ),
  maxLength: 30,
});

function logged(write: (log: JsonLogger) => void): string[] {
  const chunks: string[] = [];
  write(new JsonLogger(jsonLog({ write: (chunk) => void chunks.push(chunk) })));
  return chunks;
}

/** Half of a surrogate pair is no character; lines carry the sign for one instead. */
const wellFormed = (text: string): string =>
  text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');

describe('a line of the log', () => {
  it('is one line and whole JSON, whatever text is in it, and the text can be read back', () => {
    fc.assert(
      fc.property(nasty, nasty, fc.dictionary(nasty, nasty, { maxKeys: 3 }), (text, context, detail) => {
        const chunks = logged((log) => {
          log.log(text, context);
          log.warn({ detail });
          log.error(new Error(text), context);
        });
        expect(chunks).toHaveLength(3);
        for (const chunk of chunks) {
          expect(chunk.endsWith('\n')).toBe(true);
          expect(breaking.test(chunk.slice(0, -1))).toBe(false);
          const line = JSON.parse(chunk) as Record<string, unknown>;
          expect(['info', 'warn', 'error']).toContain(line['level']);
        }
        const [first] = chunks;
        const read = JSON.parse(first ?? '') as { msg: string; level: string };
        expect(read.level).toBe('info');
        expect(wellFormed(read.msg)).toBe(wellFormed(text));
      }),
      { numRuns: 150 },
    );
  });
});
