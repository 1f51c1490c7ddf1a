import { createHash } from 'node:crypto';
import {
  checkAudit,
  checkInstallationAudit,
  editProposal,
  exportAudit,
  exportInstallationAudit,
  moveCutOffTo,
  readAudit,
  readInstallationAudit,
  readReminder,
} from '@concordat/contracts';
import { auditText, type ChainedEvent } from '@concordat/domain';
import { type ProposalForTests, ProposalWorld } from '../../../test/proposal-world.js';
import { type Agent, startTestServer, type TestServer } from '../../testing/index.js';
import { verifyAudit } from './verify-audit.js';

/** A record of as many acts as the given one that is whole in itself, but another. */
function otherHistory(whole: string): string {
  const lines = whole.split('\n').filter((line) => line !== '');
  let previous = '0'.repeat(64);
  const events = lines.slice(1, -1).map((line) => {
    const event = { ...(JSON.parse(line) as ChainedEvent), action: 'other.act', previous };
    previous = createHash('sha256').update(auditText(event)).digest('hex');
    return JSON.stringify({ ...event, sha256: previous });
  });
  return [lines[0], ...events, JSON.stringify({ end: events.length, sha256: previous }), ''].join('\n');
}

describe('the record of a proposal', () => {
  let server: TestServer;
  let world: ProposalWorld;
  let cutOffId: string;
  let north: ProposalForTests;
  let south: ProposalForTests;
  let observer: Agent;
  let admin: Agent;
  beforeAll(async () => {
    server = await startTestServer();
    world = new ProposalWorld(server);
    const call = await world.call();
    ({ cutOffId } = call);
    north = await world.proposal(call, 'NORTH', 'FI');
    south = await world.proposal(call, 'SOUTH', 'ES');
    const poland = await world.partner(north, 'PL');
    ({ agent: observer } = await world.colleague(north.id, poland, ['observer']));
    admin = await world.person('Admin', ['admin']);
  });
  afterAll(() => server.stop());

  const params = (): { proposalId: string } => ({ proposalId: north.id });
  const file = async (format: 'jsonl' | 'csv'): Promise<string> => {
    const answer = await north.coordinator.fetch(`/api/proposals/${north.id}/audit/export?format=${format}`);
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="history.${format}"`);
    return answer.text();
  };

  it('tells everybody who takes part who did what, the newest first, and nobody else', async () => {
    const page = await observer.get(readAudit, { params: params() });
    expect(page.lines.map(({ action }) => action)).toEqual(['member.add', 'proposal.found']);
    expect(page.lines[0]).toMatchObject({
      number: 2,
      person: { displayName: 'Coordinator NORTH', stateCode: 'FI' },
      byOutsider: false,
      objectName: 'PL',
    });
    expect(page).toMatchObject({ total: 2, next: null, abilities: { 'audit.export': false } });
    for (const stranger of [south.coordinator, admin]) {
      expect(await stranger.refused(readAudit, { params: params() })).toBe('not_found');
      expect(await stranger.refused(checkAudit, { params: params() })).toBe('not_found');
      expect(await stranger.refused(exportAudit, { params: params() })).toBe('not_found');
    }
    expect(await observer.refused(exportAudit, { params: params() })).toBe('forbidden');
  });

  it('is narrowed by kind, person and section, and paged by number', async () => {
    const { frame, coordinator } = north;
    const { acronym, title } = frame;
    for (let version = 1; version <= 3; version += 1)
      await coordinator.get(editProposal, { params: params(), body: { version, acronym, title } });
    const ask = (query: object) => observer.get(readAudit, { params: params(), query });
    const first = await ask({ kind: 'proposal', limit: 2 });
    expect(first.lines.map(({ number }) => number)).toEqual([5, 4]);
    const second = await ask({ kind: 'proposal', limit: 2, before: first.next });
    expect(second.lines.map(({ number }) => number)).toEqual([3, 1]);
    expect(second.next).toBeNull();
    expect((await ask({ kind: 'people' })).lines.map(({ action }) => action)).toEqual(['member.add']);
    expect((await ask({ personId: observer.personId })).lines).toEqual([]);
    expect((await ask({ personId: coordinator.personId })).lines).toHaveLength(5);
    expect((await ask({ sectionId: first.sections[0]?.id })).lines).toEqual([]);
    expect((await ask({ kind: 'sign_ins' })).lines).toEqual([]);
  });

  it('tells a move of the cut-off to each consortium, without naming who is unknown to it', async () => {
    const officer = await world.person('Officer', ['call_officer']);
    const [cutOff] = await server.sql<{ version: number }>('select version from cut_off where id = $1', [
      cutOffId,
    ]);
    const body = {
      wallTime: '2031-04-01T17:00',
      zone: 'Europe/Brussels',
      label: null,
      reason: 'asked for',
      version: cutOff?.version ?? 0,
    };
    await officer.get(moveCutOffTo, { params: { cutOffId }, body });
    for (const { coordinator, id } of [north, south]) {
      const { lines } = await coordinator.get(readAudit, { params: { proposalId: id } });
      expect(lines[0]).toMatchObject({ action: 'cut_off.move', person: null, byOutsider: true });
      expect(lines[0]?.detail.to).toBe('2031-04-01T15:00:00.000Z');
    }
    expect((await admin.get(readInstallationAudit, { query: { kind: 'calls' } })).lines).toHaveLength(1);
  });

  it('says when an administrator read a mail, once however often the screen asks', async () => {
    const [mail] = await server.sql<{ id: string }>(
      `update reminder_occurrence set body_text = 'x', body_html = 'x' where id = (
         select id from reminder_occurrence where proposal_id = $1 limit 1) returning id`,
      [north.id],
    );
    for (let times = 0; times < 3; times += 1)
      await admin.get(readReminder, { params: { reminderId: mail?.id ?? '' } });
    const { lines } = await observer.get(readAudit, { params: params(), query: { kind: 'reads' } });
    expect(lines).toMatchObject([{ action: 'read.mail', byOutsider: true }]);
  });

  it('hides from the others that a state discusses among itself', async () => {
    const sectionId = await world.section(north, 'B1').catch(() => world.section(north, 'C1'));
    const [thread] = await server.sql<{ id: string }>(
      `insert into comment_thread (id, proposal_id, section_id, internal_member_id, created_by)
       select gen_random_uuid(), $1, $2, $3, $4 returning id`,
      [north.id, sectionId, north.coordinatorMemberId, north.coordinator.personId],
    );
    await server.sql(
      `insert into audit_event (person_id, action, object_kind, object_id, proposal_id) values ($1, 'comment.started', 'comment_thread', $2, $3)`,
      [north.coordinator.personId, thread?.id, north.id],
    );
    const comments = (agent: Agent) =>
      agent.get(readAudit, { params: params(), query: { kind: 'comments' } });
    expect((await comments(north.coordinator)).lines).toHaveLength(1);
    expect((await comments(observer)).lines).toEqual([]);
  });

  it('is exported whole, and verified without the server, as lines and as a table', async () => {
    await server.sql(`update person set display_name = '=cmd|''/c calc''!A1' where id = $1`, [
      north.coordinator.personId,
    ]);
    const earlier = await file('jsonl');
    const table = await file('csv');
    const lines = await file('jsonl');
    for (const [content, before] of [
      [earlier, null],
      [table, null],
      [lines, earlier],
      [table, earlier],
    ] as const)
      expect(verifyAudit(content, before)).toMatchObject({ problems: [] });
    expect(verifyAudit(lines, earlier).findings.join(' ')).toMatch(
      /All \d+ acts of the earlier export stand/,
    );
    // The name would be a formula in a spreadsheet; here it is text.
    expect(table).toContain(`"'=cmd|`);
    expect(table).not.toMatch(/(^|,)"?[=+@]/m);
    expect(lines.split('\n').at(-3)).toContain('read.record');
  });

  it('shows in the file whatever was done to it', async () => {
    const whole = await file('jsonl');
    const table = await file('csv');
    const without = (text: string, at: number): string =>
      text
        .split('\n')
        .filter((_, line) => line !== at)
        .join('\n');
    const problems = (content: string, earlier: string | null = null) =>
      verifyAudit(content, earlier).problems.join(' ');
    expect(problems(without(whole, 3))).toMatch(/Act 4: A number is missing/);
    expect(problems(without(table, 3))).toMatch(/Act 4: A number is missing/);
    expect(problems(whole.replace('member.add', 'member.odd'))).toMatch(/Act 2: What is written here is not/);
    expect(problems(table.replace('member.add', 'member.odd'))).toMatch(/Act 2: What is written here is not/);
    expect(problems(without(whole, whole.split('\n').length - 2))).toMatch(/cut off/);
    expect(problems(without(whole, whole.split('\n').length - 3))).toMatch(/acts were cut off/);
    expect(problems(`${whole}{"number":1}\n`)).toMatch(/after the end/);
    expect(problems(whole, await file('jsonl'))).toMatch(/acts were cut off, or the files/);
    expect(problems(whole, otherHistory(whole))).toMatch(/Act \d+ of the earlier export is not in this one/);
    expect(problems(whole.slice(0, 900))).not.toBe('');
    for (const other of ['', '{}', 'a,b\n1,2', '[]', '\u0000', '{"file":"concordat-audit-export"'])
      expect(problems(other)).toMatch(/not an exported record|cut off/);
  });

  it('is checked while it lives, and a forgery by the operator is found', async () => {
    const whole = await north.coordinator.get(checkAudit, { params: params() });
    expect(whole).toMatchObject({ broken: null });
    expect(whole.fitting).toBe((await observer.get(readAudit, { params: params() })).total);
    await server.sql('alter table audit_event disable trigger never_changes');
    await server.sql(
      `update audit_event set person_id = $1 where proposal_id = $2 and action = 'member.add'`,
      [observer.personId, north.id],
    );
    expect(await observer.get(checkAudit, { params: params() })).toMatchObject({
      fitting: 1,
      broken: { number: 2, message: expect.stringContaining('changed afterwards') as unknown },
    });
  });

  it('of the installation is for administrators, and holds nothing of a proposal', async () => {
    expect(await observer.refused(readInstallationAudit, {})).toBe('forbidden');
    expect(await observer.refused(exportInstallationAudit, {})).toBe('forbidden');
    expect(await observer.refused(checkInstallationAudit, {})).toBe('forbidden');
    const { lines } = await admin.get(readInstallationAudit, { query: { limit: 100 } });
    expect(lines.some(({ action }) => action === 'session.open')).toBe(true);
    expect(lines.filter(({ action }) => /^(proposal|member|section)/.test(action))).toEqual([]);
    expect(await admin.get(checkInstallationAudit, {})).toMatchObject({ broken: null });
    const answer = await admin.fetch('/api/audit/export');
    expect(verifyAudit(await answer.text(), null).problems).toEqual([]);
  });
});
