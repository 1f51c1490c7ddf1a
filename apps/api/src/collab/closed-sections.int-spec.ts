import { randomUUID } from 'node:crypto';
import { giveVerdict, readSection, reopenSection, requestReview } from '@concordat/contracts';
import { appendBlocks } from '@concordat/document';
import * as Y from 'yjs';
import { CollabWorld } from '../../test/collab-world.js';
import { currentOf } from '../../test/review-world.js';

/** A second on an idle machine. A test waits for the condition; only a benchmark judges the time. */
const soon = 10_000;

const paragraph = (text: string): Uint8Array => {
  const doc = new Y.Doc();
  appendBlocks(doc, [{ type: 'paragraph', text }]);
  return Y.encodeStateAsUpdate(doc);
};

describe('a section that is closed', () => {
  let collab: CollabWorld;
  beforeAll(async () => {
    collab = await CollabWorld.start();
  });
  afterEach(() => collab.leave());
  afterAll(() => collab.stop());

  /** A section with one saved paragraph. */
  async function written(): Promise<string> {
    const sectionId = await collab.section();
    const editor = await collab.editor(collab.coordinator, sectionId);
    editor.write('agreed');
    await editor.allAcknowledged();
    return sectionId;
  }

  const closings = [
    ['section.approved', "state = 'approved'"],
    ['section.locked', "state = 'locked'"],
    ['section.frozen', 'frozen_at = clock_timestamp()'],
  ] as const;

  it.each(closings)('%s: opens for reading, and the socket refuses what is written', async (code, change) => {
    const sectionId = await written();
    // An editor from before, which has not heard of it yet: nothing announces this change.
    const raw = await collab.attacker(collab.coordinator, sectionId);
    await collab.server.sql(`update section set ${change} where id = $1`, [sectionId]);
    raw.update(sectionId, paragraph('after'));
    await raw.hears(code);
    expect(raw.heard.some(({ kind }) => kind === 'applied')).toBe(false);
    expect(await collab.ticket(collab.coordinator, sectionId)).toMatchObject({ mode: 'read' });
    const late = await collab.editor(collab.coordinator, sectionId);
    expect(late.text()).toBe('agreed');
    const again = await collab.attacker(collab.coordinator, sectionId);
    again.update(sectionId, paragraph('after'));
    await again.until(() => again.heard.some(({ kind }) => kind === 'not_applied'), 'the answer');
    expect(await collab.stored(sectionId)).toEqual({ rows: expect.any(Number), text: 'agreed' });
  });

  it('past the cut-off: the socket refuses it too', async () => {
    const sectionId = await written();
    const raw = await collab.attacker(collab.coordinator, sectionId);
    const cutOff = 'where id = (select cut_off_id from proposal where id = $1)';
    const moved = `update cut_off set at = clock_timestamp() - interval '1 second' ${cutOff}`;
    await collab.server.sql(moved, [collab.proposal.id]);
    try {
      raw.update(sectionId, paragraph('too late'));
      await raw.hears('cut_off.passed');
      expect((await collab.stored(sectionId)).text).toBe('agreed');
    } finally {
      const back = `update cut_off set at = clock_timestamp() + interval '60 days' ${cutOff}`;
      await collab.server.sql(back, [collab.proposal.id]);
    }
  });

  it.each(closings)(
    '%s: the database refuses its log to every role, the owner included',
    async (_code, change) => {
      const sectionId = await written();
      await collab.server.sql(`update section set ${change} where id = $1`, [sectionId]);
      const { rows } = await collab.stored(sectionId);
      const insertUpdate = `insert into section_update (proposal_id, section_id, seq, owner_epoch, person_id, device_id, sha256, bytes)
      values ($1, $2, ${rows + 1}, 1, $3, $4, sha256('x'), 'x')`;
      const insertSnapshot = `insert into section_snapshot (id, proposal_id, section_id, seq, sha256, text_sha256, bytes)
      values (gen_random_uuid(), $1, $2, ${rows + 1}, sha256('x'), sha256('x'), 'x')`;
      const personId = collab.coordinator.personId ?? '';
      const params = [collab.proposal.id, sectionId, personId, randomUUID()];
      const outcomes: Record<string, string> = {};
      for (const role of ['web', 'collab', 'worker', 'public', 'migrate'] as const)
        outcomes[role] = await collab.server.sqlAs(role, insertUpdate, params, personId).then(
          () => 'taken',
          (error: { code: string }) => error.code,
        );
      outcomes['superuser'] = await collab.server.sql(insertUpdate, params).then(
        () => 'taken',
        (error: { code: string }) => error.code,
      );
      const denied = '42501';
      const closed = 'CX002';
      expect(outcomes).toEqual({
        web: denied,
        collab: closed,
        worker: denied,
        public: denied,
        migrate: closed,
        superuser: closed,
      });
      await expect(collab.server.sql(insertSnapshot, params.slice(0, 2))).rejects.toMatchObject({
        code: closed,
      });
      for (const statement of [
        "update section_update set bytes = 'y' where section_id = $1",
        'delete from section_update where section_id = $1',
        'delete from section where id = $1',
      ])
        await expect(collab.server.sql(statement, [sectionId])).rejects.toMatchObject({ code: 'CX001' });
      expect((await collab.stored(sectionId)).text).toBe('agreed');
    },
  );

  it('open editors hear that the states approved it, and again when it is reopened', async () => {
    const sectionId = await written();
    const reviewer = await collab.colleague('reviewer');
    const params = { sectionId };
    const editor = await collab.editor(collab.coordinator, sectionId);
    const review = await collab.coordinator.get(requestReview, {
      params,
      body: {
        memberIds: [collab.polandId],
        policy: 'all',
        dueAt: new Date(Date.now() + 5 * 86_400_000).toISOString(),
        note: '',
      },
    });
    const { id: roundId, version: round } = currentOf(review);
    await reviewer.agent.get(giveVerdict, {
      params: { roundId },
      body: { version: round, memberId: collab.polandId, kind: 'approve', reason: '' },
    });
    await editor.hears('section.approved', soon);
    const { version, closedBecause } = await collab.coordinator.get(readSection, { params });
    expect(closedBecause).toBe('section.approved');
    await collab.coordinator.get(reopenSection, { params, body: { version, reason: 'A figure was wrong.' } });
    await editor.hears('section.reopened', soon);
    const anew = await collab.editor(collab.coordinator, sectionId);
    anew.write('and corrected');
    await anew.allAcknowledged();
    await editor.sees('agreed and corrected');
  });

  it('open editors hear that the proposal is frozen', async () => {
    const sectionId = await written();
    const editor = await collab.editor(collab.coordinator, sectionId);
    await collab.server.sql('update section set frozen_at = clock_timestamp() where id = $1', [sectionId]);
    const said = {
      to: 'proposal',
      kind: 'proposal.frozen',
      proposalId: collab.proposal.id,
      id: collab.proposal.id,
    };
    await collab.server.sql('select pg_notify($1, $2)', ['concordat_live', JSON.stringify(said)]);
    await editor.hears('section.frozen', soon);
  });
});
