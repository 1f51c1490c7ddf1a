import { type EditorPresence, endMembership, lockSection, readSection, signOut } from '@concordat/contracts';
import { baseOf, fragmentOf, newSuggestionId, plainText, readSection as textOf } from '@concordat/document';
import * as Y from 'yjs';
import { CollabWorld } from '../../test/collab-world.js';

/** A second on an idle machine. A test waits for the condition; only a benchmark judges the time. */
const soon = 10_000;

/** The carets that an editor sees, as far as they name somebody. */
const namesOf = (others: readonly unknown[]): string[] =>
  (others as Partial<EditorPresence>[]).flatMap(({ user }) => (user ? [user.name] : []));

function firstText(doc: Y.Doc): Y.XmlText {
  const block = fragmentOf(doc).get(0);
  const text = block instanceof Y.XmlElement ? block.get(0) : null;
  if (!(text instanceof Y.XmlText)) throw new Error('There is no text yet.');
  return text;
}

describe('people who write in one section', () => {
  let collab: CollabWorld;
  beforeAll(async () => {
    collab = await CollabWorld.start();
  });
  afterEach(() => collab.leave());
  afterAll(() => collab.stop());

  it('see each other’s words as they come, and what is acknowledged stands in the log', async () => {
    const author = await collab.colleague('author');
    const sectionId = await collab.section(author.personId);
    const [finland, poland] = [
      await collab.editor(collab.coordinator, sectionId),
      await collab.editor(author.agent, sectionId),
    ];
    finland.write('sauna');
    await poland.sees('sauna');
    poland.write('pierogi');
    await finland.sees('sauna pierogi');
    await Promise.all([finland.allAcknowledged(), poland.allAcknowledged()]);
    expect(await collab.stored(sectionId)).toEqual({ rows: expect.any(Number), text: 'sauna pierogi' });
  });

  it('are shown by the names, states and colours that the server knows, whatever they claim', async () => {
    const author = await collab.colleague('author');
    const sectionId = await collab.section(author.personId);
    const finland = await collab.editor(collab.coordinator, sectionId);
    const poland = await collab.editor(author.agent, sectionId);
    poland.claims({ user: { name: 'The Commission', stateCode: 'BE', colour: 1 }, cursor: { anchor: 3 } });
    await finland.meets((others) => (others as EditorPresence[]).some(({ cursor }) => cursor !== undefined));
    expect(finland.others).toEqual([
      {
        user: { personId: author.personId, name: 'author', stateCode: 'PL', colour: expect.any(Number) },
        cursor: { anchor: 3 },
      },
    ]);
    finland.claims({ cursor: null });
    await poland.meets((others) => namesOf(others).includes('Coordinator NORTH'));
    poland.close();
    await finland.meets((others) => others.length === 0);
  });

  it.each(['observer', 'signatory'] as const)('a %s reads and cannot write', async (role) => {
    const reader = await collab.colleague(role);
    const sectionId = await collab.section();
    const finland = await collab.editor(collab.coordinator, sectionId);
    finland.write('ours');
    await finland.allAcknowledged();
    expect(await collab.ticket(reader.agent, sectionId)).toMatchObject({ mode: 'read' });
    const looking = await collab.editor(reader.agent, sectionId);
    expect(looking.text()).toBe('ours');
    looking.write('theirs');
    finland.write('again');
    await finland.allAcknowledged();
    await looking.sees('again');
    expect(looking.unacknowledged).toEqual(['theirs']);
    expect((await collab.stored(sectionId)).text).toBe('ours again');
  });

  it.each(['socket', 'plain HTTP'] as const)('a reviewer suggests by %s, and cannot write', async (road) => {
    const reviewer = await collab.colleague('reviewer');
    const sectionId = await collab.section();
    // Before the first words there is nothing to suggest to.
    expect(await collab.ticket(reviewer.agent, sectionId)).toMatchObject({ mode: 'read' });
    const finland = await collab.editor(collab.coordinator, sectionId);
    finland.write('ours');
    await finland.allAcknowledged();
    expect(await collab.ticket(reviewer.agent, sectionId)).toMatchObject({ mode: 'suggest' });
    const open = () =>
      road === 'socket'
        ? collab.editor(reviewer.agent, sectionId)
        : collab.httpEditor(reviewer.agent, sectionId);
    const suggesting = await open();
    await suggesting.sees('ours');
    const suggestion = { ins: { id: newSuggestionId(reviewer.personId) } };
    firstText(suggesting.doc).insert(4, ' and theirs', suggestion);
    await finland.sees('ours and theirs');
    firstText(suggesting.doc).insert(0, 'forged ');
    await suggesting.hears('update.suggest_only');
    const accepting = await open();
    await accepting.sees('ours and theirs');
    firstText(accepting.doc).format(4, 11, { ins: null });
    await accepting.hears('update.suggest_only');
    finland.write('again');
    await finland.allAcknowledged();
    const { doc } = await collab.editor(collab.coordinator, sectionId);
    expect(plainText(baseOf(textOf(doc)))).toMatch(/^ours ?again$/);
  });

  it('have nothing to say besides text and carets: a message ends the connection', async () => {
    const sectionId = await collab.section();
    const [talker, other] = [
      await collab.editor(collab.coordinator, sectionId),
      await collab.editor(collab.coordinator, sectionId),
    ];
    talker.speaksOutOfTurn('{"kind":"closed","code":"section.locked"}');
    await talker.isClosed();
    expect(talker.closedBecause).toBe('message.refused');
    other.write('undisturbed');
    await other.allAcknowledged();
    expect(other.messages).toEqual([]);
  });

  it('are told when the section is locked, and their next words are not taken', async () => {
    const sectionId = await collab.section();
    const editor = await collab.editor(collab.coordinator, sectionId);
    editor.write('before');
    await editor.allAcknowledged();
    await collab.server.sql(`update section set state = 'approved' where id = $1`, [sectionId]);
    const params = { sectionId };
    const { version } = await collab.coordinator.get(readSection, { params });
    await collab.coordinator.get(lockSection, { params, body: { version } });
    await editor.hears('closed', soon);
    // The first words announced a change of their own; whoever looked then already found the section approved.
    expect(JSON.parse(editor.messages[0] ?? '')).toEqual({
      kind: 'closed',
      code: expect.stringMatching(/^section\.(approved|locked)$/) as string,
    });
    editor.write('after');
    const other = await collab.editor(collab.coordinator, sectionId);
    expect(other.text()).toBe('before');
    expect(editor.unacknowledged).toEqual(['after']);
    expect((await collab.stored(sectionId)).text).toBe('before');
  });

  it('lose the section when their membership ends', async () => {
    const author = await collab.colleague('author');
    const sectionId = await collab.section(author.personId);
    const [poland, finland] = [
      await collab.editor(author.agent, sectionId),
      await collab.editor(collab.coordinator, sectionId),
    ];
    poland.write('while here');
    await poland.allAcknowledged();
    await collab.coordinator.get(endMembership, {
      params: { proposalId: collab.proposal.id, membershipId: author.membershipId },
      body: { version: 1 },
    });
    await poland.isClosed(soon);
    poland.write('gone');
    finland.write('stays');
    await finland.allAcknowledged();
    expect((await collab.stored(sectionId)).text).toBe('while here stays');
    expect(finland.closedBecause).toBeNull();
    await expect(collab.ticket(author.agent, sectionId)).rejects.toThrow('not_found');
  });

  it('lose every socket of a session of its end, and no other session’s', async () => {
    const author = await collab.colleague('author');
    const [email] = await collab.server.sql<{ email: string }>('select email from person where id = $1', [
      author.personId,
    ]);
    const elsewhere = await collab.server.signIn(email?.email ?? '');
    const sectionId = await collab.section(author.personId);
    const here = await collab.editor(author.agent, sectionId);
    const there = await collab.editor(elsewhere, sectionId);
    const idle = await collab.socket(author.agent);
    await author.agent.call(signOut, {});
    await here.isClosed(soon);
    await idle.isGone(soon);
    there.write('still here');
    await there.allAcknowledged();
    expect((await collab.stored(sectionId)).text).toBe('still here');
  });
});
