import { readdirSync } from 'node:fs';
import path from 'node:path';
import compile from 'icu-minify/compile';
import { messageOf, registerMessages } from './i18n.js';
import { type CompiledMessage, fillMessage } from './icu.js';

const source = path.join(__dirname, '..');
const files = (readdirSync(source, { recursive: true }) as string[]).filter((name) => /\.en\.ts$/.test(name));

/** Every message there is, as pages carry it. */
async function everyMessage(): Promise<[string, CompiledMessage][]> {
  const loaded = await Promise.all(
    files.map((name) => import(path.join(source, name)) as Promise<Record<string, object>>),
  );
  return loaded.flatMap(({ messages }) =>
    Object.entries((messages ?? {}) as Record<string, CompiledMessage>),
  );
}

/** The names of gaps in a message: the first of each list, and of those in its cases. */
function gapsIn(message: unknown): string[] {
  if (!Array.isArray(message)) return [];
  return (message as unknown[]).flatMap((part) => {
    if (!Array.isArray(part)) return [];
    const [name, , cases] = part as [string, number?, object?];
    return [name, ...Object.values(cases ?? {}).flatMap(gapsIn)];
  });
}

describe('the messages of the interface', () => {
  it('are read before they are in the page, and can all be filled', async () => {
    const messages = await everyMessage();
    expect(messages.length).toBeGreaterThan(1000);
    for (const [key, message] of messages) {
      for (const count of [0, 1, 2, 1234]) {
        const gaps = Object.fromEntries(gapsIn(message).map((name) => [name, count]));
        const said = fillMessage(message, gaps, 'en');
        expect([key, said]).toEqual([key, expect.not.stringMatching(/[{}]|undefined|NaN/)]);
      }
    }
  });

  it('count, choose and quote as their notation says', () => {
    const say = (message: string, gaps = {}, language = 'en') =>
      fillMessage(compile(message), gaps, language);
    expect(say("It's {name}'s.", { name: 'Finland' })).toBe("It's Finland's.");
    expect(say("'{name}' is no gap")).toBe('{name} is no gap');
    expect(say('{limit, number} of {what}', { limit: 1_000_000, what: 'x' })).toBe('1,000,000 of x');
    expect(say('{who, select, me {you} other {they}}', { who: true })).toBe('they');
    const words = '{count, plural, =0 {žádné} one {# slovo} few {# slova} other {# slov}}';
    expect([0, 1, 3, 5].map((count) => say(words, { count }, 'cs'))).toEqual([
      'žádné',
      '1 slovo',
      '3 slova',
      '5 slov',
    ]);
  });

  it('throw here where a gap is missing, and leave their key where they are not known', () => {
    registerMessages('lacking', 'en', { wait: compile('for {name}') as string });
    expect(() => messageOf('lacking', 'wait')).toThrow('Missing value for argument "name"');
    expect(messageOf('lacking', 'wait', { name: 'Norway' })).toBe('for Norway');
    expect(messageOf('lacking', 'none')).toBe('none');
  });
});
