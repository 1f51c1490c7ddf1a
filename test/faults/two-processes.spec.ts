import path from 'node:path';
import { type EditorPresence, TextChanges } from '@concordat/contracts';
import { recordFigures, seedOfRun } from '@concordat/testing';
import { freePort } from '../support/product.js';
import { type Side, startTwoProcesses, type TwoProcesses } from '../support/two-processes.js';
import { practiceSection, signInToSample } from './practice.js';
import { type Desk, endings, keepWriting, openAt, openPlainlyAt, takeOwnersAway } from './take-overs.js';

/** `npm run bench:owners` takes thirty owners away; here each way once. */
const rounds = Number(process.env['BENCH_TAKE_OVERS'] ?? endings.length);
const people = ['coordinator.fi@practice.example', 'deputy.fi@practice.example'] as const;

describe('two processes on one database', () => {
  let cluster: TwoProcesses;
  let section: string;
  let cookies: readonly string[];
  const open: Desk[] = [];
  beforeAll(async () => {
    cluster = await startTwoProcesses();
    section = await practiceSection(cluster.address);
    cookies = await Promise.all(people.map((email) => signInToSample(cluster.address, email)));
  });
  afterAll(async () => {
    for (const { editor } of open) editor.close();
    await cluster?.leave();
  });

  const enter = async (who: number, side: Side): Promise<Desk> => {
    const desk = { editor: await openAt(cluster, section, cookies[who] ?? '', side), side };
    open.push(desk);
    return desk;
  };

  it('start together on an empty database and load the sample once', async () => {
    const said = cluster.processes.map((product) => product.said()).join('\n');
    expect(said).not.toMatch(/error|fatal/i);
    const twice = await cluster.sql('select acronym from proposal group by acronym having count(*) > 1');
    expect(twice).toEqual([]);
    expect(await cluster.sql('select from collab_process')).toHaveLength(2);
  });

  it('go on when a third with other keys tries to join, which says so and changes nothing', async () => {
    const stranger = cluster.startThird({
      PORT: String(await freePort()),
      CONCORDAT_DATA_DIR: path.join(cluster.folder, 'elsewhere'),
    });
    expect(await stranger.ended()).toBe(1);
    expect(stranger.said()).toContain('with other keys');
    const cookie = await signInToSample(cluster.address, people[0]);
    expect(cookie).toMatch(/^sid-/);
  });

  it('show each other’s words and carets to people who came by different processes', async () => {
    const [one, other] = [await enter(0, 0), await enter(1, 1)];
    one.editor.write('erstens');
    other.editor.write('zweitens');
    await other.editor.sees('erstens');
    await one.editor.sees('zweitens');
    one.editor.claims({ cursor: { anchor: 1 } });
    await other.editor.meets((others) =>
      (others as EditorPresence[]).some(({ user }) => /Finland/.test(user.name)),
    );
    await Promise.all([one.editor.allAcknowledged(), other.editor.allAcknowledged()]);
    for (const { editor } of open.splice(0)) editor.close();
  });

  it('take people without sockets to the owner too, and ask both owners for one who has texts at both', async () => {
    const [first] = await cluster.sql<{ id: string; proposalId: string }>(
      'select id, proposal_id as "proposalId" from section where id = $1',
      [section],
    );
    const [second] = await cluster.sql<{ id: string }>(
      `select id from section where proposal_id = $1 and state = 'drafting' and id <> $2 and not is_group limit 1`,
      [first?.proposalId, section],
    );
    const texts = [section, second?.id ?? ''];
    const owners = [
      await enter(0, 0),
      { editor: await openAt(cluster, texts[1] ?? '', cookies[0] ?? '', 1) },
    ];
    const plain = await Promise.all(
      texts.map((sectionId) => openPlainlyAt(cluster, sectionId, cookies[1] ?? '', 1)),
    );
    for (const [at, { editor }] of owners.entries()) {
      editor.write(`owner${at}`);
      await plain[at]?.sees(`owner${at}`);
      plain[at]?.write(`plain${at}`);
      await editor.sees(`plain${at}`);
      await plain[at]?.allAcknowledged();
    }
    expect([
      (await cluster.ownerOf(texts[0] ?? ''))?.side,
      (await cluster.ownerOf(texts[1] ?? ''))?.side,
    ]).toEqual([0, 1]);
    // One question for both texts: whichever has something to tell answers it.
    const openings = plain.map(({ openingId }, at) => ({
      sectionId: texts[at] ?? '',
      openingId,
      seq: 0,
      carets: 0,
      messages: 0,
    }));
    const told = new Set<string>();
    for (let turn = 0; told.size < 2 && turn < 20; turn += 1) {
      const asked = openings.filter(({ openingId }) => !told.has(openingId) || turn === 0);
      const answer = TextChanges.parse(await plain[0]?.ask('POST', '/text-changes', { openings: asked }));
      for (const each of answer.openings) if (each.kind === 'changed') told.add(each.cursor.openingId);
    }
    expect(told).toEqual(new Set(openings.map(({ openingId }) => openingId)));
    for (const editor of [...plain, ...owners.map((owner) => owner.editor)]) editor.close();
    open.splice(0);
  });

  it(
    'lose nothing and never fork when the owner is killed, loses its locks or is restarted under writing',
    async () => {
      const desks = [await enter(0, 0), await enter(1, 1)];
      const writing = new AbortController();
      const work = desks.map(({ editor }, at) => keepWriting(editor, `w${at}`, writing.signal));
      const takeOvers = await takeOwnersAway(cluster, section, desks, rounds, seedOfRun);
      writing.abort();
      const written = (await Promise.all(work)).reduce((sum, count) => sum + count, 0);
      const acknowledged = desks.flatMap(({ editor }) => editor.acknowledged);

      const readers = [await enter(0, 0), await enter(1, 1)];
      const texts = [...desks, ...readers].map(({ editor }) => editor.text());
      const found = texts.at(-1)?.split(/\s+/) ?? [];
      const counts = new Map<string, number>();
      for (const word of found) counts.set(word, (counts.get(word) ?? 0) + 1);
      const lost = acknowledged.filter((word) => !counts.has(word));
      const twice = acknowledged.filter((word) => (counts.get(word) ?? 0) > 1);

      const rows = endings.map((ending) => {
        const gaps = takeOvers.filter((each) => each.ending === ending);
        const exits = gaps.flatMap(({ exitMs }) => exitMs ?? []);
        return {
          'the owner is': ending,
          times: gaps.length,
          'nothing saved for, median ms': median(gaps.map(({ gapMs }) => gapMs)),
          'longest ms': Math.round(Math.max(...gaps.map(({ gapMs }) => gapMs))),
          'longest exit ms': exits.length > 0 ? Math.round(Math.max(...exits)) : '',
        };
      });
      console.log(
        `${takeOvers.length} owners taken away, seed ${seedOfRun}: ${written} words written, ` +
          `${acknowledged.length} acknowledged, ${lost.length} lost, ${twice.length} twice\n${JSON.stringify(rows)}`,
      );
      recordFigures({
        document: 'assurance',
        section: 'owners',
        title: 'Two processes: the owner of a section goes away',
        how:
          `Two processes on one Postgres, two people writing without a pause in one section, each by another process; ` +
          `the section's owner is taken away ${takeOvers.length} times. ${written} words written, ` +
          `${acknowledged.length} acknowledged, ${lost.length} lost, ${twice.length} there twice; the texts of both ` +
          `processes and the replayed log are equal.`,
        rows,
        seed: seedOfRun,
      });
      expect({ lost, twice }).toEqual({ lost: [], twice: [] });
      expect(new Set(texts).size).toBe(1);
      expect(await flawsOfTheLog()).toEqual([]);
      // Both swept reminders and drained the outbox all the while.
      expect(
        await cluster.sql(
          'select occurrence_id from mailbox_message group by 1 having count(occurrence_id) > 1',
        ),
      ).toEqual([]);
      for (const { exitMs, gapMs } of takeOvers) {
        expect(exitMs ?? 0).toBeLessThan(10_000);
        expect(gapMs).toBeLessThan(20_000);
      }
    },
    20_000 * (rounds + 3),
  );

  /** Positions have no gaps, epochs never go back, and each row was written by the owner of its time. */
  async function flawsOfTheLog(): Promise<object[]> {
    return await cluster.sql(
      `select * from (
         select seq, owner_epoch, lag(seq) over (order by seq) as before,
                lag(owner_epoch) over (order by seq) as epoch_before
           from section_update where section_id = $1) steps
        where seq <> coalesce(before + 1, seq) or owner_epoch < epoch_before`,
      [section],
    );
  }
});

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0);
}
