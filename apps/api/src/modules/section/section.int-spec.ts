import { randomUUID } from 'node:crypto';
import {
  assignSection,
  listSections,
  lockSection,
  readSection,
  readSectionText,
  reopenSection,
  requestTicket,
  type SectionView,
} from '@concordat/contracts';
import { schemaVersion } from '@concordat/document';
import { CollabWorld } from '../../../test/collab-world.js';
import type { Agent } from '../../testing/index.js';

const day = 86_400_000;
const later = (days: number): string => new Date(Date.now() + days * day).toISOString();

describe('sections of a proposal', () => {
  let collab: CollabWorld;
  let sectionId: string;
  let author: Awaited<ReturnType<CollabWorld['colleague']>>;
  beforeAll(async () => {
    collab = await CollabWorld.start();
    author = await collab.colleague('author');
  });
  beforeEach(async () => {
    sectionId = await collab.section();
  });
  afterEach(() => collab.leave());
  afterAll(() => collab.stop());

  const read = (agent: Agent = collab.coordinator): Promise<SectionView> =>
    agent.get(readSection, { params: { sectionId } });
  const setState = (change: string) =>
    collab.server.sql(`update section set ${change} where id = $1`, [sectionId]);
  const wish = (given: Record<string, unknown> = {}) => ({
    version: 1,
    leadPersonId: author.personId,
    contributorPersonIds: [] as string[],
    dueAt: null,
    ...given,
  });
  const assign = (given: Record<string, unknown> = {}, agent = collab.coordinator) =>
    agent.call(assignSection, { params: { sectionId }, body: wish(given) });
  const assigned = async (given: Record<string, unknown> = {}): Promise<SectionView> =>
    collab.coordinator.get(assignSection, { params: { sectionId }, body: wish(given) });
  const send = (path: string, method: string, body: unknown, agent = collab.coordinator) =>
    agent.fetch(`/api/sections/${sectionId}/${path}`, {
      method,
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    });

  it('come in the order of the template, with headings that have no text of their own', async () => {
    const { sections } = await author.agent.get(listSections, { params: { proposalId: collab.proposal.id } });
    const numbers = sections.map(({ number }) => number);
    expect(numbers.indexOf('C4')).toBeGreaterThan(numbers.indexOf('A1'));
    expect(sections.filter(({ isGroup }) => isGroup).length).toBeGreaterThan(0);
    expect(sections.find(({ id }) => id === sectionId)).toMatchObject({
      state: 'not_started',
      words: 0,
      lead: null,
    });
  });

  it('tell each reader what they may do, and why nobody may write', async () => {
    expect((await read()).abilities).toMatchObject({ 'section.edit': true, 'section.assign': true });
    const mine = await read(author.agent);
    expect(mine.abilities).toMatchObject({
      'section.edit': false,
      'section.assign': false,
      'comment.write': true,
    });
    expect(mine.closedBecause).toBeNull();
    await setState("state = 'approved'");
    expect((await read(author.agent)).closedBecause).toBe('section.approved');
  });

  it('show their saved text to whoever reads them', async () => {
    const editor = await collab.editor(collab.coordinator, sectionId);
    editor.write('two words');
    await editor.allAcknowledged();
    const view = await author.agent.get(readSectionText, { params: { sectionId } });
    expect(view).toMatchObject({ text: 'two words', seq: expect.any(Number) });
    expect(view.seq).toBeGreaterThan(0);
  });

  describe('when they are handed to writers', () => {
    it('the lead and the contributors may write, the deadline follows, and an audit row says who did it', async () => {
      const contributor = await collab.colleague('author');
      const dueAt = later(20);
      const view = await assigned({ dueAt, contributorPersonIds: [contributor.personId, author.personId] });
      expect(view).toMatchObject({
        version: 2,
        lead: { id: author.personId, stateCode: 'PL' },
        leadMemberId: collab.polandId,
        contributors: [{ id: contributor.personId }],
        due: { at: dueAt, zone: 'Europe/Brussels' },
      });
      for (const { agent } of [author, contributor])
        expect((await collab.ticket(agent, sectionId)).mode).toBe('edit');
      const deadline = () =>
        collab.server.sql<{ at: Date; cancelled: boolean }>(
          'select at, cancelled_at is not null as cancelled from deadline where section_id = $1',
          [sectionId],
        );
      expect(await deadline()).toEqual([{ at: new Date(dueAt), cancelled: false }]);
      await assigned({ version: 2, leadPersonId: null });
      expect(await deadline()).toEqual([{ at: new Date(dueAt), cancelled: true }]);
      expect((await collab.ticket(author.agent, sectionId)).mode).toBe('read');
      const audit = await collab.server.sql(
        `select person_id from audit_event where object_id = $1 and action = 'section.assign'`,
        [sectionId],
      );
      expect(audit).toEqual(Array(2).fill({ person_id: collab.coordinator.personId }));
    });

    it('an author who is taken off writes no more, though the editor is still open', async () => {
      await assigned();
      const editor = await collab.editor(author.agent, sectionId);
      editor.write('mine');
      await editor.allAcknowledged();
      await assigned({ version: (await read()).version, leadPersonId: null });
      await editor.hears('update.rights', 1_000);
      editor.write('no longer');
      expect((await collab.stored(sectionId)).text).toBe('mine');
    });

    it.each([
      ['due.in_the_past', 400, () => ({ dueAt: later(-1) })],
      ['due.after_cut_off', 400, () => ({ dueAt: later(61) })],
      ['section.person_not_here', 409, () => ({ leadPersonId: randomUUID() })],
      ['section.person_not_here', 409, () => ({ contributorPersonIds: [randomUUID()] })],
      ['changed.meanwhile', 409, () => ({ version: 7 })],
    ])('refuses with %s (%i) and changes nothing', async (code, status, given) => {
      const before = await read();
      const answer = await assign(given());
      expect([answer.status, answer.refusal?.code]).toEqual([status, code]);
      expect(await read()).toEqual(before);
    });

    it('takes the instant of the cut-off itself', async () => {
      const [cutOff] = await collab.server.sql<{ at: Date }>(
        'select c.at from cut_off c join proposal p on p.cut_off_id = c.id where p.id = $1',
        [collab.proposal.id],
      );
      const at = cutOff?.at ?? new Date();
      expect((await assigned({ dueAt: at.toISOString() })).due?.at).toBe(at.toISOString());
      const after = new Date(at.getTime() + 1).toISOString();
      expect((await assign({ version: 2, dueAt: after })).refusal?.code).toBe('due.after_cut_off');
    });

    it.each(['reviewer', 'observer', 'signatory'] as const)('refuses a %s as writer', async (role) => {
      const { personId } = await collab.colleague(role);
      expect((await assign({ leadPersonId: personId })).refusal?.code).toBe('section.person_not_here');
    });

    it('refuses a person whose membership ended, and a heading', async () => {
      const former = await collab.colleague('author');
      await collab.server.sql('update membership set ended_at = now() where id = $1', [former.membershipId]);
      expect((await assign({ leadPersonId: former.personId })).refusal?.code).toBe('section.person_not_here');
      await setState('is_group = true');
      expect((await assign()).refusal?.code).toBe('section.is_group');
      const body = { deviceId: randomUUID(), schemaVersion };
      expect(await collab.coordinator.refused(requestTicket, { params: { sectionId }, body })).toBe(
        'section.is_group',
      );
    });

    it('of two coordinators at once one wins, and the other is told', async () => {
      const answers = await Promise.all([
        assign(),
        assign({ leadPersonId: null }),
        assign({ dueAt: later(3) }),
      ]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
      expect((await read()).version).toBe(2);
    });

    it.each(['author', 'member_lead', 'reviewer', 'signatory', 'observer'] as const)(
      'a %s may read them but neither assign, lock nor reopen',
      async (role) => {
        const { agent } = await collab.colleague(role);
        await read(agent);
        expect((await assign({}, agent)).refusal).toMatchObject({ code: 'forbidden' });
        const params = { sectionId };
        expect(await agent.refused(lockSection, { params, body: { version: 1 } })).toBe('forbidden');
        expect(await agent.refused(reopenSection, { params, body: { version: 1, reason: 'x' } })).toBe(
          'forbidden',
        );
      },
    );
  });

  describe('when they are locked and reopened', () => {
    const lock = (version: number) =>
      collab.coordinator.call(lockSection, { params: { sectionId }, body: { version } });
    const reopen = (version: number, reason = 'A figure was wrong.') =>
      collab.coordinator.call(reopenSection, { params: { sectionId }, body: { version, reason } });

    it('only an approved one is locked, and the way back is open with a reason', async () => {
      expect((await lock(1)).refusal?.code).toBe('section.wrong_state');
      expect((await reopen(1)).refusal?.code).toBe('section.wrong_state');
      await setState("state = 'approved'");
      expect((await lock(9)).refusal?.code).toBe('changed.meanwhile');
      expect((await lock(1)).result).toMatchObject({
        state: 'locked',
        closedBecause: 'section.locked',
        version: 2,
      });
      expect((await lock(2)).refusal?.code).toBe('section.wrong_state');
      expect((await reopen(2, '   ')).refusal).toMatchObject({
        code: 'input.invalid',
        fields: { reason: 'Say why, so that the states understand.' },
      });
      expect((await reopen(2)).result).toMatchObject({ state: 'drafting', closedBecause: null, version: 3 });
    });

    it('after the cut-off neither is possible', async () => {
      await setState("state = 'approved'");
      const moveCutOff = (by: string) =>
        collab.server.sql(
          `update cut_off set at = at + $2::interval where id = (select cut_off_id from proposal where id = $1)`,
          [collab.proposal.id, by],
        );
      await moveCutOff('-61 days');
      try {
        expect((await lock(1)).refusal?.code).toBe('cut_off.passed');
        expect((await reopen(1)).refusal?.code).toBe('cut_off.passed');
        expect((await collab.ticket(collab.coordinator, sectionId)).mode).toBe('read');
      } finally {
        await moveCutOff('61 days');
      }
    });
  });

  describe('given what nobody should send', () => {
    const ticket = { deviceId: randomUUID(), schemaVersion };
    const hostile: [string, string, string, unknown, string[]][] = [
      ['a missing field', 'assignment', 'PUT', { version: 1, leadPersonId: null }, ['dueAt']],
      ['an unknown field', 'assignment', 'PUT', { ...wishOf(), state: 'approved' }, ['body']],
      ['a prototype', 'assignment', 'PUT', JSON.parse('{"__proto__":{"version":1}}') as unknown, ['body']],
      ['a number as text', 'assignment', 'PUT', { ...wishOf(), version: '1' }, ['version']],
      ['a fraction', 'assignment', 'PUT', { ...wishOf(), version: 1.5 }, ['version']],
      ['a query as id', 'assignment', 'PUT', { ...wishOf(), leadPersonId: { $ne: null } }, ['leadPersonId']],
      [
        'a wall time without zone',
        'assignment',
        'PUT',
        { ...wishOf(), dueAt: '2027-01-01T17:00' },
        ['dueAt'],
      ],
      ['a date that is none', 'assignment', 'PUT', { ...wishOf(), dueAt: '2027-02-30T17:00:00Z' }, ['dueAt']],
      [
        'too many people',
        'assignment',
        'PUT',
        { ...wishOf(), contributorPersonIds: Array.from({ length: 41 }, () => randomUUID()) },
        ['contributorPersonIds'],
      ],
      [
        'a reason that is too long',
        'reopening',
        'POST',
        { version: 1, reason: 'x'.repeat(2_001) },
        ['reason'],
      ],
      ['no body', 'lock', 'POST', null, ['body']],
      ['a list', 'lock', 'POST', [], ['body']],
      ['a device that is no id', 'tickets', 'POST', { ...ticket, deviceId: 'phone' }, ['deviceId']],
      ['a schema of nought', 'tickets', 'POST', { ...ticket, schemaVersion: 0 }, ['schemaVersion']],
    ];

    it.each(hostile)(
      '%s: says which field is wrong and changes nothing',
      async (_which, path, method, body, fields) => {
        const response = await send(path, method, body);
        const refusal = (await response.json()) as { code: string; fields?: Record<string, string> };
        expect({
          status: response.status,
          code: refusal.code,
          fields: Object.keys(refusal.fields ?? {}),
        }).toEqual({
          status: 400,
          code: 'input.invalid',
          fields: expect.arrayContaining(fields),
        });
        expect((await read()).version).toBe(1);
      },
    );

    it('a body beyond all measure is refused before it is read', async () => {
      const response = await send('lock', 'POST', { version: 1, padding: 'x'.repeat(3 * 1024 * 1024) });
      expect(response.status).toBe(413);
    });
  });
});

function wishOf() {
  return { version: 1, leadPersonId: null, contributorPersonIds: [], dueAt: null };
}
