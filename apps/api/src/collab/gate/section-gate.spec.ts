import { appendBlocks, fragmentOf } from '@concordat/document';
import { ok, refuse } from '@concordat/domain';
import * as Y from 'yjs';
import { openGate, textOf, Writer } from '../../../test/gate-fixture.js';
import { MemorySectionLog } from '../../../test/memory-section-log.js';
import { largestUpdate } from './read/read-update.js';
import { RateBudget } from './rate-budget.js';

const refused = (reason: string) => ({ ok: false, reason });
const accepted = (seq: number) => ({ ok: true, value: { seq } });

describe('what the gate accepts', () => {
  it('is stored before it is acknowledged, and only then shown and passed on', async () => {
    const { gate, log, accepted: passedOn } = await openGate();
    let shownBeforeCommit = 'nothing was asked';
    log.beforeCommit = () => {
      shownBeforeCommit = textOf(gate);
      return Promise.resolve();
    };
    const writer = new Writer();
    const update = writer.writes('Five petaflops');
    expect(await gate.receive(update, writer.author)).toEqual(accepted(1));
    expect(shownBeforeCommit).toBe('');
    expect(textOf(gate)).toBe('Five petaflops');
    expect(log.committed).toMatchObject([{ seq: 1, personId: writer.author.personId }]);
    expect(passedOn).toMatchObject([{ seq: 1, update, author: writer.author }]);
  });

  it('keeps the order and shares a commit among those who wait', async () => {
    const { gate, log } = await openGate();
    const writer = new Writer();
    const updates = Array.from({ length: 20 }, (_, index) => writer.writes(`p${index}`));
    const answers = await Promise.all(updates.map((update) => gate.receive(update, writer.author)));
    expect(answers).toEqual(updates.map((_, index) => accepted(index + 1)));
    expect(log.commits.length).toBeLessThan(20);
    expect(textOf(gate).split('\n')).toEqual(updates.map((_, index) => `p${index}`));
  });

  it('answers what it knows already without storing it again, frozen or not', async () => {
    const { gate, log } = await openGate();
    const writer = new Writer();
    const update = writer.writes('once');
    await gate.receive(update, writer.author);
    log.closed = 'section.frozen';
    expect(await gate.receive(update, writer.author)).toEqual(accepted(1));
    expect(await gate.receive(Y.encodeStateAsUpdate(writer.doc), new Writer().author)).toEqual(accepted(1));
    expect(log.committed).toHaveLength(1);
  });

  it('does not acknowledge a repetition before what it repeats', async () => {
    const { gate, log } = await openGate();
    const writer = new Writer();
    const update = writer.writes('once');
    log.beforeCommit = () => Promise.reject(new Error('disk full'));
    const answers = await Promise.all([
      gate.receive(update, writer.author),
      gate.receive(update, writer.author),
    ]);
    expect(answers).toEqual([refused('update.not_stored'), refused('update.not_stored')]);
  });

  it('lets the server edit for a person by the same road', async () => {
    const { gate, log } = await openGate();
    const author = { personId: 'finland', deviceId: 'server' };
    const write = (text: string) =>
      gate.edit(author, (doc) => appendBlocks(doc, [{ type: 'paragraph', text }]));
    expect(await write('one')).toEqual(accepted(1));
    expect(await write('two')).toEqual(accepted(2));
    log.closed = 'section.locked';
    expect(await write('three')).toEqual(refused('section.locked'));
    expect(textOf(gate)).toBe('one\ntwo');
  });
});

describe('what the gate refuses', () => {
  it.each(['section.frozen', 'section.locked', 'section.approved'] as const)(
    'is every edit of a section when it is %s, and the text stays',
    async (closed) => {
      const { gate, log } = await openGate();
      const writer = new Writer();
      await gate.receive(writer.writes('before'), writer.author);
      log.closed = closed;
      expect(await gate.receive(writer.writes('after'), writer.author)).toEqual(refused(closed));
      expect(textOf(gate)).toBe('before');
      log.closed = null;
      const other = new Writer().knows(gate.state().update);
      expect(await gate.receive(other.writes('again'), other.author)).toEqual(accepted(2));
    },
  );

  it('is what the rights of the moment forbid', async () => {
    const readers = new Set<string>();
    const { gate } = await openGate(undefined, {
      rights: (_section, { personId }) =>
        Promise.resolve(readers.has(personId) ? refuse('update.rights') : ok('edit')),
    });
    const writer = new Writer();
    expect(await gate.receive(writer.writes('one'), writer.author)).toEqual(accepted(1));
    readers.add(writer.author.personId);
    expect(await gate.receive(writer.writes('two'), writer.author)).toEqual(refused('update.rights'));
    expect(textOf(gate)).toBe('one');
  });

  it('is more than a mebibyte', async () => {
    const { gate } = await openGate();
    const { author } = new Writer();
    expect(await gate.receive(new Uint8Array(largestUpdate + 1), author)).toEqual(
      refused('update.too_large'),
    );
  });

  it('is more than a person may send in a minute, whoever else writes', async () => {
    const { gate } = await openGate(undefined, {
      budget: new RateBudget({ updatesPerMinute: 1, bytesPerMinute: 10_000 }, () => 0),
    });
    const [busy, calm] = [new Writer(), new Writer()];
    expect((await gate.receive(busy.writes('one'), busy.author)).ok).toBe(true);
    expect(await gate.receive(busy.writes('two'), busy.author)).toEqual(refused('update.rate'));
    expect((await gate.receive(calm.writes('three'), calm.author)).ok).toBe(true);
  });

  it('is an update that does not fit the schema, and what was there stays', async () => {
    const { gate, log } = await openGate();
    const writer = new Writer();
    await gate.receive(writer.writes('fine'), writer.author);
    const hostile = new Writer().knows(gate.state().update);
    const script = hostile.change((doc) => fragmentOf(doc).insert(0, [new Y.XmlElement('script')]));
    expect(await gate.receive(script, hostile.author)).toEqual(refused('update.schema'));
    const hidden = new Writer();
    const elsewhere = hidden.change((doc) => doc.getMap('elsewhere').set('key', 'value'));
    expect(await gate.receive(elsewhere, hidden.author)).toEqual(refused('update.schema'));
    expect(await gate.receive(writer.writes('still fine'), writer.author)).toEqual(accepted(2));
    expect(textOf(gate)).toBe('fine\nstill fine');
    expect(log.committed).toHaveLength(2);
  });

  it('is one bad update among good ones of the same moment', async () => {
    const { gate } = await openGate();
    const [good, bad] = [new Writer(), new Writer()];
    const answers = await Promise.all([
      gate.receive(good.writes('one'), good.author),
      gate.receive(
        bad.change((doc) => fragmentOf(doc).insert(0, [new Y.XmlElement('script')])),
        bad.author,
      ),
      gate.receive(good.writes('two'), good.author),
    ]);
    expect(answers).toEqual([accepted(1), refused('update.schema'), accepted(2)]);
    expect(textOf(gate)).toBe('one\ntwo');
  });

  it('is a person whom the store does not know any more, without harm to others in the same commit', async () => {
    const { gate, log, alarms } = await openGate();
    const [gone, here] = [new Writer(), new Writer()];
    log.strangers.add(gone.author.personId);
    const answers = await Promise.all([
      gate.receive(gone.writes('gone'), gone.author),
      gate.receive(here.writes('here'), here.author),
    ]);
    expect(answers).toEqual([refused('update.rights'), accepted(1)]);
    expect(textOf(gate)).toBe('here');
    expect(alarms).toEqual([]);
  });
});

describe('authorship', () => {
  it('refuses text under a colleague’s client id, whose own later words are kept', async () => {
    const { gate } = await openGate();
    const victim = new Writer();
    await gate.receive(victim.writes('hello'), victim.author);
    const attacker = new Writer();
    attacker.knows(gate.state().update).doc.clientID = victim.doc.clientID;
    expect(await gate.receive(attacker.writes('X'.repeat(50)), attacker.author)).toEqual(
      refused('update.foreign_client'),
    );
    expect(await gate.receive(victim.writes('offline work'), victim.author)).toEqual(accepted(2));
    expect(textOf(gate)).toBe('hello\noffline work');
  });

  it('protects an id from the moment it is announced', async () => {
    const { gate } = await openGate();
    const [victim, attacker] = [new Writer(), new Writer()];
    expect(gate.introduce(victim.author)).toBe(true);
    attacker.doc.clientID = victim.doc.clientID;
    expect(await gate.receive(attacker.writes('mine now'), attacker.author)).toEqual(
      refused('update.foreign_client'),
    );
    expect(gate.introduce({ ...attacker.author, clientIds: victim.author.clientIds })).toBe(false);
  });

  it('binds to person and device, lets a device add ids, and remembers across openings', async () => {
    const { gate, log } = await openGate();
    const writer = new Writer();
    await gate.receive(writer.writes('first tab'), writer.author);
    const secondTab = new Writer(writer.author.personId, writer.deviceId).knows(gate.state().update);
    expect((await gate.receive(secondTab.writes('second tab'), secondTab.author)).ok).toBe(true);
    await gate.close();
    const reopened = (await openGate(log)).gate;
    const phone = new Writer(writer.author.personId).knows(reopened.state().update);
    phone.doc.clientID = writer.doc.clientID;
    expect(await reopened.receive(phone.writes('phone'), phone.author)).toEqual(
      refused('update.foreign_client'),
    );
    expect((await reopened.receive(writer.writes('first tab again'), writer.author)).ok).toBe(true);
  });

  it('lets colleagues delete each other’s words', async () => {
    const { gate } = await openGate();
    const one = new Writer();
    await gate.receive(one.writes('one'), one.author);
    const other = new Writer().knows(gate.state().update);
    expect(
      (
        await gate.receive(
          other.change((doc) => fragmentOf(doc).delete(0, 1)),
          other.author,
        )
      ).ok,
    ).toBe(true);
    expect(textOf(gate)).toBe('');
  });
});

describe('a store that fails', () => {
  it('acknowledges nobody, and what was written can be sent again', async () => {
    const { gate, log, alarms, rebuilt } = await openGate();
    const writer = new Writer();
    await gate.receive(writer.writes('one'), writer.author);
    const update = writer.writes('two');
    log.beforeCommit = () => Promise.reject(new Error('disk full'));
    expect(await gate.receive(update, writer.author)).toEqual(refused('update.not_stored'));
    expect(textOf(gate)).toBe('one');
    log.beforeCommit = () => Promise.resolve();
    expect(await gate.receive(update, writer.author)).toEqual(accepted(2));
    expect(textOf(gate)).toBe('one\ntwo');
    expect(alarms).toMatchObject([{ kind: 'store_failed', seq: 1 }]);
    expect(rebuilt).toEqual([1]);
  });

  it('that stored but could not say so is believed, not the silence', async () => {
    const { gate, log, rebuilt } = await openGate();
    const writer = new Writer();
    const update = writer.writes('stored after all');
    log.afterCommit = () => Promise.reject(new Error('connection lost'));
    expect(await gate.receive(update, writer.author)).toEqual(refused('update.not_stored'));
    log.afterCommit = () => Promise.resolve();
    expect(await gate.receive(update, writer.author)).toEqual(accepted(1));
    expect(log.committed).toHaveLength(1);
    expect(rebuilt).toEqual([1]);
    expect(textOf(gate)).toBe('stored after all');
  });

  it('that hangs is waited for only so long', async () => {
    const { gate, log } = await openGate();
    const writer = new Writer();
    log.beforeCommit = () => new Promise(() => undefined);
    expect(await gate.receive(writer.writes('one'), writer.author)).toEqual(refused('update.not_stored'));
  });

  it('fences off an owner that has been replaced', async () => {
    const log = new MemorySectionLog();
    const [stale, owner] = [(await openGate(log)).gate, (await openGate(log)).gate];
    const writer = new Writer();
    const update = writer.writes('one');
    expect(await stale.receive(update, writer.author)).toEqual(refused('update.not_stored'));
    expect(await owner.receive(update, writer.author)).toEqual(accepted(1));
    expect(log.committed).toHaveLength(1);
  });

  it('with a bad row opens at the last good state, takes nothing, and says so', async () => {
    const { gate, log } = await openGate();
    const writer = new Writer();
    for (const text of ['one', 'two', 'three']) await gate.receive(writer.writes(text), writer.author);
    log.corrupt(2);
    const damaged = await openGate(log);
    expect(textOf(damaged.gate)).toBe('one');
    expect(damaged.alarms).toMatchObject([{ kind: 'bad_row', seq: 2 }]);
    const other = new Writer().knows(damaged.gate.state().update);
    expect(await damaged.gate.receive(other.writes('four'), other.author)).toEqual(
      refused('section.damaged'),
    );
    expect(log.committed).toHaveLength(3);
  });

  it('that lost acknowledged rows is refused as a whole', async () => {
    const { gate, log, alarms } = await openGate();
    const writer = new Writer();
    await gate.receive(writer.writes('one'), writer.author);
    log.committed.pop();
    expect(await gate.receive(writer.writes('two'), writer.author)).toEqual(refused('update.not_stored'));
    expect(await gate.receive(writer.writes('three'), writer.author)).toEqual(refused('update.not_stored'));
    expect(alarms.map(({ kind }) => kind)).toContain('log_shrank');
  });
});
