import { randomUUID } from 'node:crypto';
import { appendBlocks, fragmentOf } from '@concordat/document';
import { seeded, seedOfRun } from '@concordat/testing';
import * as Y from 'yjs';
import { openGate, textOf, Writer } from '../../../../test/gate-fixture.js';
import { attacks, crowd, type Target } from '../../../../test/hostile/corpus.js';
import { JudgePool } from './judge-pool.js';
import { defaultJudgeLimits } from './judge-thread.js';

const random = seeded(seedOfRun);
const passed = { refusal: null, mend: null };
const refused = (reason: string) => ({ ok: false, reason });

/** An update that takes seconds to put in. */
const bomb = (): Uint8Array => crowd({ random }, 12_000);

const newBlock = (text: string): Uint8Array => {
  const doc = new Y.Doc();
  appendBlocks(doc, [{ type: 'paragraph', text }]);
  return Y.encodeStateAsUpdate(doc);
};

describe('threads that judge', () => {
  const reasons: string[] = [];
  const pool = new JudgePool(defaultJudgeLimits, (reason) => reasons.push(reason));
  afterEach(() => reasons.splice(0));
  afterAll(() => pool.close());

  it('let through what fits and keep it, and say why the rest does not', async () => {
    const judge = pool.section(randomUUID());
    const writer = new Writer();
    expect(await judge.judge(writer.writes('first'), 'edit', () => [])).toEqual(passed);
    const second = writer.writes('second');
    expect(await judge.judge(second, 'edit', () => [])).toEqual(passed);
    const script = writer.change((doc) => fragmentOf(doc).insert(0, [new Y.XmlElement('tableCell')]));
    expect(await judge.judge(script, 'edit', () => [])).toEqual({ refusal: 'update.schema' });
  });

  it('take in what went past them, and the whole text after a refusal', async () => {
    const judge = pool.section(randomUUID());
    const writer = new Writer();
    const text = [writer.writes('first')];
    await judge.judge(text[0] ?? new Uint8Array(), 'edit', () => []);
    for (let index = 0; index < 3; index += 1) {
      const past = writer.writes(`past ${index}`);
      text.push(past);
      judge.saw(past);
      const next = writer.writes(`judged ${index}`);
      expect(await judge.judge(next, 'edit', () => text)).toEqual(passed);
      text.push(next);
      const bad = new Writer().change((doc) => fragmentOf(doc).insert(0, [new Y.XmlText('bare')]));
      expect(await judge.judge(bad, 'edit', () => text)).toEqual({ refusal: 'update.schema' });
    }
  });

  it('end with what takes too long, and judge everybody else again', async () => {
    const attacked = pool.section('attacked');
    const others = Array.from({ length: 8 }, (_, index) => pool.section(`other ${index}`));
    const answers = await Promise.all([
      attacked.judge(bomb(), 'edit', () => []),
      ...others.map((judge, index) => judge.judge(newBlock(`words ${index}`), 'edit', () => [])),
    ]);
    expect(answers).toEqual([{ refusal: 'update.too_heavy' }, ...others.map(() => passed)]);
    expect(reasons).toEqual([expect.stringMatching(/200 ms/), expect.stringMatching(/200 ms/)]);
    expect(await attacked.judge(newBlock('after'), 'edit', () => [])).toEqual(passed);
  });

  it('that crash cost nobody but the section that made them', async () => {
    const [small] = [
      new JudgePool({ ...defaultJudgeLimits, heapMiB: 1, updateMs: 5_000 }, (reason) => reasons.push(reason)),
    ];
    try {
      const judge = small.section('one');
      await expect(judge.judge(newBlock('x'), 'edit', () => [])).rejects.toThrow(/as fast as they start/);
      expect(reasons.join()).toMatch(/memory/i);
    } finally {
      small.close();
    }
  });
});

describe('a gate that meets bombs', () => {
  it('refuses them by name while the same section’s and other sections’ words are saved', async () => {
    const [hostile, calm] = [await openGate(), await openGate()];
    const [attacker, here, elsewhere] = [new Writer(), new Writer(), new Writer()];
    const answers = await Promise.all([
      hostile.gate.receive(bomb(), attacker.author),
      hostile.gate.receive(here.writes('here'), here.author),
      calm.gate.receive(elsewhere.writes('elsewhere'), elsewhere.author),
    ]);
    expect(answers).toEqual([
      refused('update.too_heavy'),
      { ok: true, value: { seq: 1 } },
      { ok: true, value: { seq: 1 } },
    ]);
    expect([textOf(hostile.gate), textOf(calm.gate)]).toEqual(['here', 'elsewhere']);
  });

  it.each(attacks.slice(0, -1).map((attack) => [attack.name, attack] as const))(
    '%s',
    async (_name, attack) => {
      const { gate, log, alarms } = await openGate();
      const victim = new Writer();
      await gate.receive(victim.writes('Keep this sentence.'), victim.author);
      for (let round = 0; round < 5; round += 1) {
        const target: Target = { text: gate.state().update, victim: victim.doc.clientID, random };
        const update = attack.make(target);
        const answer = await gate.receive(update, new Writer().author);
        const outcome = answer.ok ? 'accepted' : answer.reason;
        if (!attack.outcomes.includes(outcome))
          throw new Error(`${outcome} for ${Buffer.from(update.slice(0, 300)).toString('hex')}`);
        if (attack.share < 5) break;
      }
      expect((await gate.receive(victim.writes('And this one.'), victim.author)).ok).toBe(true);
      expect(textOf(gate)).toContain('Keep this sentence.');
      expect(alarms).toEqual([]);
      expect(log.committed.length).toBeGreaterThanOrEqual(2);
      expect(Object.prototype).not.toHaveProperty('polluted');
    },
  );
});
