import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { refusalCodes } from '../index.js';

const source = join(dirname(fileURLToPath(import.meta.url)), '..');
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'),
);
const texts = files.map((file) => [file, readFileSync(join(source, file), 'utf8')] as const);

describe('refusal codes', () => {
  it('lists every code a rule refuses with', () => {
    const refused = texts.flatMap(([, text]) =>
      [...text.matchAll(/refuse\(\s*'([^']+)'/g)].map(([, code]) => code),
    );
    expect(refused.length).toBeGreaterThan(50);
    expect(refusalCodes).toEqual(expect.arrayContaining(refused));
  });

  it('lists nothing that no rule says, and nothing twice', () => {
    const rules = texts
      .filter(([file]) => !file.endsWith('refusal-codes.ts'))
      .map(([, text]) => text)
      .join('\n');
    expect(refusalCodes.filter((code) => !rules.includes(`'${code}'`))).toEqual([]);
    expect(new Set(refusalCodes).size).toBe(refusalCodes.length);
  });
});

describe('purity', () => {
  it('reads no clock and imports nothing but dates, and those only for time', () => {
    for (const [file, text] of texts) {
      expect([file, /Date\.now\(|new Date\(\)/.test(text)]).toEqual([file, false]);
      const outside = [...text.matchAll(/from '([^'.][^']*)'/g)].map(([, name]) => name);
      const allowed = file.startsWith('time') ? ['date-fns', '@date-fns/tz'] : [];
      expect([file, outside.filter((name) => !allowed.includes(name ?? ''))]).toEqual([file, []]);
    }
  });
});
