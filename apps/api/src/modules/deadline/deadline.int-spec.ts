import {
  addDeadline,
  cancelDeadline,
  completeDeadline,
  type DeadlineView,
  editDeadline,
  listDeadlines,
  moveCutOffTo,
} from '@concordat/contracts';
import { type DeadlineKind, minusWallDays, wallTimeOf } from '@concordat/domain';
import { type CallForTests, type ProposalForTests, ProposalWorld } from '../../../test/proposal-world.js';
import { type Agent, startTestServer, type TestServer } from '../../testing/index.js';

const zone = 'Europe/Brussels';
const day = 86_400_000;

describe('the deadlines of a proposal', () => {
  let server: TestServer;
  let world: ProposalWorld;
  let call: CallForTests;
  let north: ProposalForTests;
  let south: ProposalForTests;
  let author: Agent;
  let officer: Agent;

  beforeAll(async () => {
    server = await startTestServer();
    world = new ProposalWorld(server);
    officer = await world.person('Call officer', ['call_officer']);
  });
  afterAll(() => server.stop());
  beforeEach(async () => {
    call = await world.call({ inDays: 60 });
    north = await world.proposal(call, 'NORTH', 'FI');
    south = await world.proposal(call, 'SOUTH', 'ES');
    author = (await world.colleague(north.id, north.coordinatorMemberId, ['author'])).agent;
  });

  const list = (of: ProposalForTests = north) =>
    of.coordinator.get(listDeadlines, { params: { proposalId: of.id } });
  const step = async (kind: DeadlineKind): Promise<DeadlineView> => {
    const found = (await list()).deadlines.find((each) => each.kind === kind);
    if (!found) throw new Error(`No deadline ${kind}`);
    return found;
  };
  const occurrences = (aboutId: string) =>
    server.sql<{ revision: number; offset: string; state: string; reason: string | null }>(
      `select about_revision as revision, offset_text as "offset", state, reason from reminder_occurrence
       where about_id = $1 order by about_revision, due_at`,
      [aboutId],
    );
  const at = (inDays: number) => new Date(Date.now() + inDays * day).toISOString();
  const move = (inDays: number, version = 1) =>
    officer.get(moveCutOffTo, {
      params: { cutOffId: call.cutOffId },
      body: {
        wallTime: wallTimeOf(new Date(Date.now() + inDays * day), zone),
        zone,
        label: null,
        version,
        reason: 'The authority said so',
      },
    });

  it('are planned back from the cut-off by wall-clock days when the proposal is founded', async () => {
    const { deadlines, cutOff, abilities } = await list();
    expect(deadlines.map(({ kind, offsetDays }) => [kind, offsetDays])).toEqual([
      ['full_draft', 21],
      ['states_review', 14],
      ['sign_off', 7],
      ['freeze', 3],
      ['submit', 2],
      ['cut_off', 0],
    ]);
    for (const { moment, offsetDays } of deadlines)
      expect(moment.at).toBe(minusWallDays(new Date(cutOff.at), zone, offsetDays ?? 0).toISOString());
    expect(deadlines.every(({ source, kind }) => (source === '') === (kind === 'cut_off'))).toBe(true);
    expect(abilities['deadline.edit']).toBe(true);
  });

  it('are added, changed, met and taken out by the coordinator, with their reminders', async () => {
    const params = { proposalId: north.id };
    const added = await north.coordinator.get(addDeadline, {
      params,
      body: { title: 'Budget closed', at: at(30) },
    });
    const own = added.deadlines.find(({ kind }) => kind === 'custom');
    if (!own) throw new Error('It was not added');
    expect((await occurrences(own.id)).map(({ offset }) => offset)).toEqual([
      '-7d',
      '-2d',
      '-1d',
      '-4h',
      '0',
    ]);
    const edited = await north.coordinator.get(editDeadline, {
      params: { ...params, deadlineId: own.id },
      body: { version: own.version, title: 'Budget agreed', at: at(3) },
    });
    const now = edited.deadlines.find(({ id }) => id === own.id);
    expect(now?.title).toBe('Budget agreed');
    const rows = await occurrences(own.id);
    expect(
      rows.filter(({ revision }) => revision === 1).every(({ reason }) => reason === 'deadline_moved'),
    ).toBe(true);
    expect(rows.filter(({ revision }) => revision === 2).map(({ offset }) => offset)).toEqual([
      '-2d',
      '-1d',
      '-4h',
      '0',
    ]);
    await north.coordinator.get(completeDeadline, {
      params: { ...params, deadlineId: own.id },
      body: { version: now?.version ?? 0 },
    });
    expect((await occurrences(own.id)).filter(({ state }) => state === 'planned')).toEqual([]);
    const freeze = await step('freeze');
    const after = await north.coordinator.get(cancelDeadline, {
      params: { ...params, deadlineId: freeze.id },
      body: { version: freeze.version },
    });
    expect(after.deadlines.find(({ id }) => id === freeze.id)?.standing).toBe('cancelled');
    expect(
      await north.coordinator.refused(completeDeadline, {
        params: { ...params, deadlineId: freeze.id },
        body: { version: freeze.version + 1 },
      }),
    ).toBe('deadline.closed');
  });

  it('refuse moments that make no sense, old versions, and strangers', async () => {
    const params = { proposalId: north.id };
    const add = (moment: string) => ({ params, body: { title: 'Other', at: moment } });
    expect(await north.coordinator.refused(addDeadline, add(at(-1)))).toBe('due.in_the_past');
    expect(await north.coordinator.refused(addDeadline, add(at(61)))).toBe('due.after_cut_off');
    expect(await north.coordinator.refused(addDeadline, add('soon'))).toBe('input.invalid');
    expect(await author.refused(addDeadline, add(at(10)))).toBe('forbidden');
    expect(await south.coordinator.refused(addDeadline, add(at(10)))).toBe('not_found');
    expect(await south.coordinator.refused(listDeadlines, { params })).toBe('not_found');
    const freeze = await step('freeze');
    const edit = (body: object, agent = north.coordinator, deadlineId = freeze.id, proposalId = north.id) =>
      agent.refused(editDeadline, {
        params: { proposalId, deadlineId },
        body: { version: freeze.version, ...body },
      });
    expect(await edit({ version: freeze.version + 1, offsetDays: 4 })).toBe('changed.meanwhile');
    expect(await edit({ offsetDays: 4, at: at(5) })).toBe('input.invalid');
    expect(await edit({})).toBe('input.invalid');
    expect(await edit({ offsetDays: 4, surprise: true })).toBe('input.invalid');
    expect(await edit({ offsetDays: 1 }, south.coordinator, freeze.id, south.id)).toBe('not_found');
    expect(await edit({ offsetDays: 1 }, north.coordinator, (await step('cut_off')).id)).toBe(
      'deadline.is_cut_off',
    );
  });

  it('move with the cut-off in one transaction, keep the history, and everybody is told once', async () => {
    const own = await north.coordinator.get(addDeadline, {
      params: { proposalId: north.id },
      body: { title: 'Fixed', at: at(50) },
    });
    const fixed = own.deadlines.find(({ kind }) => kind === 'custom');
    const freeze = await step('freeze');
    await server.sql(
      `update reminder_occurrence set state = 'sent', sent_at = due_at where about_id = $1 and offset_text = '-7d'`,
      [freeze.id],
    );
    await move(67);
    await server.settle();
    const { deadlines, cutOff } = await list();
    for (const { moment, offsetDays, kind } of deadlines)
      if (kind !== 'custom')
        expect(moment.at).toBe(minusWallDays(new Date(cutOff.at), zone, offsetDays ?? 0).toISOString());
    expect(deadlines.find(({ id }) => id === fixed?.id)?.moment.at).toBe(fixed?.moment.at);
    const rows = await occurrences(freeze.id);
    expect(rows.filter(({ revision }) => revision === 1).map(({ state }) => state)).toEqual([
      // Coordinator and author: the one offset that had gone out, and four that had not.
      'sent',
      'sent',
      ...Array<string>(8).fill('cancelled'),
    ]);
    expect(
      rows.filter(({ revision, state }) => revision === 2 && state === 'planned').length,
    ).toBeGreaterThanOrEqual(5);
    const told = await server.sql<{ email: string; n: number }>(
      `select recipient_email as email, count(*)::int as n from reminder_occurrence
       where kind = 'cut_off_moved' and about_id = $1 group by recipient_email`,
      [call.cutOffId],
    );
    expect(told.length).toBe(3);
    expect(told.every(({ n }) => n === 1)).toBe(true);
  });

  it('does not repeat what was sent where its new moment has gone by, and cancels what lies after the cut-off', async () => {
    const own = await north.coordinator.get(addDeadline, {
      params: { proposalId: north.id },
      body: { title: 'Fixed', at: at(50) },
    });
    const fixed = own.deadlines.find(({ kind }) => kind === 'custom');
    const submit = await step('submit');
    await move(5);
    const { deadlines } = await list();
    expect(deadlines.find(({ id }) => id === fixed?.id)?.standing).toBe('cancelled');
    expect(deadlines.find(({ kind }) => kind === 'full_draft')?.standing).toBe('late');
    const rows = (await occurrences(submit.id)).filter(({ revision }) => revision === 2);
    expect(rows.map(({ offset }) => offset)).not.toContain('-7d');
    expect(rows.map(({ offset }) => offset)).toContain('-2d');
  });

  it('leave nothing half done when the move fails', async () => {
    const before = (await list()).deadlines.map(({ moment }) => moment.at);
    await server.sql(
      `create function fail_now() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$`,
    );
    await server.sql(
      `create trigger fail_now before insert on reminder_occurrence for each row when (new.kind = 'cut_off_moved') execute function fail_now()`,
    );
    await expect(move(67)).rejects.toThrow('internal');
    await server.sql('drop function fail_now cascade');
    expect((await list()).deadlines.map(({ moment }) => moment.at)).toEqual(before);
    expect(await server.sql('select 1 from cut_off_move where cut_off_id = $1', [call.cutOffId])).toEqual([]);
  });

  it('remind whoever joins and no longer whoever leaves, and touch nobody else’s reminders', async () => {
    const reminders = () =>
      server.sql<{ recipientId: string; state: string; reason: string | null; version: number }>(
        `select recipient_id as "recipientId", state, reason, version from reminder_occurrence
          where proposal_id = $1 and about_kind = 'deadline' order by id`,
        [north.id],
      );
    const before = await reminders();
    const joined = await world.colleague(north.id, north.coordinatorMemberId, ['deputy_coordinator']);
    const happens = async (kind: string): Promise<void> => {
      const payload = JSON.stringify({ id: joined.membershipId, personId: joined.personId });
      await server.sql('insert into outbox (kind, proposal_id, payload) values ($1, $2, $3)', [
        kind,
        north.id,
        payload,
      ]);
      await server.settle();
    };
    const theirs = async () => (await reminders()).filter((row) => row.recipientId === joined.personId);
    await happens('membership.started');
    expect((await theirs()).length).toBeGreaterThan(5);
    expect((await theirs()).every(({ state }) => state === 'planned')).toBe(true);
    await server.sql('update membership set ended_at = clock_timestamp() where id = $1', [
      joined.membershipId,
    ]);
    await happens('membership.ended');
    expect((await theirs()).every(({ reason }) => reason === 'recipient_left')).toBe(true);
    expect((await reminders()).filter((row) => row.recipientId !== joined.personId)).toEqual(before);
  });

  it('are met by themselves when the thing they wait for happens', async () => {
    const happened = async (kind: string, id: string) => {
      await server.sql(`insert into outbox (kind, proposal_id, payload) values ($1, $2, $3)`, [
        kind,
        north.id,
        JSON.stringify({ id }),
      ]);
      await server.settle();
    };
    await happened('proposal.frozen', north.id);
    expect((await step('freeze')).standing).toBe('done');
    await happened('submission.submitted', north.id);
    expect((await step('submit')).standing).toBe('done');
    expect((await step('cut_off')).standing).toBe('planned');
  });
});
