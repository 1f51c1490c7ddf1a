import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { readReminderConsole } from '@concordat/contracts';
import { GateKeeper } from '../../collab/gate/gate-keeper.js';
import { SectionOwnership } from '../../collab/ownership/index.js';
import { WorkerDatabase } from '../../platform/database/index.js';
import { AlarmBoard } from '../../platform/observability/alarms/index.js';
import { startTestServer, type TestServer } from '../../testing/index.js';
import { CollabWorld } from '../../../test/collab-world.js';
import { ClockWatch } from './watch/clock-watch.js';
import { DiskWatch } from './watch/disk-watch.js';
import { SweepWatch } from './watch/sweep-watch.js';

interface Row {
  readonly kind: string;
  readonly subject: string;
  readonly facts: Record<string, number>;
}

async function eventually<T>(look: () => Promise<T>, holds: (found: T) => boolean): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    const found = await look();
    if (holds(found)) return found;
    if (tries > 200) throw new Error(`Not within twenty seconds: ${JSON.stringify(found)}`);
    await pause(100);
  }
}

describe('an alarm', () => {
  let server: TestServer;
  let board: AlarmBoard;
  beforeAll(async () => {
    server = await startTestServer();
    board = server.app.get(AlarmBoard);
    await server.addPerson({ email: 'admin@x.example', installationRoles: ['admin'] });
    await server.addPerson({ email: 'writer@x.example' });
  });
  afterAll(() => server.stop());

  const standing = (kind: string): Promise<Row[]> =>
    server.sql<Row>('select kind, subject, facts from alarm where kind = $1 and cleared_at is null', [kind]);
  const mails = (): Promise<{ to: string; subject: string }[]> =>
    server.sql(`select to_email as "to", subject from mailbox_message order by delivered_at`);

  it('of the disk is raised once, seen by administrators alone, told them by one mail, and cleared', async () => {
    const disk = server.app.get(DiskWatch, { strict: false });
    const full = { lowBytes: Number.MAX_SAFE_INTEGER, enoughBytes: Number.MAX_SAFE_INTEGER };
    for (let times = 0; times < 3; times += 1) await disk.look(full);
    await board.write();
    expect(await standing('disk_low')).toEqual([
      { kind: 'disk_low', subject: hostname(), facts: { megabytes: expect.any(Number) } },
    ]);
    expect(server.logged.filter((line) => line.includes('ALARM disk_low'))).toHaveLength(1);
    const admin = await server.signIn('admin@x.example');
    const view = await admin.get(readReminderConsole, { query: {} });
    expect(view.alarms.map(({ kind }) => kind)).toEqual(['disk_low']);
    const writer = await server.signIn('writer@x.example');
    expect((await writer.call(readReminderConsole, { query: {} })).status).toBe(403);

    await server.settle();
    const [mail, ...more] = await eventually(mails, ({ length }) => length > 0);
    expect(mail).toEqual({
      to: 'admin@x.example',
      subject: expect.stringMatching(/^The disk of .* has \d+ MB left, /),
    });
    expect(more).toEqual([]);

    await disk.look({ lowBytes: 0, enoughBytes: 0 });
    await board.write();
    expect(await standing('disk_low')).toEqual([]);
    await board.write();
    expect(await server.sql(`select id from alarm where kind = 'disk_low'`)).toHaveLength(1);
  });

  it('of the clocks is raised by a clock five seconds off, and by one that was set', async () => {
    let off = 5_000;
    const watch = new ClockWatch(server.app.get(WorkerDatabase), board, () => Date.now() + off);
    await watch.look();
    await board.write();
    const [skew] = await standing('clock_skew');
    expect(skew?.facts['milliseconds']).toBeGreaterThan(4_000);
    expect(await standing('clock_jump')).toEqual([]);
    off = 0;
    await watch.look();
    await board.write();
    expect(await standing('clock_skew')).toEqual([]);
    expect((await standing('clock_jump'))[0]?.facts['milliseconds']).toBeGreaterThan(4_000);
  });

  it('of a sweep that does not come is raised, and over with the next sweep', async () => {
    const watch = server.app.get(SweepWatch, { strict: false });
    // The real sweep goes on beside the test and may come between the two.
    const raised = async (): Promise<boolean> => {
      await server.sql(
        `insert into installation_fact (key, value, updated_at) values ('reminder.last_sweep', '"x"', clock_timestamp() - interval '1 hour')
         on conflict (key) do update set updated_at = excluded.updated_at`,
      );
      await watch.look();
      return board.stands('sweep_late', '');
    };
    await eventually(raised, (stands) => stands);
    await board.write();
    const late = await server.sql<Row>(`select facts from alarm where kind = 'sweep_late'`);
    expect(late[0]?.facts['seconds']).toBeGreaterThan(3_000);
    await server.sql(
      `update installation_fact set updated_at = clock_timestamp() where key = 'reminder.last_sweep'`,
    );
    await watch.look();
    await board.write();
    expect(await standing('sweep_late')).toEqual([]);
  });

  it('of a lost lock connection is raised when the server ends it and sections were held', async () => {
    await server.app.get(SectionOwnership, { strict: false }).take(randomUUID());
    await server.sql(
      `select pg_terminate_backend(pid) from pg_stat_activity
        where application_name like 'concordat owner%' and datname = current_database()`,
    );
    await eventually(
      () => standing('lock_lost'),
      ({ length }) => length === 1,
    );
  });

  it('that its process says no more is over after five minutes, and not before', async () => {
    await server.sql(
      `insert into alarm (id, kind, subject, facts, seen_at) values
         (gen_random_uuid(), 'disk_low', 'gone', '{}', clock_timestamp() - interval '6 min'),
         (gen_random_uuid(), 'disk_low', 'here', '{}', clock_timestamp() - interval '4 min'),
         (gen_random_uuid(), 'bad_row', 'section', '{}', clock_timestamp() - interval '6 min')`,
    );
    await board.write();
    expect((await standing('disk_low')).map(({ subject }) => subject)).toEqual(['here']);
    expect(await standing('bad_row')).toHaveLength(1);
  });
});

describe('an alarm about what people depend on', () => {
  it('is raised when the mail server took nothing three times, not when it refused one mail', async () => {
    const server = await startTestServer({ smtpUrl: 'smtp://127.0.0.1:9' });
    try {
      for (const name of ['a', 'b', 'c'])
        await server.addPerson({ email: `${name}@x.example`, installationRoles: ['admin'] });
      // Three administrators are to be told of something, and no mail server takes it.
      server.app.get(AlarmBoard).raise('clock_jump', 'host', { milliseconds: 5_000 });
      const [alarm] = await eventually(
        () => server.sql<Row>(`select kind, subject, facts from alarm where kind = 'mail_down'`),
        ({ length }) => length > 0,
      );
      expect(alarm?.facts['failures']).toBeGreaterThanOrEqual(3);
    } finally {
      await server.stop();
    }
  });

  it('is raised for a damaged row as soon as its section is opened', async () => {
    const world = await CollabWorld.start();
    const { server, coordinator } = world;
    try {
      const sectionId = await world.section();
      // A row that was changed on the disk: its bytes are not those that were hashed.
      await server.sql(
        `insert into section_update (proposal_id, section_id, seq, owner_epoch, person_id, device_id, sha256, bytes)
         select proposal_id, id, 1, 0, $2, $2, sha256('good'), 'bad' from section where id = $1`,
        [sectionId, coordinator.personId],
      );
      await server.sql('update section set log_seq = 1 where id = $1', [sectionId]);
      await server.app.get(GateKeeper, { strict: false }).open(sectionId, coordinator.personId ?? '');
      const [alarm] = await eventually(
        () => server.sql<Row>(`select kind, subject, facts from alarm where kind = 'bad_row'`),
        ({ length }) => length > 0,
      );
      expect(alarm).toEqual({ kind: 'bad_row', subject: sectionId, facts: { position: 1 } });
    } finally {
      await world.stop();
    }
  });
});
