import { randomUUID } from 'node:crypto';
import {
  editDeadline,
  followDeadlines,
  listDeadlines,
  markMailRead,
  nudge,
  readMail,
  readMailBody,
  readMailbox,
  readReminder,
  readReminderBody,
  readReminderConsole,
  retryReminder,
  sendReminderNow,
} from '@concordat/contracts';
import { setTimeout as pause } from 'node:timers/promises';
import { type ProposalForTests, ProposalWorld } from '../../../test/proposal-world.js';
import { type Agent, startTestServer, type TestServer } from '../../testing/index.js';
import { LinkTokens } from '../identity/index.js';
import { SweepService } from './sweep.service.js';

describe('the mailbox, notices and the admin’s console', () => {
  let server: TestServer;
  let world: ProposalWorld;
  let north: ProposalForTests;
  let south: ProposalForTests;
  let admin: Agent;
  let poland: string;
  let reviewer: { readonly agent: Agent; readonly personId: string };
  let sectionId: string;

  beforeAll(async () => {
    server = await startTestServer();
    world = new ProposalWorld(server);
    const call = await world.call();
    north = await world.proposal(call, 'NORTH', 'FI');
    south = await world.proposal(call, 'SOUTH', 'ES');
    admin = await world.person('Administrator', ['admin']);
    poland = await world.partner(north, 'PL');
    reviewer = await world.colleague(north.id, poland, ['reviewer']);
    sectionId = await world.section(north, 'C4');
    await server.settle();
  });
  afterAll(() => server.stop());

  const happened = async (
    kind: string,
    id: string,
    payload: object,
    proposalId: string | null = north.id,
  ) => {
    await server.sql('insert into outbox (kind, proposal_id, payload) values ($1, $2, $3)', [
      kind,
      proposalId,
      JSON.stringify({ ...payload, id }),
    ]);
    await server.settle();
  };
  const mails = async (agent: Agent) => (await agent.get(readMailbox, {})).messages;
  const arrives = async (agent: Agent, subject: RegExp) => {
    for (let n = 0; n < 300; n += 1) {
      const found = (await mails(agent)).find((mail) => subject.test(mail.subject));
      if (found) return found;
      await pause(30);
    }
    throw new Error(`No mail says ${subject}: ${JSON.stringify(await mails(agent))}`);
  };
  const ledger = (kind: string) =>
    server.sql<{ id: string; state: string; reason: string | null; recipient_id: string }>(
      'select id, state, reason, recipient_id from reminder_occurrence where kind = $1',
      [kind],
    );

  it('tells those who may speak for a state that it is asked, once, and nobody else', async () => {
    const roundId = await world.round(north, sectionId, [poland]);
    await happened('review.requested', roundId, { sectionId, byPersonId: north.coordinator.personId });
    const mail = await arrives(reviewer.agent, /review C4/);
    const rows = await ledger('review_requested');
    expect(rows.map(({ recipient_id }) => recipient_id)).toEqual([reviewer.personId]);
    const { text, to } = await reviewer.agent.get(readMail, { params: { messageId: mail.id } });
    expect(text).toContain('You get this because your state is asked');
    expect(text).toContain(`/proposals/${north.id}/sections/${sectionId}`);
    expect(to).toContain('@');
  });

  it('shows each person only mail to their own address, whatever id they ask for', async () => {
    const mail = await arrives(reviewer.agent, /review C4/);
    for (const agent of [south.coordinator, north.coordinator, admin]) {
      expect(await mails(agent)).not.toContainEqual(expect.objectContaining({ id: mail.id }));
      const params = { messageId: mail.id };
      expect(await agent.refused(readMail, { params })).toBe('not_found');
      expect(await agent.refused(markMailRead, { params })).toBe('not_found');
      expect((await agent.fetch(`/api/mailbox/messages/${mail.id}/body`)).status).toBe(404);
    }
    expect(await server.nobody().refused(readMailbox, {})).toBe('unauthenticated');
    const seen = await server.sqlAs(
      'web',
      'select id from mailbox_message',
      [],
      south.coordinator.personId ?? '',
    );
    expect(seen).not.toContainEqual({ id: mail.id });
  });

  it('serves a mail for a frame that can run and load nothing, and counts what is unread', async () => {
    const mail = await arrives(reviewer.agent, /review C4/);
    const { unread } = await reviewer.agent.get(readMailbox, {});
    const answer = await reviewer.agent.call(readMailBody, { params: { messageId: mail.id } });
    expect(answer.headers.get('content-security-policy')).toMatch(/default-src 'none'.*sandbox/);
    expect(answer.headers.get('content-type')).toContain('text/html');
    expect(answer.result).toContain('<h1>');
    await reviewer.agent.get(markMailRead, { params: { messageId: mail.id } });
    expect((await reviewer.agent.get(readMailbox, {})).unread).toBe(unread - 1);
  });

  it('does not send what lost its reason before it went', async () => {
    const other = await world.section(north, 'F3');
    const roundId = await world.round(north, other, [poland]);
    await world.verdict(north, roundId, poland, 'approve');
    await server.sql(
      `insert into reminder_occurrence (id, proposal_id, about_kind, about_id, about_revision, kind, recipient_id,
         recipient_email, due_at, message_id)
       select $1, $2, 'review_round', $3, 1, 'review_requested', id, email, clock_timestamp(), $4 from person where id = $5`,
      [randomUUID(), north.id, roundId, `${randomUUID()}@concordat`, reviewer.personId],
    );
    await server.app.get(SweepService, { strict: false }).sweep();
    for (let n = 0; n < 200; n += 1) {
      const rows = await ledger('review_requested');
      if (rows.some(({ state }) => state === 'cancelled')) break;
      await pause(30);
    }
    expect(await ledger('review_requested')).toContainEqual(
      expect.objectContaining({ state: 'cancelled', reason: 'reason_gone' }),
    );
  });

  it('keeps no secret of an invitation, and gives the link to its addressee while it works', async () => {
    const invited = await world.person('invited');
    const invitationId = randomUUID();
    const nonce = randomUUID();
    await server.sql(
      `insert into invitation (id, proposal_id, member_id, email, token_hash, nonce, expires_at)
       select $1, $2, $3, email, $4, $5, clock_timestamp() + interval '7 days' from person where id = $6`,
      [invitationId, north.id, poland, Buffer.from(invitationId), nonce, invited.personId],
    );
    const secret = server.app.get(LinkTokens, { strict: false }).forInvitation({ id: invitationId, nonce });
    await happened('invitation.sent', invitationId, {});
    const mail = await arrives(invited, /invited/);
    expect((await invited.get(readMail, { params: { messageId: mail.id } })).text).toContain(secret);
    const kept = await server.sql<{ body: string }>(
      `select body_text || body_html as body from mailbox_message where id = $1
       union all select body_text || body_html from reminder_occurrence where kind = 'invitation'`,
      [mail.id],
    );
    expect(kept).toHaveLength(2);
    for (const { body } of kept) expect(body).not.toContain(secret);
    const [row] = await ledger('invitation');
    const seen = await admin.get(readReminder, { params: { reminderId: row?.id ?? '' } });
    expect(seen.text).not.toContain(secret);
    await server.sql(`update invitation set state = 'revoked' where id = $1`, [invitationId]);
    expect((await invited.get(readMail, { params: { messageId: mail.id } })).text).not.toContain(secret);
  });

  it('reminds by hand at most once an hour a person and thing', async () => {
    const ask = { params: { proposalId: north.id }, body: { sectionId, memberId: poland } };
    const answers = await Promise.all([
      north.coordinator.call(nudge, ask),
      north.coordinator.call(nudge, ask),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(await north.coordinator.refused(nudge, ask)).toBe('nudge.too_soon');
    await arrives(reviewer.agent, /C4.* waits for you/);
    await server.sql(
      `update reminder_occurrence set created_at = created_at - interval '61 min' where kind = 'nudge'`,
    );
    expect(await north.coordinator.get(nudge, ask)).toEqual({ reminded: 1, alreadyReminded: 0 });
    expect(await reviewer.agent.refused(nudge, ask)).toBe('forbidden');
    expect(await south.coordinator.refused(nudge, ask)).toBe('not_found');
    const foreign = { params: { proposalId: south.id }, body: { sectionId } };
    expect(await south.coordinator.refused(nudge, foreign)).toBe('not_found');
    const alone = { params: { proposalId: south.id }, body: { sectionId: await world.section(south, 'C4') } };
    expect(await south.coordinator.refused(nudge, alone)).toBe('nudge.nobody_there');
  });

  it('shows the admin every proposal’s reminders and deadlines, and lets them be sent now and retried', async () => {
    const all = await admin.get(readReminderConsole, {});
    expect(new Set(all.proposals.map(({ acronym }) => acronym))).toEqual(new Set(['NORTH', 'SOUTH']));
    expect(all.queue.delivery).toBe('mailbox');
    const planned = await admin.get(readReminderConsole, {
      query: { proposalId: south.id, state: 'planned' },
    });
    expect(planned.reminders.every(({ proposal }) => proposal?.id === south.id)).toBe(true);
    const params = { reminderId: planned.reminders[0]?.id ?? '' };
    expect(planned.reminders[0]?.abilities['reminder.send_now']).toBe(true);
    await admin.get(sendReminderNow, { params });
    await arrives(south.coordinator, /SOUTH/);
    for (let n = 0; n < 100; n += 1) {
      if ((await admin.get(readReminder, { params })).state === 'sent') break;
      await pause(30);
    }
    expect(await admin.get(readReminder, { params })).toMatchObject({ state: 'sent', redeliveries: 0 });
    expect((await admin.call(readReminderBody, { params })).result).toContain('<h1>');
    expect(await admin.refused(sendReminderNow, { params })).toBe('reminder.wrong_state');
    expect(await admin.refused(retryReminder, { params })).toBe('reminder.wrong_state');
    const { deadlines } = await admin.get(followDeadlines, { query: { proposalId: north.id } });
    expect(deadlines.map(({ kind }) => kind)).toContain('cut_off');
  });

  it('shows the console to nobody but the admin, and the admin no text', async () => {
    expect(await north.coordinator.refused(readReminderConsole, {})).toBe('forbidden');
    expect(await north.coordinator.refused(followDeadlines, {})).toBe('forbidden');
    const text = ['section_update', 'section_snapshot', 'comment_message', 'comment_thread', 'package_file'];
    for (const table of text)
      await expect(server.sqlAs('worker', `select 1 from ${table}`)).rejects.toThrow(/permission denied/);
    const granted = await server.sql<{ name: string }>(
      `select table_name || '.' || column_name as name from information_schema.column_privileges
       where grantee = 'concordat_worker' and (table_name = any($1)
         or (table_name, column_name) in (('review_round', 'note'), ('review_round', 'answer'),
           ('review_round', 'close_reason'), ('verdict', 'reason'), ('section', 'guidance'), ('person', 'password_hash')))`,
      [text],
    );
    expect(granted).toEqual([]);
    expect(await server.sqlAs('web', 'select id from section', [], admin.personId ?? '')).toEqual([]);
  });

  it('late ones are counted as late', async () => {
    const [row] = await server.sql<{ id: string }>(
      `update reminder_occurrence set due_at = clock_timestamp() - interval '14 min'
       where id = (select o.id from reminder_occurrence o join deadline d on d.id = o.about_id
         where o.proposal_id = $1 and o.state = 'planned' and d.kind = 'cut_off' limit 1) returning id`,
      [south.id],
    );
    await server.app.get(SweepService, { strict: false }).sweep();
    for (let n = 0; n < 200; n += 1) {
      const { reminders } = await admin.get(readReminderConsole, { query: { state: 'late' } });
      if (reminders.some(({ id, state }) => id === row?.id && state === 'sent')) break;
      await pause(30);
    }
    const { figures, reminders } = await admin.get(readReminderConsole, { query: { state: 'late' } });
    expect(reminders.map(({ id }) => id)).toContain(row?.id);
    expect(figures.late).toBeGreaterThanOrEqual(1);
    expect(figures.longestLateSeconds).toBeGreaterThanOrEqual(14 * 60);
  });

  it('plans anew when a deadline is edited, by wall-clock days across the change of the clocks', async () => {
    const at = new Date('2031-04-01T15:00:00Z');
    const call = await world.call({ at });
    const east = await world.proposal(call, 'EAST', 'EE');
    const { deadlines } = await east.coordinator.get(listDeadlines, { params: { proposalId: east.id } });
    const signOff = deadlines.find(({ kind }) => kind === 'sign_off');
    // 30 March 2031 has 23 hours in Brussels: seven days before stay at 17:00 on the wall.
    expect(signOff?.moment.at).toBe('2031-03-25T16:00:00.000Z');
    await east.coordinator.get(editDeadline, {
      params: { proposalId: east.id, deadlineId: signOff?.id ?? '' },
      body: { version: signOff?.version ?? 0, offsetDays: 1, ownerPersonId: null },
    });
    const rows = await server.sql<{ state: string; n: number }>(
      `select state, count(*)::int as n from reminder_occurrence where about_id = $1 group by state order by state`,
      [signOff?.id],
    );
    expect(rows).toEqual([
      { state: 'cancelled', n: 5 },
      { state: 'planned', n: 5 },
    ]);
  });
});
