import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { recordFigures } from '@concordat/testing';
import { type ProposalForTests, ProposalWorld } from '../../../test/proposal-world.js';
import { WorkerDatabase } from '../../platform/database/index.js';
import { startTestServer, type TestServer } from '../../testing/index.js';
import { ReminderLedger } from './ledger/index.js';
import { SweepService } from './sweep.service.js';

/** `npm run bench:storm` keeps hundreds of people waiting for a day; here a few. */
const people = Number(process.env['REMINDER_STORM_PEOPLE'] ?? 8);

/** Cut-offs two days after the clocks of Brussels change, and the instant at which they do. */
const changes = [
  { name: 'a night of 23 hours', cutOff: '2031-04-01T15:00:00Z', changesAt: '2031-03-30T01:00:00Z' },
  { name: 'a night of 25 hours', cutOff: '2031-10-28T16:00:00Z', changesAt: '2031-10-26T01:00:00Z' },
] as const;

interface Sent {
  readonly state: string;
  readonly attempts: number;
  /** Mails in which it was told. */
  readonly arrived: number;
}

interface Arrived {
  readonly personId: string;
  readonly mails: number;
  readonly due: number;
  readonly deadlines: number;
  readonly text: string;
}

describe('a day in which nothing was sent, around a night in which the clocks change', () => {
  let server: TestServer;
  let world: ProposalWorld;
  const rows: Record<string, string | number>[] = [];
  beforeAll(async () => {
    server = await startTestServer();
    world = new ProposalWorld(server);
  });
  afterAll(async () => {
    await server.settle();
    await server.stop();
    recordFigures({
      document: 'assurance',
      section: 'reminder-storm',
      title: 'Reminders after a day’s outage',
      how:
        `${people} people wait for what fell due during a day in which nothing was sent, the night of a change of the clocks ` +
        'in it; six sweeps begin at the same moment, and each person gets one mail that tells of all. Every planned moment is compared with what Postgres makes of the same ' +
        'wall time.',
      rows,
    });
  });

  /** Everybody may do everything, so that they are reminded of everything. */
  async function gather({ id, coordinatorMemberId }: ProposalForTests): Promise<void> {
    const ids = Array.from({ length: people }, () => randomUUID());
    await server.sql(
      `insert into person (id, email, display_name) select id, id || '@storm.example', 'In the storm'
         from unnest($1::uuid[]) as id`,
      [ids],
    );
    await server.sql(
      `insert into membership (id, proposal_id, member_id, person_id, roles)
       select gen_random_uuid(), $2, $3, id, '{deputy_coordinator}' from unnest($1::uuid[]) as id`,
      [ids, id, coordinatorMemberId],
    );
    const ledger = server.app.get(ReminderLedger, { strict: false });
    await server.app.get(WorkerDatabase, { strict: false }).transaction((tx) => ledger.reconcile(tx, id));
  }

  /** Days before on the wall, as Postgres reckons them, beside what was planned. */
  const misplaced = (proposalId: string) =>
    server.sql(
      `select d.kind, o.offset_text, o.due_at from reminder_occurrence o join deadline d on d.id = o.about_id
        where o.proposal_id = $1 and o.offset_text like '%d' and o.due_at is distinct from
          ((d.at at time zone d.zone) - make_interval(days => substring(o.offset_text from '\\d+')::int)) at time zone d.zone`,
      [proposalId],
    );

  /** Makes the present the end of a day without sending: what was due before it went out in time. */
  async function wakeAfter(proposalId: string, from: Date): Promise<string[]> {
    await server.sql(
      `update reminder_occurrence set state = 'sent', sent_at = due_at where proposal_id = $1 and due_at < $2`,
      [proposalId, from],
    );
    const shifted = await server.sql<{ id: string; isDue: boolean }>(
      `update reminder_occurrence set due_at = due_at - ($2::timestamptz + interval '1 day' - clock_timestamp())
        where proposal_id = $1 and about_kind = 'deadline' and state = 'planned'
        returning id, due_at <= clock_timestamp() as "isDue"`,
      [proposalId, from],
    );
    return shifted.filter(({ isDue }) => isDue).map(({ id }) => id);
  }

  const sentOf = (ids: readonly string[]) =>
    server.sql<Sent>(
      `select o.state, o.attempts, (select count(*)::int from mailbox_message m
           where m.occurrence_id = coalesce(o.folded_into, o.id)) as arrived
         from reminder_occurrence o where o.id = any($1)`,
      [ids],
    );

  /** What each person got of what was due, beside how much that was. */
  const mailsOf = (ids: readonly string[]) =>
    server.sql<Arrived>(
      `select o.recipient_id as "personId", count(distinct m.id)::int as mails, count(*)::int as due,
         count(distinct o.about_id)::int as deadlines, min(m.body_text) as text
       from reminder_occurrence o join mailbox_message m on m.occurrence_id = coalesce(o.folded_into, o.id)
       where o.id = any($1) group by 1`,
      [ids],
    );

  it.each(changes)(
    'tells everybody all that was due in one mail, and nothing else: $name',
    async ({ name, cutOff, changesAt }) => {
      const call = await world.call({ at: new Date(cutOff) });
      const proposal = await world.proposal(call, 'STORM', 'FI');
      await server.settle();
      await gather(proposal);
      expect(await misplaced(proposal.id)).toEqual([]);
      const from = new Date(new Date(changesAt).getTime() - 12 * 3_600_000);
      const due = await wakeAfter(proposal.id, from);
      expect(due.length).toBeGreaterThanOrEqual(2 * people);
      const waiting = await server.sql<{ id: string }>(
        `select id from reminder_occurrence where proposal_id = $1 and state = 'planned' and not id = any($2)`,
        [proposal.id, due],
      );
      const woken = performance.now();
      const sweeps = server.app.get(SweepService, { strict: false });
      await Promise.all(Array.from({ length: 6 }, () => sweeps.sweep()));
      let sent = await sentOf(due);
      while (
        sent.some(({ state }) => state !== 'sent') &&
        performance.now() - woken < 30_000 + people * 200
      ) {
        await pause(50);
        sent = await sentOf(due);
      }
      const took = performance.now() - woken;
      await sweeps.sweep();
      sent = await sentOf(due);
      const missing = sent.filter(({ state, arrived }) => state !== 'sent' || arrived === 0).length;
      const arrived = await mailsOf(due);
      const twice = sent.filter(({ attempts, arrived }) => attempts > 1 || arrived > 1).length;
      rows.push({
        'night of the change': name,
        'fell due meanwhile': due.length,
        missing,
        twice,
        mails: arrived.reduce((sum, { mails }) => sum + mails, 0),
        'all sent after, ms': Math.round(took),
      });
      expect({ missing, twice }).toEqual({ missing: 0, twice: 0 });
      expect(arrived).toHaveLength(people + 1);
      for (const { mails, due: count, text } of arrived) {
        expect(mails).toBe(1);
        expect(text).toContain(
          count === 1 ? 'could not be sent then' : `${count} reminders could not be sent when they were due`,
        );
      }
      expect(arrived.some(({ deadlines }) => deadlines > 1)).toBe(true);
      const others = await sentOf(waiting.map(({ id }) => id));
      expect(others.filter(({ state, arrived }) => state !== 'planned' || arrived > 0)).toEqual([]);
    },
    60_000 + people * 400,
  );
});
