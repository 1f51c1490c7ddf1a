import { randomUUID } from 'node:crypto';
import {
  compareVersions,
  type ComparisonView,
  freezeProposal,
  giveVerdict,
  listSections,
  listVersions,
  nameVersion,
  noteReading,
  readSubmission,
  renameVersion,
  requestReview,
  restoreVersion,
  type VersionList,
} from '@concordat/contracts';
import { fragmentOf } from '@concordat/document';
import { sectionSchema } from '@concordat/document';
import { Node } from '@tiptap/pm/model';
import * as Y from 'yjs';
import { CollabWorld } from '../../../test/collab-world.js';
import { currentOf } from '../../../test/review-world.js';
import type { Agent } from '../../testing/index.js';

/** What changed, as `+words (person)`, `-words (person)`; people by their names. */
function told({ drawn, changes, people }: ComparisonView): string[] {
  const document = Node.fromJSON(sectionSchema, drawn);
  const nameOf = (id: string | null): string => people.find((person) => person.id === id)?.displayName ?? '?';
  const signs = { inserted: '+', deleted: '-', reshaped: '~' };
  return changes.map(
    ({ kind, from, to, by }) =>
      `${signs[kind]}${document.textBetween(from, to, '|').trim()} (${nameOf(by).split(' ')[0]})`,
  );
}

const kindsOf = ({ versions }: VersionList): string[] => versions.map(({ kind }) => kind);

describe('versions of a section', () => {
  let collab: CollabWorld;
  let author: Agent;
  let authorId: string;
  beforeAll(async () => {
    collab = await CollabWorld.start();
    const colleague = await collab.colleague('author');
    author = colleague.agent;
    authorId = colleague.personId;
  });
  afterEach(() => collab.leave());
  afterAll(() => collab.stop());

  const list = (agent: Agent, sectionId: string) => agent.get(listVersions, { params: { sectionId } });
  const name = (agent: Agent, sectionId: string, as: string) =>
    agent.get(nameVersion, { params: { sectionId }, body: { name: as } });
  const compare = (agent: Agent, sectionId: string, from: string, to = 'now') =>
    agent.get(compareVersions, { params: { sectionId }, query: { from, to } });
  const newest = ({ versions: [version] }: VersionList) => {
    if (!version) throw new Error('There is no version');
    return version;
  };

  /** A section led by the author of Poland, with three saved paragraphs of theirs. */
  async function written(): Promise<string> {
    const sectionId = await collab.section(authorId);
    const editor = await collab.editor(author, sectionId);
    for (const words of ['The first paragraph.', 'The second one.', 'The last of three.'])
      editor.writeParagraph(words);
    await editor.allAcknowledged();
    return sectionId;
  }

  it('names the text as it stands, and renames for the one who named it and the coordinator', async () => {
    const sectionId = await written();
    const { agent: stranger } = await collab.colleague('author');
    const version = newest(await name(author, sectionId, ' Full draft '));
    expect(version).toMatchObject({ kind: 'named', name: 'Full draft', by: { id: authorId } });
    const params = { sectionId, versionId: version.id };
    const body = { name: 'Sent to Norway' };
    expect(await stranger.refused(nameVersion, { params: { sectionId }, body })).toBe('forbidden');
    expect(await stranger.refused(renameVersion, { params, body })).toBe('forbidden');
    expect(newest(await collab.coordinator.get(renameVersion, { params, body })).name).toBe('Sent to Norway');
    expect(newest(await list(stranger, sectionId)).abilities).toEqual({
      'version.rename': false,
      'version.restore': false,
    });
    const acts = await collab.server.sql<{ action: string }>(
      `select action from audit_event where object_id = $1 and action like 'version.%' order by id`,
      [sectionId],
    );
    expect(acts.map(({ action }) => action)).toEqual(['version.named', 'version.renamed']);
  });

  it('names nothing where nothing is written, and nothing without a name', async () => {
    const sectionId = await collab.section(authorId);
    const params = { sectionId };
    expect(await author.refused(nameVersion, { params, body: { name: 'Empty' } })).toBe(
      'version.nothing_written',
    );
    expect(await author.refused(nameVersion, { params, body: { name: '   ' } })).toBe('input.invalid');
  });

  it('keeps versions at the steps of review and when the proposal is frozen', async () => {
    const sectionId = await written();
    const { agent: reviewer } = await collab.colleague('reviewer');
    const asked = currentOf(
      await collab.coordinator.get(requestReview, {
        params: { sectionId },
        body: {
          memberIds: [collab.polandId],
          policy: 'all',
          dueAt: new Date(Date.now() + 86_400_000).toISOString(),
          note: '',
        },
      }),
    );
    await reviewer.get(giveVerdict, {
      params: { roundId: asked.id },
      body: { version: asked.version, memberId: collab.polandId, kind: 'approve', reason: '' },
    });
    expect(kindsOf(await list(author, sectionId)).sort()).toEqual([
      'approved',
      'review_requested',
      'verdict_approve',
    ]);
    const params = { proposalId: collab.proposal.id };
    const { version } = await collab.coordinator.get(readSubmission, { params });
    await collab.coordinator.get(freezeProposal, {
      params,
      body: { version },
    });
    try {
      expect(kindsOf(await list(author, sectionId))).toContain('frozen');
    } finally {
      await collab.server.sql('update section set frozen_at = null where proposal_id = $1', [
        params.proposalId,
      ]);
      await collab.server.sql(
        `update proposal set frozen_at = null, frozen_by = null, state = 'drafting' where id = $1`,
        [params.proposalId],
      );
    }
  });

  it('keeps what stood there when somebody writes after half an hour of quiet, once', async () => {
    const sectionId = await written();
    const editor = await collab.editor(author, sectionId);
    editor.write('soon after');
    await editor.allAcknowledged();
    expect(kindsOf(await list(author, sectionId))).toEqual([]);
    await collab.server.sql(
      `update section set last_edited_at = last_edited_at - interval '31 minutes' where id = $1`,
      [sectionId],
    );
    editor.write('back');
    await editor.allAcknowledged();
    editor.write('again');
    await editor.allAcknowledged();
    const kept = await list(author, sectionId);
    expect(kindsOf(kept)).toEqual(['pause']);
    expect(told(await compare(author, sectionId, newest(kept).id))).toEqual(['+back again (author)']);
  });

  it('compares any two positions by author, archived ones among them', async () => {
    const sectionId = await written();
    const first = newest(await name(author, sectionId, 'First'));
    const editor = await collab.editor(collab.coordinator, sectionId);
    await editor.sees('last of three');
    fragmentOf(editor.doc).delete(1, 1);
    editor.write('More from Finland.');
    await editor.allAcknowledged();
    const second = newest(await name(author, sectionId, 'Second'));
    const changed = await compare(author, sectionId, first.id, second.id);
    expect(told(changed)).toEqual(['-The second one. (Coordinator)', '+More from Finland. (Coordinator)']);
    expect([changed.wordsAdded, changed.wordsRemoved]).toEqual([3, 3]);
    expect(
      told(await compare(author, sectionId, 'start', first.id)).every((line) => line.endsWith('(author)')),
    ).toBe(true);
    // Chosen the other way round it is the same: the older stands first.
    expect(await compare(author, sectionId, second.id, first.id)).toEqual(changed);
    await collab.server.sql('alter table section_update disable trigger never_changes');
    await collab.server.sql('alter table section_update_archive disable trigger comes_from_log');
    await collab.server.sql(
      `with gone as (delete from section_update where section_id = $1 and seq <= $2 returning *)
       insert into section_update_archive (proposal_id, section_id, seq, owner_epoch, person_id, device_id, sha256, bytes, created_at)
       select proposal_id, section_id, seq, owner_epoch, person_id, device_id, sha256, bytes, created_at from gone`,
      [sectionId, first.seq],
    );
    await collab.server.sql('alter table section_update enable trigger never_changes');
    await collab.server.sql('alter table section_update_archive enable trigger comes_from_log');
    expect(await compare(author, sectionId, first.id, second.id)).toEqual(changed);
    await author.get(restoreVersion, { params: { sectionId, versionId: first.id } });
    await editor.sees('The second one.');
  });

  it('brings a version back while two write, and loses nothing of theirs', async () => {
    const sectionId = await written();
    const version = newest(await name(author, sectionId, 'Before'));
    const one = await collab.editor(author, sectionId);
    const other = await collab.editor(collab.coordinator, sectionId);
    await other.sees('last of three');
    fragmentOf(one.doc).delete(1, 1);
    await one.allAcknowledged();
    one.write('changed');
    const words: string[] = [];
    let isOver = false;
    const writing = [one, other].map(async (editor, who) => {
      const first = (fragmentOf(editor.doc).get(0) as Y.XmlElement).get(0) as Y.XmlText;
      for (let count = 0; count < 200 && !isOver; count += 1) {
        const word = ` w${who}x${count}`;
        words.push(word.trim());
        first.insert(first.length, word);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    });
    const after = await author.get(restoreVersion, { params: { sectionId, versionId: version.id } });
    isOver = true;
    await Promise.all(writing);
    await Promise.all([one.allAcknowledged(), other.allAcknowledged()]);
    const [restored, before] = after.versions;
    expect(restored).toMatchObject({
      kind: 'restored',
      by: { id: authorId },
      restoredFrom: { name: 'Before' },
    });
    expect(before).toMatchObject({ kind: 'before_restore', seq: (restored?.seq ?? 0) - 1 });
    await other.sees('The second one.');
    await one.sees('The second one.');
    const log = (await collab.stored(sectionId)).text;
    // Words that came after the change stand in the text; those before it are in the version that was kept first.
    const kept = await compare(author, sectionId, 'start', before?.id);
    const everything = log + told(kept).join(' ');
    expect(words.filter((word) => !everything.includes(word))).toEqual([]);
    expect(one.messages).toEqual([]);
    expect(other.messages).toEqual([]);
  });

  it('refuses to bring back what reads the same, and into a text that is closed', async () => {
    const sectionId = await written();
    const version = newest(await name(author, sectionId, 'Draft'));
    const wish = { params: { sectionId, versionId: version.id } };
    expect(await author.refused(restoreVersion, wish)).toBe('version.same_text');
    const editor = await collab.editor(author, sectionId);
    editor.write('changed');
    await editor.allAcknowledged();
    const before = await collab.stored(sectionId);
    for (const [code, change, back] of [
      ['section.approved', `state = 'approved'`, `state = 'drafting'`],
      ['section.locked', `state = 'locked'`, `state = 'drafting'`],
      ['section.frozen', 'frozen_at = now()', 'frozen_at = null'],
    ] as const) {
      await collab.server.sql(`update section set ${change} where id = $1`, [sectionId]);
      expect(await author.refused(restoreVersion, wish)).toBe(code);
      await collab.server.sql(`update section set ${back} where id = $1`, [sectionId]);
    }
    expect(await collab.stored(sectionId)).toEqual(before);
    const { agent: reviewer } = await collab.colleague('reviewer');
    expect(await reviewer.refused(restoreVersion, wish)).toBe('forbidden');
  });

  it('knows no version of another section, nor a rival’s', async () => {
    const [sectionId, elsewhere] = [await written(), await written()];
    const version = newest(await name(author, elsewhere, 'Elsewhere'));
    const params = { sectionId, versionId: version.id };
    expect(await author.refused(restoreVersion, { params })).toBe('not_found');
    expect(await author.refused(renameVersion, { params, body: { name: 'Mine' } })).toBe('not_found');
    const query = { from: version.id };
    expect(await author.refused(compareVersions, { params: { sectionId }, query })).toBe('not_found');
    const rival = await collab.world.proposal(await collab.world.call(), 'SOUTH', 'ES');
    const foreign = { sectionId: elsewhere, versionId: version.id };
    for (const refusal of [
      rival.coordinator.refused(restoreVersion, { params: foreign }),
      rival.coordinator.refused(compareVersions, { params: { sectionId: elsewhere }, query }),
      rival.coordinator.refused(listVersions, { params: { sectionId: elsewhere } }),
      rival.coordinator.refused(noteReading, { params: { sectionId: elsewhere } }),
    ])
      expect(await refusal).toBe('not_found');
    expect(
      await author.refused(compareVersions, { params: { sectionId }, query: { from: randomUUID() } }),
    ).toBe('not_found');
  });

  it('remembers how far each person has read, and says what changed since', async () => {
    const sectionId = await written();
    const changed = async (agent: Agent) => {
      const { sections } = await agent.get(listSections, { params: { proposalId: collab.proposal.id } });
      return sections.find(({ id }) => id === sectionId)?.changedSinceRead;
    };
    const query = { from: 'read' as const };
    expect((await list(collab.coordinator, sectionId)).lastRead).toBeNull();
    expect(await collab.coordinator.refused(compareVersions, { params: { sectionId }, query })).toBe(
      'version.never_read',
    );
    expect(await changed(collab.coordinator)).toBe(false);
    for (const agent of [author, collab.coordinator]) await agent.get(noteReading, { params: { sectionId } });
    const editor = await collab.editor(author, sectionId);
    editor.write('And news.');
    await editor.allAcknowledged();
    expect([await changed(author), await changed(collab.coordinator)]).toEqual([false, true]);
    expect((await list(collab.coordinator, sectionId)).lastRead).toMatchObject({ isChanged: true });
    expect(told(await compare(collab.coordinator, sectionId, 'read'))).toEqual(['+And news. (author)']);
    await collab.coordinator.get(noteReading, { params: { sectionId } });
    expect(await changed(collab.coordinator)).toBe(false);
  });

  it('changes nothing of a version but its name, whoever asks the database', async () => {
    const sectionId = await written();
    await name(author, sectionId, 'Kept');
    for (const statement of [
      'update section_version set seq = 1 where section_id = $1',
      `update section_version set kind = 'approved' where section_id = $1`,
      'delete from section_version where section_id = $1',
    ])
      await expect(collab.server.sql(statement, [sectionId])).rejects.toMatchObject({ code: 'CX001' });
    const ahead = `insert into section_version (id, proposal_id, section_id, seq, update_sha256, kind)
      select gen_random_uuid(), proposal_id, id, log_seq + 1, 'x', 'named' from section where id = $1`;
    await expect(collab.server.sql(ahead, [sectionId])).rejects.toMatchObject({ code: 'CX002' });
  });
});
