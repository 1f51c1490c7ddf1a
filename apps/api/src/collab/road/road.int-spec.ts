import { randomUUID } from 'node:crypto';
import {
  awaitChanges,
  type EditorPresence,
  endMembership,
  leaveText,
  openText,
  reopenSection,
  readSection,
  sendUpdates,
  signOut,
} from '@concordat/contracts';
import { appendBlocks } from '@concordat/document';
import type { HttpEditor } from '@concordat/testing';
import * as Y from 'yjs';
import { CollabWorld } from '../../../test/collab-world.js';

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const nothingYet = base64(Y.encodeStateVector(new Y.Doc()));
const place = { type: null, tname: 'text', item: null, assoc: 0 };

/** An update that adds a paragraph under a client id of choice. */
function paragraph(text: string, clientId?: number): Uint8Array {
  const doc = new Y.Doc();
  if (clientId !== undefined) doc.clientID = clientId;
  appendBlocks(doc, [{ type: 'paragraph', text }]);
  return Y.encodeStateAsUpdate(doc);
}

const namesOf = (others: readonly unknown[]): string[] =>
  (others as Partial<EditorPresence>[]).flatMap(({ user }) => (user ? [user.name] : []));

describe('a section’s text over plain HTTP', () => {
  let collab: CollabWorld;
  beforeAll(async () => {
    collab = await CollabWorld.start();
  });
  afterEach(() => collab.leave());
  afterAll(() => collab.stop());

  const ticketOf = async (sectionId: string, agent = collab.coordinator): Promise<string> =>
    (await collab.ticket(agent, sectionId)).ticket;
  const opening = (ticket: string) => ({ ticket, stateVector: nothingYet, clientId: 7 });
  const cursorOf = (sectionId: string, openingId: string) => ({
    sectionId,
    openingId,
    seq: 0,
    carets: 0,
    messages: 0,
  });

  /** An author's editor without a socket, and what ends their rights. */
  async function author(): Promise<{
    editor: HttpEditor;
    sectionId: string;
    who: Awaited<ReturnType<CollabWorld['colleague']>>;
  }> {
    const who = await collab.colleague('author');
    const sectionId = await collab.section(who.personId);
    const editor = await collab.httpEditor(who.agent, sectionId);
    editor.write('while here');
    await editor.allAcknowledged();
    return { editor, sectionId, who };
  }

  it('two write together, one by socket and one without, and both see the other’s caret', async () => {
    const { agent, personId } = await collab.colleague('author');
    const sectionId = await collab.section(personId);
    const socket = await collab.editor(collab.coordinator, sectionId);
    const plain = await collab.httpEditor(agent, sectionId);
    socket.write('sauna');
    await plain.sees('sauna');
    plain.write('pierogi');
    await socket.sees('sauna pierogi');
    await Promise.all([socket.allAcknowledged(), plain.allAcknowledged()]);
    expect((await collab.stored(sectionId)).text).toBe('sauna pierogi');
    await plain.shows({ anchor: place, head: place }, 1);
    await socket.meets((others) => namesOf(others).includes('author'));
    expect(socket.others).toEqual([
      {
        user: { personId, name: 'author', stateCode: 'PL', colour: expect.any(Number) },
        cursor: { anchor: place, head: place },
      },
    ]);
    socket.claims({ user: { name: 'The Commission' }, cursor: null });
    await plain.meets((others) => namesOf(others).includes('Coordinator NORTH'));
    socket.close();
    await plain.meets((others) => others.length === 0);
    const late = await collab.editor(collab.coordinator, sectionId);
    await late.meets((others) => namesOf(others).includes('author'));
    await plain.ask('DELETE', `/sections/${sectionId}/openings/${plain.openingId}`);
    await late.meets((others) => others.length === 0);
  });

  it('nobody misses a word where ten write at once and long polls break', async () => {
    const sectionId = await collab.section();
    let cut = 0;
    const leaky: typeof fetch = async (input, init) => {
      const answer = await fetch(input, init);
      if (!String(input).endsWith('/text-changes') || ++cut % 3 !== 0) return answer;
      await answer.arrayBuffer();
      throw new TypeError('The answer was lost.');
    };
    const editors = await Promise.all(
      Array.from({ length: 10 }, () => collab.httpEditor(collab.coordinator, sectionId, { fetch: leaky })),
    );
    const words = editors.flatMap((_, at) => [1, 2, 3].map((turn) => `w${at}x${turn}`));
    for (const turn of [1, 2, 3]) {
      for (const [at, editor] of editors.entries()) editor.writeParagraph(`w${at}x${turn}`);
      await Promise.all(editors.map((editor) => editor.allAcknowledged()));
    }
    for (const word of words) await Promise.all(editors.map((editor) => editor.sees(word)));
    const { text } = await collab.stored(sectionId);
    expect(new Set(editors.map((editor) => editor.text()))).toEqual(new Set([text]));
    expect(cut).toBeGreaterThan(10);
  });

  it('a batch whose answer was lost gets the same answer again and is stored once', async () => {
    const sectionId = await collab.section();
    let lost = 0;
    const forgetful: typeof fetch = async (input, init) => {
      const answer = await fetch(input, init);
      if (!String(input).endsWith('/updates') || lost > 0) return answer;
      lost += 1;
      await answer.arrayBuffer();
      throw new TypeError('The answer was lost.');
    };
    const editor = await collab.httpEditor(collab.coordinator, sectionId, { fetch: forgetful });
    editor.write('once');
    await editor.allAcknowledged();
    expect(lost).toBe(1);
    expect(await collab.stored(sectionId)).toEqual({ rows: 1, text: 'once' });
    const body = {
      openingId: editor.openingId,
      batch: 99,
      updates: [base64(paragraph('a')), base64(paragraph('b'))],
    };
    const send = () => collab.coordinator.get(sendUpdates, { params: { sectionId }, body });
    const [first, again] = await Promise.all([send(), send()]);
    expect(first).toEqual({
      answers: [
        { kind: 'accepted', seq: 2 },
        { kind: 'accepted', seq: 3 },
      ],
    });
    expect(again).toEqual(first);
    editor.write('more');
    await editor.allAcknowledged();
    expect(await send()).toEqual(first);
    expect((await collab.stored(sectionId)).rows).toBe(4);
  });

  it.each([
    ['cut off', 'update.malformed', () => paragraph('words that are cut off').slice(0, -7)],
    ['in the second encoding', 'update.malformed', () => Y.convertUpdateFormatV1ToV2(paragraph('x'))],
    ['larger than a mebibyte', 'update.too_large', () => paragraph('x'.repeat(1024 * 1024 + 1))],
  ])(
    'an update that is %s is refused by the same gate, and what follows it too',
    async (_which, code, bytes) => {
      const { editor, sectionId, who } = await author();
      const answers = await editor.sendBytes(bytes(), paragraph('follows'));
      expect(answers).toEqual([
        { kind: 'refused', code },
        { kind: 'refused', code },
      ]);
      expect((await collab.stored(sectionId)).text).toBe('while here');
      const anew = await collab.httpEditor(who.agent, sectionId);
      anew.write('and again');
      await anew.allAcknowledged();
    },
  );

  it('a client id of somebody else is refused, written or only announced', async () => {
    const { editor, sectionId, who } = await author();
    await collab.server.sql(
      'insert into section_contributor (proposal_id, section_id, person_id) select proposal_id, id, $2 from section where id = $1',
      [sectionId, collab.coordinator.personId],
    );
    const silent = await collab.editor(collab.coordinator, sectionId);
    silent.claims({ cursor: null });
    await editor.meets((others) => others.length === 1);
    expect(await editor.sendBytes(paragraph('before they could', silent.doc.clientID))).toEqual([
      { kind: 'refused', code: 'update.foreign_client' },
    ]);
    expect(who.personId).not.toBe(collab.coordinator.personId);
  });

  it('a body of more than two mebibytes is refused before it is read', async () => {
    const { editor } = await author();
    await expect(editor.sendBytes(new Uint8Array(2 * 1024 * 1024))).rejects.toMatchObject({ status: 413 });
  });

  it('whoever may only read sees what others write, and nothing of theirs is taken', async () => {
    const reader = await collab.colleague('observer');
    const sectionId = await collab.section();
    const writer = await collab.editor(collab.coordinator, sectionId);
    const looking = await collab.httpEditor(reader.agent, sectionId);
    writer.write('ours');
    await looking.sees('ours');
    expect(await looking.sendBytes(paragraph('theirs'))).toEqual([
      { kind: 'refused', code: 'update.rights' },
    ]);
    expect((await collab.stored(sectionId)).text).toBe('ours');
  });

  it('an open text hears that its section is locked, and that it is open again', async () => {
    const { editor, sectionId } = await author();
    await collab.server.sql(`update section set state = 'approved' where id = $1`, [sectionId]);
    await collab.server.sql('select pg_notify($1, $2)', [
      'concordat_live',
      JSON.stringify({ to: 'proposal', kind: 'section.x', proposalId: collab.proposal.id, id: sectionId }),
    ]);
    await editor.hears('section.approved');
    expect(await editor.sendBytes(paragraph('after'))).toEqual([
      { kind: 'refused', code: 'section.approved' },
    ]);
    const { version } = await collab.coordinator.get(readSection, { params: { sectionId } });
    const body = { version, reason: 'A figure was wrong.' };
    await collab.coordinator.get(reopenSection, { params: { sectionId }, body });
    await editor.hears('section.reopened');
  });

  describe('the door', () => {
    it('opens once for a ticket of this very session and section', async () => {
      const sectionId = await collab.section();
      const params = { sectionId };
      const ticket = await ticketOf(sectionId);
      const body = opening(ticket);
      const tries = await Promise.all(
        Array.from({ length: 5 }, () => collab.coordinator.call(openText, { params, body })),
      );
      expect(tries.map(({ status }) => status).sort()).toEqual([200, 403, 403, 403, 403]);
      const other = { sectionId: await collab.section() };
      const stray = opening(await ticketOf(sectionId));
      expect(await collab.coordinator.refused(openText, { params: other, body: stray })).toBe(
        'ticket.refused',
      );
      const deputy = await collab.colleague('deputy_coordinator');
      const borrowed = opening(await ticketOf(sectionId));
      expect(await deputy.agent.refused(openText, { params, body: borrowed })).toBe('ticket.refused');
    });

    it('stays shut for a ticket of an older document schema', async () => {
      const sectionId = await collab.section();
      const body = opening(await ticketOf(sectionId));
      await collab.server.sql(
        'update collab_ticket set schema_version = schema_version - 1 where used_at is null',
      );
      expect(await collab.coordinator.refused(openText, { params: { sectionId }, body })).toBe(
        'ticket.refused',
      );
    });

    it('a section of a rival and one that does not exist answer alike, at every address', async () => {
      const rival = await collab.world.proposal(await collab.world.call(), 'SOUTH', 'SE');
      const foreign = await collab.section(null, rival.id);
      const { openingId } = await rival.coordinator.get(openText, {
        params: { sectionId: foreign },
        body: opening(await ticketOf(foreign, rival.coordinator)),
      });
      for (const sectionId of [foreign, randomUUID()]) {
        const params = { sectionId };
        const { coordinator } = collab;
        expect(await coordinator.refused(openText, { params, body: opening('x') })).toBe('not_found');
        const body = { openingId, batch: 0, updates: [base64(paragraph('stolen'))] };
        expect(await coordinator.refused(sendUpdates, { params, body })).toBe('not_found');
        expect(await coordinator.refused(leaveText, { params: { sectionId, openingId } })).toBe('not_found');
        const cursor = { ...cursorOf(sectionId, openingId) };
        expect(await coordinator.get(awaitChanges, { body: { openings: [cursor] } })).toEqual({
          openings: [{ kind: 'ended', openingId }],
        });
      }
      expect((await collab.stored(foreign)).rows).toBe(0);
    });

    it('an opening is good for its own section only', async () => {
      const { editor, who } = await author();
      const other = await collab.section(who.personId);
      const body = { openingId: editor.openingId, batch: 0, updates: [base64(paragraph('elsewhere'))] };
      expect(await who.agent.refused(sendUpdates, { params: { sectionId: other }, body })).toBe('not_found');
    });

    it('takes no request that another site made, and says that nothing may be kept', async () => {
      const { sectionId, who } = await author();
      const body = JSON.stringify({ openings: [cursorOf(sectionId, randomUUID())] });
      const headers = { 'content-type': 'application/json' };
      const init = { method: 'POST', body, headers };
      const foreign = { ...init, headers: { ...headers, origin: 'https://rival.example' } };
      expect((await who.agent.fetch('/api/text-changes', foreign)).status).toBe(403);
      const own = await who.agent.fetch('/api/text-changes', init);
      expect(own.status).toBe(200);
      expect(own.headers.get('cache-control')).toBe('no-store');
    });

    it('what is no state vector, no base64 or no caret is refused', async () => {
      const { editor, sectionId, who } = await author();
      const params = { sectionId };
      const ticket = await ticketOf(sectionId, who.agent);
      const broken = { ...opening(ticket), stateVector: base64(new Uint8Array(64).fill(255)) };
      expect(await who.agent.refused(openText, { params, body: broken })).toBe('input.invalid');
      const sent = { openingId: editor.openingId, batch: 0 };
      const wrong = { ...sent, updates: ['no base64!'] };
      expect(await who.agent.refused(sendUpdates, { params, body: wrong })).toBe('input.invalid');
      const cursor = { anchor: { ...place, tname: 'x'.repeat(65) }, head: place };
      const fat = { ...sent, updates: [], caret: { clientId: 7, clock: 1, cursor } };
      expect(await who.agent.refused(sendUpdates, { params, body: fat })).toBe('input.invalid');
    });
  });

  describe('what is taken away ends at once', () => {
    it('membership: the waiting poll is answered, and nothing more is taken or told', async () => {
      const { editor, sectionId, who } = await author();
      await collab.coordinator.get(endMembership, {
        params: { proposalId: collab.proposal.id, membershipId: who.membershipId },
        body: { version: 1 },
      });
      await editor.isClosed();
      await expect(editor.sendBytes(paragraph('gone'))).rejects.toMatchObject({ code: 'not_found' });
      expect((await collab.stored(sectionId)).text).toBe('while here');
    });

    it('membership, ended past every announcement: a poll that has something to tell tells nothing', async () => {
      const { editor, sectionId, who } = await author();
      await collab.server.sql('update membership set ended_at = clock_timestamp() where person_id = $1', [
        who.personId,
      ]);
      const coordinator = await collab.editor(collab.coordinator, sectionId);
      coordinator.write('secret');
      await coordinator.allAcknowledged();
      await editor.isClosed();
      expect(editor.text()).toBe('while here');
    });

    it('session: also one that ended past every announcement', async () => {
      const [one, other] = [await author(), await author()];
      await one.who.agent.call(signOut, {});
      await one.editor.isClosed();
      expect(one.editor.closedBecause).toBe('unauthenticated');
      await collab.server.sql('update session set ended_at = clock_timestamp() where person_id = $1', [
        other.who.personId,
      ]);
      const coordinator = await collab.editor(collab.coordinator, other.sectionId);
      coordinator.write('secret');
      await other.editor.isClosed();
      expect(other.editor.text()).toBe('while here');
    });
  });
});
