import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { sendImage } from '@concordat/contracts';
import { CollabWorld } from '../../../test/collab-world.js';
import { jpegWith, png, svg } from '../../../test/pictures.js';
import type { Agent } from '../../testing/index.js';

/** What comes back to a body that is announced and not sent. */
function announce(origin: string, { cookie }: Agent, path: string, length: number): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const headers = {
      ...{ origin, cookie: cookie ?? '' },
      ...{ 'content-type': 'application/json', 'content-length': String(length) },
    };
    const asked = request(origin + path, { method: 'POST', headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part: string) => (text += part));
      answer.on('end', () => {
        asked.destroy();
        resolve([answer.statusCode, JSON.parse(text)]);
      });
    });
    asked.on('error', reject).flushHeaders();
  });
}

describe('pictures of a section', () => {
  let collab: CollabWorld;
  let sectionId: string;
  let author: Awaited<ReturnType<CollabWorld['colleague']>>;
  beforeAll(async () => {
    collab = await CollabWorld.start();
    author = await collab.colleague('author');
    sectionId = await collab.section(author.personId);
  });
  afterAll(() => collab.stop());

  const wish = (bytes: Buffer, section = sectionId) => ({
    params: { sectionId: section },
    body: { content: bytes.toString('base64') },
  });
  const send = (bytes: Buffer, agent: Agent = author.agent) => agent.get(sendImage, wish(bytes));
  const fetched = (agent: Agent, imageId: string, section = sectionId) =>
    agent.fetch(`/api/sections/${section}/images/${imageId}`);

  it('are kept once and shown in a sandbox to whoever reads the section', async () => {
    const kept = await send(png(30, 20, { words: 'SECRET' }));
    expect(kept).toMatchObject({ mediaType: 'image/png', width: 30, height: 20 });
    expect(await send(png(30, 20), collab.coordinator)).toEqual(kept);
    const reader = await collab.colleague('observer');
    const answer = await fetched(reader.agent, kept.id);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-security-policy': "default-src 'none'; sandbox",
      'content-disposition': `attachment; filename="${kept.id}.png"`,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect([bytes.length, bytes.includes('SECRET')]).toEqual([kept.bytes, false]);
  });

  it('stand in every section of their proposal, and in no other proposal', async () => {
    const { id } = await send(png(5, 5));
    expect((await fetched(author.agent, id, await collab.section())).status).toBe(200);
    const rival = await collab.world.proposal(await collab.world.call(), 'SOUTH', 'ES');
    const foreign = await collab.section(null, rival.id);
    expect((await fetched(rival.coordinator, id)).status).toBe(404);
    expect((await fetched(rival.coordinator, id, foreign)).status).toBe(404);
    expect((await fetched(author.agent, id, foreign)).status).toBe(404);
    expect((await fetched(author.agent, randomUUID())).status).toBe(404);
  });

  it('say what they are by their content alone', async () => {
    const { id, mediaType } = await send(jpegWith('turned'));
    expect(mediaType).toBe('image/jpeg');
    expect((await fetched(author.agent, id)).headers.get('content-type')).toBe('image/jpeg');
    expect(await author.agent.refused(sendImage, wish(svg))).toBe('image.svg');
    expect(await author.agent.refused(sendImage, wish(png(30, 20).subarray(0, 60)))).toBe('image.damaged');
    expect(await author.agent.refused(sendImage, wish(Buffer.alloc(10 * 1_048_576 + 9)))).toBe(
      'image.too_large',
    );
  });

  it('are taken only from those who may write, while the text is open', async () => {
    const reader = await collab.colleague('observer');
    expect(await reader.agent.refused(sendImage, wish(png(6, 6)))).toBe('forbidden');
    const approved = await collab.section(author.personId);
    await collab.server.sql(`update section set state = 'approved' where id = $1`, [approved]);
    expect(await author.agent.refused(sendImage, wish(png(6, 6), approved))).toBe('section.approved');
  });

  it('are not read before it is known who sends them', async () => {
    const reader = await collab.colleague('observer');
    // A body that says how long it is and never comes: only who is let in would wait for it.
    const announced = (agent: Agent, section: string, length: number) =>
      announce(collab.server.url, agent, `/api/sections/${section}/images`, length);
    const allowed = 12 * 1_048_576;
    expect(await announced(reader.agent, sectionId, allowed)).toMatchObject([403, { code: 'forbidden' }]);
    expect(await announced(author.agent, randomUUID(), allowed)).toMatchObject([404, { code: 'not_found' }]);
    expect(await announced(author.agent, 'x', allowed)).toMatchObject([404, { code: 'not_found' }]);
    expect(await announced(author.agent, sectionId, 15 * 1_048_576)).toMatchObject([
      413,
      { code: 'image.too_large' },
    ]);
  });

  it('are never more than a proposal may hold', async () => {
    const one = (size: number) =>
      collab.server.sql(
        `insert into image (id, proposal_id, sent_by, sent_at, media_type, width, height, size, sha256, bytes)
         values ($1, $2, $3, now() - interval '1 day', 'image/png', 1, 1, $4, $5, '')`,
        [randomUUID(), collab.proposal.id, author.personId, size, Buffer.from(randomUUID())],
      );
    await one(200 * 1_048_576 - 20_000);
    await send(png(7, 7));
    await one(20_000);
    expect(await author.agent.refused(sendImage, wish(png(8, 8)))).toBe('image.full');
  });

  it('never change', async () => {
    await expect(collab.server.sql('update image set width = 1')).rejects.toThrow('never change');
    await expect(collab.server.sql('delete from image')).rejects.toThrow('never change');
  });
});
