import { randomUUID } from 'node:crypto';
import { appendBlocks } from '@concordat/document';
import type { ScriptedEditor } from '@concordat/testing';
import * as Y from 'yjs';
import { CollabWorld } from '../../test/collab-world.js';
import type { RawEditor } from '../../test/raw-editor.js';

const mebibyte = 1024 * 1024;

/** An update that adds a paragraph under a client id of choice. */
function paragraph(text: string, clientId?: number, base?: Uint8Array): Uint8Array {
  const doc = new Y.Doc();
  if (base) Y.applyUpdate(doc, base);
  if (clientId !== undefined) doc.clientID = clientId;
  const before = Y.encodeStateVector(doc);
  appendBlocks(doc, [{ type: 'paragraph', text }]);
  return Y.encodeStateAsUpdate(doc, before);
}

/** The second of two updates, without the first. */
function gap(): Uint8Array {
  const doc = new Y.Doc();
  appendBlocks(doc, [{ type: 'paragraph', text: 'first' }]);
  const before = Y.encodeStateVector(doc);
  appendBlocks(doc, [{ type: 'paragraph', text: 'second' }]);
  return Y.encodeStateAsUpdate(doc, before);
}

/** A paragraph in a root that no reader of the section looks into. */
function hidingPlace(): Uint8Array {
  const doc = new Y.Doc();
  doc.getXmlFragment('elsewhere').insert(0, [new Y.XmlElement('paragraph')]);
  return Y.encodeStateAsUpdate(doc);
}

function unknownNode(): Uint8Array {
  const doc = new Y.Doc();
  appendBlocks(doc, [{ type: 'paragraph', text: 'x' }]);
  const before = Y.encodeStateVector(doc);
  const [name] = doc.share.keys();
  doc.getXmlFragment(name).insert(0, [new Y.XmlElement('script')]);
  return Y.mergeUpdates([Y.encodeStateAsUpdate(doc), Y.encodeStateAsUpdate(doc, before)]);
}

describe('updates that no editor of ours would send', () => {
  let collab: CollabWorld;
  let sectionId: string;
  let honest: ScriptedEditor;
  beforeAll(async () => {
    collab = await CollabWorld.start();
  });
  beforeEach(async () => {
    sectionId = await collab.section();
    honest = await collab.editor(collab.coordinator, sectionId);
    honest.write('honest');
    await honest.allAcknowledged();
  });
  afterEach(() => collab.leave());
  afterAll(() => collab.stop());

  const attacker = async (): Promise<RawEditor> => {
    const { agent, personId } = await collab.colleague('author');
    await collab.server.sql('update section set lead_person_id = $2 where id = $1', [sectionId, personId]);
    return collab.attacker(agent, sectionId);
  };

  /** The document is as it was, and the other editor goes on as if nothing had been. */
  async function undisturbed(expected = 'honest'): Promise<void> {
    expect((await collab.stored(sectionId)).text).toBe(expected);
    expect(honest.text()).toBe(expected);
    honest.write('still');
    await honest.allAcknowledged();
    expect((await collab.stored(sectionId)).text).toBe(`${expected} still`);
    expect(honest.messages).toEqual([]);
    expect(honest.closedBecause).toBeNull();
  }

  const hostile: [string, string, () => Uint8Array][] = [
    ['truncated', 'update.malformed', () => paragraph('words that are cut off').slice(0, -7)],
    ['cut to its first bytes', 'update.malformed', () => paragraph('words').slice(0, 4)],
    [
      'followed by more bytes',
      'update.malformed',
      () => Buffer.concat([paragraph('words'), Buffer.from([1])]),
    ],
    [
      'of random bytes',
      'update.malformed',
      () => Uint8Array.from({ length: 400 }, (_, at) => (at * 97 + 31) % 256),
    ],
    ['of only the highest byte', 'update.malformed', () => new Uint8Array(2_000).fill(255)],
    ['in the second encoding', 'update.malformed', () => Y.convertUpdateFormatV1ToV2(paragraph('second'))],
    ['with a gap before it', 'update.gap', gap],
    ['larger than a mebibyte', 'update.too_large', () => paragraph('x'.repeat(mebibyte + 1))],
    ['with a hiding place', 'update.schema', hidingPlace],
    ['with a node that the text cannot hold', 'update.schema', unknownNode],
  ];

  it.each(hostile)('%s: refused with %s, by both kinds of message', async (_which, code, bytes) => {
    for (const kind of ['update', 'step_two'] as const) {
      const raw = await attacker();
      raw.update(sectionId, bytes(), kind);
      await raw.hears(code);
      expect(raw.heard.some((each) => each.kind === 'applied')).toBe(false);
    }
    await undisturbed();
  });

  it('a colleague’s client id is refused, whether it has written or only announced itself', async () => {
    const raw = await attacker();
    const [client] = await collab.server.sql<{ client_id: string }>(
      'select client_id from client_binding where section_id = $1',
      [sectionId],
    );
    raw.update(sectionId, paragraph('forged', Number(client?.client_id), Y.encodeStateAsUpdate(honest.doc)));
    await raw.hears('update.foreign_client');
    const silent = await collab.editor(collab.coordinator, sectionId);
    silent.claims({ cursor: { anchor: 1 } });
    await honest.meets((others) => others.length === 1);
    const again = await attacker();
    again.update(sectionId, paragraph('before they could', silent.doc.clientID));
    await again.hears('update.foreign_client');
    silent.write('mine');
    await silent.allAcknowledged();
    await honest.sees('honest mine');
    await undisturbed('honest mine');
  });

  it('after one refusal nothing more of that connection is taken, and a new one may write', async () => {
    const { agent, personId } = await collab.colleague('author');
    await collab.server.sql('update section set lead_person_id = $2 where id = $1', [sectionId, personId]);
    const deviceId = randomUUID();
    const raw = await collab.attacker(agent, sectionId, deviceId);
    const good = paragraph('late');
    raw.update(sectionId, gap());
    raw.update(sectionId, good);
    await raw.hears('update.gap');
    await raw.until(() => raw.heard.filter(({ kind }) => kind === 'not_applied').length === 2, 'two answers');
    expect((await collab.stored(sectionId)).text).toBe('honest');
    const back = await collab.attacker(agent, sectionId, deviceId);
    back.update(sectionId, good);
    await back.until(() => back.heard.some(({ kind }) => kind === 'applied'), 'the acknowledgement');
    await honest.sees('late');
  });

  it('a frame of more than two mebibytes ends that socket alone', async () => {
    const raw = await attacker();
    raw.update(sectionId, new Uint8Array(2 * mebibyte + 1));
    await raw.isGone();
    expect(raw.closeCode).toBe(1009);
    await undisturbed();
  });

  it('frames that are no message end that connection alone', async () => {
    const noise = [new Uint8Array(0), new Uint8Array(64).fill(255), Buffer.from('hello')];
    for (const bytes of noise) {
      const raw = await attacker();
      raw.frame(bytes);
      await raw.isClosed();
    }
    await undisturbed();
  });

  it('a message outside the text ends the connection', async () => {
    const raw = await attacker();
    raw.say(sectionId, '{"kind":"closed","code":"section.locked"}');
    await raw.isClosed();
    await undisturbed();
  });
});
