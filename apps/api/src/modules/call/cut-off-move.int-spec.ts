import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import {
  assignSection,
  type CallView,
  moveCutOffTo,
  previewCutOffMove,
  readCall,
} from '@concordat/contracts';
import { wallTimeOf } from '@concordat/domain';
import { type CallForTests, type ProposalForTests, ProposalWorld } from '../../../test/proposal-world.js';
import { type Agent, startTestServer, type TestServer } from '../../testing/index.js';
import { SweepService } from '../reminder/sweep.service.js';

const day = 86_400_000;
const zone = 'Europe/Brussels';

interface Deadline {
  readonly id: string;
  readonly kind: string;
  readonly at: Date;
  readonly revision: number;
  readonly owner: string | null;
  readonly cancelled: boolean;
}

describe('moving a cut-off', () => {
  let server: TestServer;
  let world: ProposalWorld;
  let officer: Agent;
  let call: CallForTests;
  let north: ProposalForTests;
  let authorId: string;
  beforeAll(async () => {
    server = await startTestServer();
    world = new ProposalWorld(server);
    officer = await world.person('Officer', ['call_officer']);
  });
  beforeEach(async () => {
    call = await world.call({ at: noonIn(60) });
    north = await world.proposal(call, `NORTH-${randomUUID().slice(0, 4)}`, 'FI');
    const memberId = await world.partner(north, 'PL');
    authorId = (await world.colleague(north.id, memberId, ['author'])).personId;
    await world.proposal(call, `SOUTH-${randomUUID().slice(0, 4)}`, 'ES');
  });
  afterAll(() => server.stop());

  /** Noon UTC so many days from now, to the minute. */
  const noonIn = (days: number): Date => new Date(Math.floor(Date.now() / day + days) * day + day / 2);
  const wish = (at: Date, given: Record<string, unknown> = {}) => ({
    wallTime: wallTimeOf(at, zone).slice(0, 16),
    zone,
    label: null,
    version: 1,
    reason: 'The authority gives two weeks more.',
    ...given,
  });
  const move = (at: Date, given: Record<string, unknown> = {}) =>
    officer.call(moveCutOffTo, { params: { cutOffId: call.cutOffId }, body: wish(at, given) });
  const preview = ({ wallTime }: { wallTime: string }, inZone = zone) =>
    officer.get(previewCutOffMove, {
      params: { cutOffId: call.cutOffId },
      body: { wallTime, zone: inZone, label: null },
    });
  const view = (): Promise<CallView> => officer.get(readCall, { params: { callId: call.callId } });
  const deadlines = () =>
    server.sql<Deadline>(
      `select id, kind, at, revision, owner_person_id as owner, cancelled_at is not null as cancelled
       from deadline where proposal_id = $1 order by kind, id`,
      [north.id],
    );
  const reminders = (state: string) =>
    server.sql<{ id: string; about: string; revision: number; due: Date; reason: string | null }>(
      `select id, about_id as about, about_revision as revision, due_at as due, reason from reminder_occurrence
       where proposal_id = $1 and kind = 'deadline_approaching' and state = $2 order by due_at, id`,
      [north.id, state],
    );
  const notices = () =>
    server.sql<{ recipient: string; told: number }>(
      `select recipient_id as recipient, count(*)::int as told from reminder_occurrence
       where proposal_id = $1 and kind = 'cut_off_moved' group by 1`,
      [north.id],
    );

  it('moves what is planned back from it, with its reminders, and tells everybody once', async () => {
    await server.sql(`update deadline set owner_person_id = $2 where proposal_id = $1 and kind = 'freeze'`, [
      north.id,
      authorId,
    ]);
    const [before, planned, to] = [await deadlines(), await reminders('planned'), noonIn(74)];
    expect(planned.length).toBeGreaterThan(0);
    const shown = await preview(wish(to));
    expect(shown).toMatchObject({
      proposals: 2,
      deadlinesAlreadyPast: 0,
      deadlinesObsolete: 0,
      ambiguous: false,
    });
    expect(await deadlines()).toEqual(before);

    const { result } = await move(to);
    const moved = await deadlines();
    expect(moved.find(({ kind }) => kind === 'cut_off')?.at).toEqual(to);
    expect(moved).toHaveLength(before.length);
    for (const [index, deadline] of moved.entries()) {
      const was = before[index];
      if (!was) throw new Error('a deadline too many');
      expect(deadline).toMatchObject({
        id: was.id,
        owner: was.owner,
        revision: was.revision + 1,
        cancelled: false,
      });
      // By wall clock: over a change of the clocks an hour more or less.
      expect(Math.abs(deadline.at.getTime() - was.at.getTime() - 14 * day)).toBeLessThanOrEqual(day / 24);
    }
    expect(moved.find(({ kind }) => kind === 'freeze')?.owner).toBe(authorId);
    expect(shown.deadlinesThatMove).toBeGreaterThanOrEqual(moved.length);

    const revisions = new Map(moved.map(({ id, revision }) => [id, revision]));
    const [now, cancelled] = [await reminders('planned'), await reminders('cancelled')];
    expect(now.length).toBeGreaterThanOrEqual(planned.length);
    for (const { about, revision } of now) expect(revisions.get(about)).toBe(revision);
    expect(new Set(cancelled.map(({ reason }) => reason))).toEqual(new Set(['deadline_moved']));
    expect(cancelled.map(({ id }) => id).sort()).toEqual(planned.map(({ id }) => id).sort());
    expect((await notices()).map(({ recipient, told }) => [recipient, told]).sort()).toEqual(
      [north.coordinator.personId, authorId].map((id) => [id, 1]).sort(),
    );

    expect(result?.cutOffs.find(({ id }) => id === call.cutOffId)).toMatchObject({
      revision: 2,
      version: 2,
      moment: { at: to.toISOString(), zone },
      moves: [
        {
          revision: 2,
          from: call.at.toISOString(),
          to: to.toISOString(),
          reason: 'The authority gives two weeks more.',
        },
      ],
    });
    const audit = await server.sql(
      `select person_id from audit_event where action = 'cut_off.move' and object_id = $1`,
      [call.cutOffId],
    );
    // In the history of the installation, and of each of the two consortia.
    expect(audit).toEqual(Array(3).fill({ person_id: officer.personId }));
  });

  it('refuses a second identical move, also at the same moment, and tells nobody again', async () => {
    const to = noonIn(70);
    const answers = await Promise.all([move(to), move(to)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await move(to, { version: 2 })).refusal?.code).toBe('cut_off.unchanged');
    expect((await move(noonIn(71))).refusal?.code).toBe('changed.meanwhile');
    expect(new Set((await notices()).map(({ told }) => told))).toEqual(new Set([1]));
    expect((await view()).cutOffs.find(({ id }) => id === call.cutOffId)?.moves).toHaveLength(1);
  });

  it('keeps every move in its history, and tells once about each', async () => {
    await move(noonIn(70));
    await move(noonIn(65), { version: 2, reason: 'A mistake.' });
    const cutOff = (await view()).cutOffs.find(({ id }) => id === call.cutOffId);
    expect(cutOff?.moves.map(({ revision, reason }) => [revision, reason])).toEqual([
      [2, 'The authority gives two weeks more.'],
      [3, 'A mistake.'],
    ]);
    expect(new Set((await notices()).map(({ told }) => told))).toEqual(new Set([2]));
  });

  it('moved twice while sweeps run: nothing goes out of a moment that has moved, and nothing twice', async () => {
    const due = await server.sql<{ id: string }>(
      `update reminder_occurrence set due_at = clock_timestamp() - interval '1 h'
        where proposal_id = $1 and kind = 'deadline_approaching' and state = 'planned' and offset_text <> '-1d' returning id`,
      [north.id],
    );
    const sweep = (): Promise<number> => server.app.get(SweepService, { strict: false }).sweep();
    const moves = async (): Promise<number[]> => {
      const first = await move(noonIn(70));
      return [first.status, (await move(noonIn(65), { version: 2, reason: 'A mistake.' })).status];
    };
    const [statuses] = await Promise.all([moves(), sweep(), sweep().then(sweep)]);
    expect(statuses).toEqual([200, 200]);
    const ids = due.map(({ id }) => id);
    const fates = () =>
      server.sql<{ state: string; reason: string | null; arrived: number }>(
        `select o.state, o.reason, (select count(*)::int from mailbox_message m
             where m.occurrence_id = coalesce(o.folded_into, o.id)) as arrived
           from reminder_occurrence o where o.id = any($1)`,
        [ids],
      );
    const isOver = ({ state }: { state: string }): boolean => state === 'sent' || state === 'cancelled';
    while (!(await fates()).every(isOver)) await pause(50);
    for (const fate of await fates())
      expect(fate).toEqual(
        fate.state === 'sent'
          ? { state: 'sent', reason: null, arrived: 1 }
          : { state: 'cancelled', reason: 'deadline_moved', arrived: 0 },
      );
    const revisions = new Map((await deadlines()).map(({ id, revision }) => [id, revision]));
    const planned = await reminders('planned');
    expect(planned.length).toBeGreaterThan(0);
    for (const { about, revision } of planned) expect(revision).toBe(revisions.get(about));
  });

  it('cancels a date of its own that comes too late, keeps one that fits, and counts both before', async () => {
    const [early, late] = [await world.section(north, 'A1'), await world.section(north, 'A2')];
    for (const [sectionId, days] of [
      [early, 10],
      [late, 50],
    ] as const)
      await north.coordinator.get(assignSection, {
        params: { sectionId },
        body: {
          version: 1,
          leadPersonId: authorId,
          contributorPersonIds: [],
          dueAt: noonIn(days).toISOString(),
        },
      });
    const to = noonIn(40);
    expect(await preview(wish(to))).toMatchObject({ deadlinesObsolete: 1 });
    await move(to);
    const sections = (await deadlines()).filter(({ kind }) => kind === 'section');
    expect(sections.map(({ at, cancelled }) => [at.getTime(), cancelled]).sort()).toEqual([
      [noonIn(10).getTime(), false],
      [noonIn(50).getTime(), true],
    ]);
  });

  it('changes nothing at all when it breaks in the middle', async () => {
    const [before, planned] = [await deadlines(), await reminders('planned')];
    await server.sql(`create function public.breaks() returns trigger language plpgsql as
      $$ begin if new.kind = 'cut_off_moved' then raise 'broken'; end if; return new; end $$`);
    await server.sql(
      'create trigger breaks before insert on reminder_occurrence for each row execute function public.breaks()',
    );
    try {
      expect((await move(noonIn(90))).status).toBe(500);
      expect(await deadlines()).toEqual(before);
      expect(await reminders('planned')).toEqual(planned);
      expect(await notices()).toEqual([]);
      const cutOff = (await view()).cutOffs.find(({ id }) => id === call.cutOffId);
      expect(cutOff).toMatchObject({
        revision: 1,
        version: 1,
        moves: [],
        moment: { at: call.at.toISOString() },
      });
    } finally {
      await server.sql('drop trigger breaks on reminder_occurrence');
      await server.sql('drop function public.breaks()');
    }
  });

  it('tells the open screens of every proposal concerned', async () => {
    const listener = new pg.Client({ connectionString: server.database.superuserUrl });
    await listener.connect();
    const told: string[] = [];
    const both = new Promise<void>((resolve) => {
      listener.on('notification', ({ payload = '' }) => {
        const said = JSON.parse(payload) as { kind?: string; proposalId?: string };
        if (said.kind === 'cut_off.moved') told.push(said.proposalId ?? '');
        if (told.length === 2) resolve();
      });
    });
    await listener.query('listen concordat_live');
    await move(noonIn(70));
    await both;
    await listener.end();
    expect(told).toContain(north.id);
  });

  it('previews in the zone that is asked for, as the move will do it', async () => {
    const inNewYork = { wallTime: wallTimeOf(noonIn(74), 'America/New_York').slice(0, 16) };
    const shown = await preview(inNewYork, 'America/New_York');
    expect(shown.to).toEqual({ at: noonIn(74).toISOString(), zone: 'America/New_York', label: null });
    await move(noonIn(74), { ...inNewYork, zone: 'America/New_York' });
    const revisions = (await deadlines()).map(({ revision }) => revision);
    expect(new Set(revisions)).toEqual(new Set([2]));
  });

  it.each([
    ['cut_off.in_the_past', { wallTime: '2024-11-04T17:00' }],
    ['time.does_not_exist', { wallTime: '2027-03-28T02:30' }],
    ['time.malformed', { wallTime: '2027-02-31T12:00' }],
    ['input.invalid', { zone: 'Mars/Olympus' }],
    ['input.invalid', { reason: '  ' }],
    ['input.invalid', { version: undefined }],
    ['input.invalid', { at: '2030-01-01T00:00:00Z' }],
  ])('%s: refuses %j and moves nothing', async (code, given) => {
    expect((await move(noonIn(70), given)).refusal?.code).toBe(code);
    expect((await view()).cutOffs.find(({ id }) => id === call.cutOffId)?.revision).toBe(1);
  });

  it('leaves a cut-off that has passed, and one of history, as it was', async () => {
    const closed = { params: { cutOffId: call.closedCutOffId }, body: wish(noonIn(70)) };
    expect(await officer.refused(moveCutOffTo, closed)).toBe('cut_off.passed');
    await server.sql(`update cut_off set origin = 'historical' where id = $1`, [call.cutOffId]);
    expect((await move(noonIn(70))).refusal?.code).toBe('cut_off.historical');
    const { wallTime } = wish(noonIn(70));
    const body = { wallTime, zone, label: null };
    expect(await officer.refused(previewCutOffMove, { params: { cutOffId: call.cutOffId }, body })).toBe(
      'cut_off.historical',
    );
  });
});
