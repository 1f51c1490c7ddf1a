import { createHash, randomUUID } from 'node:crypto';
import { findInProposal, type FindWords } from '@concordat/contracts';
import { buildSection } from '@concordat/document';
import { recordFigures } from '@concordat/testing';
import * as Y from 'yjs';
import { CollabWorld } from '../../../test/collab-world.js';
import type { Agent } from '../../testing/index.js';

const count = Number(process.env['BENCH_FIND_SECTIONS'] ?? 3);
const words = Number(process.env['BENCH_FIND_WORDS'] ?? 1_500);
const wordsOfParagraph = 120;

describe('finding words in all sections', () => {
  let collab: CollabWorld;
  let author: Awaited<ReturnType<CollabWorld['colleague']>>;
  beforeAll(async () => {
    collab = await CollabWorld.start();
    author = await collab.colleague('author');
  });
  afterEach(() => collab.leave());
  afterAll(() => collab.stop());

  const find = (
    query: Partial<FindWords> & { words: string },
    agent: Agent = collab.coordinator,
    proposalId = collab.proposal.id,
  ) => agent.call(findInProposal, { params: { proposalId }, body: query });
  const found = (query: Partial<FindWords> & { words: string }, agent: Agent = collab.coordinator) =>
    agent.get(findInProposal, { params: { proposalId: collab.proposal.id }, body: query });

  it('tells sections, counts and what stands around, as the text stands now', async () => {
    const one = await collab.section();
    const two = await collab.section();
    const editor = await collab.editor(collab.coordinator, one);
    editor.write('Waste heat goes to the town. Heating is not wasted.');
    await editor.allAcknowledged();
    const other = await collab.editor(collab.coordinator, two);
    other.write('No heat.');
    await other.allAcknowledged();
    const { sections } = await found({ words: 'heat' });
    expect(sections.map(({ id, count: times }) => [id, times])).toEqual([
      [one, 2],
      [two, 1],
    ]);
    expect(sections[0]?.passages[0]).toEqual({
      index: 0,
      before: 'Waste ',
      words: 'heat',
      after: expect.stringMatching(/^ goes to the town/),
    });
    expect((await found({ words: 'heat', wholeWord: true })).sections[0]?.count).toBe(1);
    expect((await found({ words: 'Heat', matchCase: true })).sections[0]?.count).toBe(1);
    editor.write(' More heat.');
    await editor.allAcknowledged();
    expect((await found({ words: 'heat' })).sections[0]?.count).toBe(3);
    expect((await found({ words: 'cold' })).sections).toEqual([]);
  });

  it('is for those who may read the proposal, from the moment on, and for nobody else', async () => {
    const sectionId = await collab.section();
    const editor = await collab.editor(collab.coordinator, sectionId);
    editor.write('A secret of the north.');
    await editor.allAcknowledged();
    const query = { words: 'secret of the north' };
    expect((await found(query, author.agent)).sections).toHaveLength(1);
    const call = await collab.world.call();
    const rival = await collab.world.proposal(call, 'SOUTH', 'ES');
    const [foreign, missing] = [
      await find(query, rival.coordinator),
      await find(query, rival.coordinator, randomUUID()),
    ];
    expect(foreign.status).toBe(404);
    expect(foreign.refusal).toEqual({ ...missing.refusal, requestId: expect.any(String) });
    expect((await find(query, rival.coordinator, rival.id)).result?.sections).toEqual([]);
    // What was read for others is kept in memory: it must not be given to somebody whose membership has ended.
    const former = await collab.colleague('author');
    expect((await found(query, former.agent)).sections).toHaveLength(1);
    await collab.server.sql('update membership set ended_at = now() where id = $1', [former.membershipId]);
    expect((await find(query, former.agent)).status).toBe(404);
  });

  it('refuses to look for nothing, or for a whole page', async () => {
    for (const wrong of ['', '   ', 'a'.repeat(201)])
      expect((await find({ words: wrong })).refusal?.code).toBe('input.invalid');
  });

  it(`answers over ${count} sections of ${words} words, read for the first time and again`, async () => {
    const proposal = await collab.world.proposal(await collab.world.call(), 'LARGE', 'FI');
    const ids = await Promise.all(Array.from({ length: count }, () => collab.section(null, proposal.id)));
    for (const id of ids) await store(id, proposal.id, proposal.coordinator.personId ?? '');
    const timed = async (query: FindWords) => {
      const start = performance.now();
      const body = await proposal.coordinator.get(findInProposal, {
        params: { proposalId: proposal.id },
        body: query,
      });
      return { ms: Math.round(performance.now() - start), body };
    };
    const query = { words: 'cooling loop', matchCase: false, wholeWord: true };
    const first = await timed(query);
    const again = await timed(query);
    await store(ids[0] ?? '', proposal.id, proposal.coordinator.personId ?? '');
    const changed = await timed(query);
    const common = await timed({ words: 'e', matchCase: false, wholeWord: false });
    expect(first.body).toEqual(again.body);
    expect(first.body.searched).toBe(count);
    expect(first.body.sections).toHaveLength(count);
    expect(common.body.sections.flatMap(({ passages }) => passages).length).toBeLessThanOrEqual(500);
    recordFigures({
      document: 'benchmarks',
      section: 'find-in-proposal',
      title: 'Finding words in a whole proposal',
      how:
        `Two words looked for in ${count} sections of ${words} words, over HTTP with session and rights: for the first ` +
        'time after a start, when every text is read from the database and decoded; again; after one section has ' +
        'changed; and a single letter, which stands everywhere.',
      rows: [
        {
          'first time (ms)': first.ms,
          'again (ms)': again.ms,
          'one section changed (ms)': changed.ms,
          'a letter that is everywhere (ms)': common.ms,
        },
      ],
    });
  }, 300_000);

  /** Writes a text into the log, at once: typing it would take hours. */
  async function store(sectionId: string, proposalId: string, personId: string): Promise<void> {
    const text = 'The state keeps its cooling loop open '.repeat(Math.ceil(wordsOfParagraph / 7));
    const blocks = Array.from({ length: Math.ceil(words / wordsOfParagraph) }, () => ({
      type: 'paragraph' as const,
      text,
    }));
    const bytes = Buffer.from(Y.encodeStateAsUpdate(buildSection(blocks)));
    const [row] = await collab.server.sql<{ seq: string }>(
      'update section set log_seq = log_seq + 1 where id = $1 returning log_seq as seq',
      [sectionId],
    );
    await collab.server.sql(
      `insert into section_update (proposal_id, section_id, seq, owner_epoch, person_id, device_id, sha256, bytes)
       values ($1, $2, $3, 0, $4, $5, $6, $7)`,
      [
        proposalId,
        sectionId,
        row?.seq,
        personId,
        randomUUID(),
        createHash('sha256').update(bytes).digest(),
        bytes,
      ],
    );
  }
});
