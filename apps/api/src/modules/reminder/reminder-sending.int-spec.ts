import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { readReminder, readReminderConsole } from '@concordat/contracts';
import { MailServerForTests } from '../../../test/mail-server.js';
import { type ProposalForTests, ProposalWorld } from '../../../test/proposal-world.js';
import { WorkerDatabase } from '../../platform/database/index.js';
import { startTestServer, type TestServer } from '../../testing/index.js';
import { ReminderLedger } from './ledger/index.js';
import { OccurrenceRepository } from './occurrence.repository.js';
import { SweepService } from './sweep.service.js';

interface Row {
  readonly state: string;
  readonly attempts: number;
  readonly redeliveries: number;
  readonly last_error: string | null;
  readonly reason: string | null;
  readonly message_id: string;
  readonly again: boolean;
}

const here = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

describe('sending reminders through a mail server', () => {
  let server: TestServer;
  let world: ProposalWorld;
  let north: ProposalForTests;
  let address: string;
  let smtpUrl: string;
  const mails = new MailServerForTests();

  beforeAll(async () => {
    smtpUrl = await mails.start();
    server = await startTestServer({ smtpUrl });
    world = new ProposalWorld(server);
    north = await world.proposal(await world.call(), 'NORTH', 'FI');
    const [row] = await server.sql<{ email: string }>('select email from person where id = $1', [
      north.coordinator.personId,
    ]);
    address = row?.email ?? '';
  });
  afterAll(async () => {
    await server.stop();
    await mails.stop();
  });
  beforeEach(() => {
    mails.manner = 'take';
    mails.taken.length = 0;
  });

  /** Makes the coordinator's reminder of a step due now and gives its id. */
  const due = async (kind: string, offset = '-1d'): Promise<string> => {
    const [row] = await server.sql<{ id: string }>(
      `update reminder_occurrence o set due_at = clock_timestamp() - interval '1 s' from deadline d
       where d.id = o.about_id and d.proposal_id = $1 and d.kind = $2 and o.offset_text = $3
         and o.state = 'planned' and o.recipient_id = $4 returning o.id`,
      [north.id, kind, offset, north.coordinator.personId],
    );
    if (!row) throw new Error(`No reminder of ${kind} is planned`);
    return row.id;
  };
  const sweep = (): Promise<number> => server.app.get(SweepService, { strict: false }).sweep();
  const look = async (id: string): Promise<Row> => {
    const [row] = await server.sql<Row>(
      `select state, attempts, redeliveries, last_error, reason, message_id,
         next_attempt_at > clock_timestamp() as again from reminder_occurrence where id = $1`,
      [id],
    );
    if (!row) throw new Error('The reminder is gone');
    return row;
  };
  const until = async (id: string, state: string, tries = 500): Promise<Row> => {
    for (let n = 0; n < tries; n += 1) {
      const row = await look(id);
      if (row.state === state) return row;
      await pause(30);
    }
    throw new Error(`The reminder is ${JSON.stringify(await look(id))} and not ${state}`);
  };

  it('sends once, with the same message id in the ledger and in the mail', async () => {
    const id = await due('full_draft');
    await sweep();
    const row = await until(id, 'sent');
    await sweep();
    await pause(200);
    expect(mails.to(address)).toHaveLength(1);
    expect(mails.taken[0]?.messageId).toBe(`<${row.message_id}>`);
    expect(mails.taken[0]?.raw).toContain('Subject: NORTH: full draft');
    expect(row).toMatchObject({ attempts: 1, redeliveries: 0 });
  });

  it('lets two sweeps at once claim once', async () => {
    const ids = await Promise.all(
      ['-7d', '-2d', '-1d', '-4h', '0'].map((offset) => due('states_review', offset)),
    );
    const counted = await Promise.all(Array.from({ length: 6 }, () => sweep()));
    expect(counted.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(ids.length);
    for (const id of ids) expect(await until(id, 'sent')).toMatchObject({ attempts: 1, redeliveries: 0 });
    // Reminders of one minute are one mail; a minute may have ended between them.
    expect([1, 2]).toContain(mails.to(address).length);
  });

  /** Makes reminders of several steps due an hour ago, as after an outage, the first of them first. */
  const overdue = async (...kinds: readonly [string, string][]): Promise<string[]> => {
    const ids: string[] = [];
    for (const [kind, offset] of kinds) {
      const [row] = await server.sql<{ id: string }>(
        `update reminder_occurrence o set due_at = clock_timestamp() - interval '1 h' + $5::int * interval '2 min'
           from deadline d where d.id = o.about_id and d.proposal_id = $1 and d.kind = $2 and o.offset_text = $3
             and o.state = 'planned' and o.recipient_id = $4 returning o.id`,
        [north.id, kind, offset, north.coordinator.personId, ids.length],
      );
      if (!row) throw new Error(`No reminder of ${kind} is planned`);
      ids.push(row.id);
    }
    return ids;
  };
  const foldedInto = async (ids: readonly string[]): Promise<(string | null)[]> => {
    const rows = await server.sql<{ id: string; into: string | null }>(
      'select id, folded_into as into from reminder_occurrence where id = any($1)',
      [ids],
    );
    return ids.map((id) => rows.find((row) => row.id === id)?.into ?? null);
  };

  it('tells what was missed in one mail, and notes in which', async () => {
    const ids = await overdue(['full_draft', '-7d'], ['sign_off', '-7d'], ['freeze', '-7d']);
    await sweep();
    for (const id of ids) await until(id, 'sent');
    const [first] = ids;
    expect(await foldedInto(ids)).toEqual([null, first, first]);
    expect(mails.to(address)).toHaveLength(1);
    const raw = mails.taken[0]?.raw ?? '';
    expect(mails.taken[0]?.messageId).toBe(`<${(await look(first ?? '')).message_id}>`);
    expect(raw).toContain('Subject: NORTH: 3 deadlines wait for you');
    const admin = await world.person('Admin', ['admin']);
    const { reminders } = await admin.get(readReminderConsole, { query: { proposalId: north.id } });
    const shown = reminders.filter(({ id }) => ids.includes(id));
    expect(shown.map(({ id, folded, foldedInto: into }) => [id, folded, into?.id ?? null])).toEqual(
      expect.arrayContaining([
        [ids[0], 2, null],
        [ids[1], 0, first],
        [ids[2], 0, first],
      ]),
    );
    const told = await admin.get(readReminder, { params: { reminderId: ids[2] ?? '' } });
    const carrier = await admin.get(readReminder, { params: { reminderId: first ?? '' } });
    expect(told.text).toBe(carrier.text);
    expect(told.messageId).toBe(carrier.messageId);
  });

  it('tells only what still has a reason when it goes out', async () => {
    const ids = await overdue(['full_draft', '-4h'], ['freeze', '-4h'], ['cut_off', '-4h']);
    await server.sql(
      `update deadline set done_at = clock_timestamp() where id = (select about_id from reminder_occurrence where id = $1)`,
      [ids[0]],
    );
    await sweep();
    const [gone, carrier, folded] = ids as [string, string, string];
    expect(await until(gone, 'cancelled')).toMatchObject({ reason: 'deadline_done' });
    await until(carrier, 'sent');
    await until(folded, 'sent');
    expect(await foldedInto(ids)).toEqual([null, null, carrier]);
    expect(mails.to(address)).toHaveLength(1);
  });

  it('folds anew what a refused mail had told, and loses none of it', async () => {
    mails.manner = 'refuse';
    const ids = await overdue(['sign_off', '-2d'], ['cut_off', '-7d']);
    await sweep();
    for (const id of ids) expect(await until(id, 'failed')).toMatchObject({ attempts: 1, again: true });
    expect(await foldedInto(ids)).toEqual([null, null]);
    mails.manner = 'take';
    await server.sql(
      'update reminder_occurrence set next_attempt_at = clock_timestamp() where id = any($1)',
      [ids],
    );
    await sweep();
    for (const id of ids) expect(await until(id, 'sent')).toMatchObject({ attempts: 2 });
    expect(mails.to(address)).toHaveLength(1);
  });

  it('sends a mail that may have arrived again with all it told', async () => {
    const ids = await overdue(['sign_off', '0'], ['cut_off', '0'], ['freeze', '-2d']);
    const [carrier, ...folded] = ids;
    // As a sender leaves it that died between handing over and recording.
    await server.sql(
      `update reminder_occurrence set state = 'sending', fence = 3, attempts = 1, lease_until =
         case when id = $1 then clock_timestamp() end, folded_into = case when id <> $1 then $1::uuid end where id = any($2)`,
      [carrier, ids],
    );
    await sweep();
    expect(await until(carrier ?? '', 'sent')).toMatchObject({ redeliveries: 1 });
    for (const id of folded) await until(id, 'sent');
    expect(mails.to(address)).toHaveLength(1);
    expect(mails.taken[0]?.raw).toContain('Subject: NORTH: 3 deadlines wait for you');
  });

  it('keeps the answer of a server that refuses, and tries again later', async () => {
    mails.manner = 'refuse';
    const id = await due('sign_off');
    await sweep();
    const row = await until(id, 'failed');
    expect(row.last_error).toContain('550');
    expect(row).toMatchObject({ attempts: 1, again: true });
    mails.manner = 'take';
    await server.sql(`update reminder_occurrence set next_attempt_at = clock_timestamp() where id = $1`, [
      id,
    ]);
    await sweep();
    expect(await until(id, 'sent')).toMatchObject({ attempts: 2, redeliveries: 0, last_error: null });
  });

  it('gives up waiting for a server that says nothing, and tries again later', async () => {
    mails.manner = 'stall';
    const id = await due('freeze');
    await sweep();
    expect(await until(id, 'failed')).toMatchObject({ attempts: 1, again: true });
    expect(mails.taken).toHaveLength(0);
    await server.sql(`update reminder_occurrence set next_attempt_at = null where id = $1`, [id]);
  });

  it('cancels what has lost its reason, and says why', async () => {
    const id = await due('submit');
    await server.sql(
      `update deadline set done_at = clock_timestamp() where id = (select about_id from reminder_occurrence where id = $1)`,
      [id],
    );
    await sweep();
    expect(await until(id, 'cancelled')).toMatchObject({ reason: 'deadline_done', attempts: 0 });
    expect(mails.taken).toHaveLength(0);
  });

  it('lets only the newest claim write', async () => {
    const id = await due('cut_off', '-2d');
    const repository = server.app.get(OccurrenceRepository, { strict: false });
    const worker = server.app.get(WorkerDatabase, { strict: false });
    await server.sql(
      `update reminder_occurrence set state = 'sending', fence = 7, lease_until = clock_timestamp() + interval '1 h' where id = $1`,
      [id],
    );
    expect(await worker.transaction((tx) => repository.markSent(tx, { id, fence: 6 }))).toBe(false);
    expect(await worker.transaction((tx) => repository.markSent(tx, { id, fence: 7 }))).toBe(true);
  });

  it('sends again under the same message id when a sender is killed between handing over and recording', async () => {
    mails.manner = 'take and say nothing';
    // The server of this file must not win the race for the claim.
    const other = await startTestServer();
    const sender = async (): Promise<ChildProcess> => {
      const settings = { access: other.database.access, smtpUrl, dataDir: other.config.dataDir };
      const hooks = here('../../testing/typescript-register.mjs');
      return spawn(
        process.execPath,
        ['--import', hooks, here('../../../test/send-one-reminder.ts'), JSON.stringify(settings)],
        { stdio: 'ignore' },
      );
    };
    const otherWorld = new ProposalWorld(other);
    const south = await otherWorld.proposal(await otherWorld.call(), 'SOUTH', 'ES');
    await other.app.close();
    const [row] = await other.sql<{ id: string; message_id: string; email: string }>(
      `update reminder_occurrence o set due_at = clock_timestamp() from deadline d, person p
       where d.id = o.about_id and d.kind = 'freeze' and o.offset_text = '-1d' and p.id = o.recipient_id
         and d.proposal_id = $1 returning o.id, o.message_id, p.email`,
      [south.id],
    );
    if (!row) throw new Error('Nothing is planned');
    const first = await sender();
    for (let n = 0; mails.to(row.email).length === 0 && n < 600; n += 1) await pause(30);
    first.kill('SIGKILL');
    await once(first, 'exit');
    expect(mails.to(row.email)).toHaveLength(1);
    const state = async () =>
      (
        await other.sql<{ state: string; redeliveries: number }>(
          'select state, redeliveries from reminder_occurrence where id = $1',
          [row.id],
        )
      )[0];
    expect(await state()).toEqual({ state: 'sending', redeliveries: 0 });

    mails.manner = 'take';
    await other.sql(`update reminder_occurrence set lease_until = clock_timestamp() where id = $1`, [row.id]);
    const second = await sender();
    for (let n = 0; (await state())?.state !== 'sent' && n < 600; n += 1) await pause(30);
    second.kill('SIGKILL');
    await once(second, 'exit');
    expect(await state()).toEqual({ state: 'sent', redeliveries: 1 });
    expect(mails.to(row.email).map(({ messageId }) => messageId)).toEqual([
      `<${row.message_id}>`,
      `<${row.message_id}>`,
    ]);
    await other.database.drop();
  }, 60_000);

  it('plans the same message once, however often it is asked to', async () => {
    const worker = server.app.get(WorkerDatabase, { strict: false });
    const ledger = server.app.get(ReminderLedger, { strict: false });
    const count = async () =>
      (await server.sql<{ n: number }>('select count(*)::int as n from reminder_occurrence'))[0]?.n;
    const before = await count();
    await Promise.all([1, 2, 3].map(() => worker.transaction((tx) => ledger.reconcile(tx, north.id))));
    expect(await count()).toBe(before);
  });
});
