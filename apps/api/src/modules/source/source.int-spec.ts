import { changeSources, type KeptSource, readSources } from '@concordat/contracts';
import { CollabWorld } from '../../../test/collab-world.js';
import type { Agent } from '../../testing/index.js';

const source = (id: string, title: string): KeptSource => ({
  ...{ source: id.repeat(12), authors: 'Ada Lovelace', title, container: '', publisher: '' },
  ...{ year: '1843', volume: '', pages: '', doi: '', url: '' },
});

describe('sources that a proposal keeps', () => {
  let collab: CollabWorld;
  let sectionId: string;
  let author: Awaited<ReturnType<CollabWorld['colleague']>>;
  beforeAll(async () => {
    collab = await CollabWorld.start();
    author = await collab.colleague('author');
    sectionId = await collab.section(author.personId);
  });
  afterAll(() => collab.stop());

  const wish = (keep: readonly KeptSource[], drop: readonly string[] = [], section = sectionId) => ({
    params: { sectionId: section },
    body: { keep: [...keep], drop: [...drop] },
  });
  const titles = async (agent: Agent, section = sectionId): Promise<string[]> =>
    (await agent.get(readSources, { params: { sectionId: section } })).sources.map(({ title }) => title);

  it('are found again in every section of it, as they were kept last', async () => {
    await author.agent.get(changeSources, wish([source('b', 'Notes'), source('a', 'Engines')]));
    const kept = await author.agent.get(
      changeSources,
      wish([source('b', 'Sketch'), source('b', 'Notes on it')]),
    );
    expect(kept.sources.map(({ title }) => title)).toEqual(['Engines', 'Notes on it']);
    const reader = await collab.colleague('observer');
    expect(await titles(reader.agent, await collab.section())).toEqual(['Engines', 'Notes on it']);
  });

  it('go only when somebody who may write takes them out', async () => {
    const reader = await collab.colleague('observer');
    expect(await reader.agent.refused(changeSources, wish([], ['a'.repeat(12)]))).toBe('forbidden');
    await author.agent.get(changeSources, wish([], ['a'.repeat(12)]));
    expect(await titles(author.agent)).toEqual(['Notes on it']);
  });

  it('are nobody else’s', async () => {
    const rival = await collab.world.proposal(await collab.world.call(), 'SOUTH', 'ES');
    const foreign = await collab.section(null, rival.id);
    expect(await titles(rival.coordinator, foreign)).toEqual([]);
    expect(await rival.coordinator.refused(readSources, { params: { sectionId } })).toBe('not_found');
    expect(await author.agent.refused(changeSources, wish([source('c', 'x')], [], foreign))).toBe(
      'not_found',
    );
  });

  it('are one short line each, and never more than a proposal may keep', async () => {
    expect(await author.agent.refused(changeSources, wish([source('c', 'two\nlines')]))).toBe(
      'input.invalid',
    );
    await collab.server.sql(
      `insert into proposal_source (proposal_id, source, authors, title, container, publisher, year, volume, pages, doi, url)
       select $1, lpad(n::text, 12, '0'), '', 'T' || n, '', '', '', '', '', '', '' from generate_series(1, 1000) n`,
      [collab.proposal.id],
    );
    expect(await author.agent.refused(changeSources, wish([source('d', 'One too many')]))).toBe(
      'source.full',
    );
  });
});
