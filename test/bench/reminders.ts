import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { recordFigures } from '@concordat/testing';
import type pg from 'pg';
import { read, signInToSample } from '../faults/practice.js';
import { connectTo, gatherCrowd } from './support/crowd.js';
import { rounds, type Stage, startAgain } from './support/stage.js';
import { median, quantile, shown, times, verdict } from './support/statistics.js';

/** Reminders that fall due in one second, and a deadline that moves with all that was planned from it. */
export async function reminders(stage: Stage): Promise<readonly Record<string, number>[]> {
  const sizes = stage.isFull ? [200, 1_000] : [20];
  const rows = [];
  const found: Record<string, number>[] = [];
  for (const count of sizes) {
    const floor: number[] = [];
    const ours: number[] = [];
    for (let round = 0; round < rounds(stage); round += 1) {
      floor.push(await polledTable(stage, count));
      ours.push(await claimed(stage, count));
    }
    found.push({ floor: median(floor), ours: median(ours) });
    rows.push(
      {
        reminders: count,
        who: 'a polled table',
        'due to claimed, p95 ms': shown(median(floor)),
        'x floor': times(1),
        must: '',
      },
      {
        reminders: count,
        who: 'Concordat, ledger swept by the database’s clock',
        'due to claimed, p95 ms': shown(median(ours)),
        'x floor': times(median(ours) / median(floor)),
        must: verdict(median(ours) <= 500),
      },
    );
  }
  recordFigures({
    document: 'benchmarks',
    section: 'reminders-due',
    title: 'Reminders due in one second',
    how:
      'So many reminders fall due evenly over one second; measured by the database’s clock from due to claimed. The floor ' +
      'polls a table every 10 ms and deletes what is due. Must: 500 ms, goal 50 ms, without Redis.',
    rows,
  });
  found.push(...(await moves(stage)));
  return found;
}

/** The floor: p95 of the milliseconds from due to deleted. */
async function polledTable({ dataDir }: Stage, count: number): Promise<number> {
  const client = await connectTo(dataDir, 'bench');
  try {
    await client.query('create table if not exists due (id uuid primary key, due_at timestamptz not null)');
    await client.query('create index if not exists due_by on due (due_at)');
    await client.query(
      `insert into due select gen_random_uuid(), clock_timestamp() + interval '300 ms' + n * interval '1 s' / $1::int
         from generate_series(1, $1::int) as n`,
      [count],
    );
    const late: number[] = [];
    while (late.length < count) {
      const { rows } = await client.query<{ late: number }>(
        `delete from due where id in (select id from due where due_at <= clock_timestamp() order by due_at limit 200
           for update skip locked) returning extract(epoch from clock_timestamp() - due_at)::float8 * 1000 as late`,
      );
      late.push(...rows.map((row) => row.late));
      await pause(10);
    }
    return quantile(late, 0.95);
  } finally {
    await client.end();
  }
}

/** p95 of the milliseconds from due to claimed, as a trigger sees it. */
async function claimed(stage: Stage, count: number): Promise<number> {
  const { proposalId, writers } = await gatherCrowd(stage, { people: 1, sections: 1 });
  const from = await connectTo(stage.dataDir);
  const aboutId = randomUUID();
  await watchClaims(from);
  // The sweep looks when it starts, and from then on when the next is due.
  await from.query(
    `insert into reminder_occurrence (id, proposal_id, about_kind, about_id, about_revision, kind, offset_text,
       recipient_id, recipient_email, due_at, message_id)
     select id, $1, 'deadline', $2, 1, 'deadline_approaching', n::text, $3, 'nobody@bench.example',
       clock_timestamp() + $5::int * interval '1 s' + n * interval '1 s' / $4::int, id::text
     from (select n, gen_random_uuid() as id from generate_series(1, $4::int) as n) as wanted`,
    // Long enough for the next start; at the small size nobody minds that they are late.
    [proposalId, aboutId, writers[0]?.personId, count, stage.isFull ? 12 : 1],
  );
  await from.end();
  await startAgain(stage, true);
  const client = await connectTo(stage.dataDir);
  try {
    for (let tries = 0; tries < 600; tries += 1) {
      const { rows } = await client.query<{ late: number }>(
        `select extract(epoch from claimed_at - due_at)::float8 * 1000 as late from bench_claim where about_id = $1`,
        [aboutId],
      );
      if (rows.length >= count)
        return quantile(
          rows.map(({ late }) => late),
          0.95,
        );
      await pause(100);
    }
    throw new Error('The reminders were not claimed within a minute');
  } finally {
    await client.end();
  }
}

async function watchClaims(client: pg.Client): Promise<void> {
  await client.query(`
    create table if not exists bench_claim (about_id uuid, due_at timestamptz, claimed_at timestamptz);
    create or replace function bench_claimed() returns trigger language plpgsql security definer as $$
      begin insert into public.bench_claim values (new.about_id, new.due_at, clock_timestamp()); return null; end $$;
    create or replace trigger bench_claimed after update on reminder_occurrence for each row
      when (old.state = 'planned' and new.state = 'due') execute function bench_claimed()`);
}

interface CallOfCutOff {
  readonly id: string;
  readonly cutOffs: readonly { readonly id: string; readonly version: number }[];
}

/** A cut-off that moves: everything planned from it, in the same transaction, beside plain SQL over as many rows. */
async function moves(stage: Stage): Promise<Record<string, number>[]> {
  const cookie = await signInToSample(stage.address, 'call.officer@practice.example');
  const found: Record<string, number>[] = [];
  const rows = [];
  for (const people of stage.isFull ? [20, 50, 100] : [2]) {
    const { proposalId } = await gatherCrowd(stage, { people, sections: 1 });
    const client = await connectTo(stage.dataDir);
    try {
      const cutOffId = await cutOffOfItsOwn(client, proposalId);
      const ours: number[] = [];
      const floor: number[] = [];
      let planned = 0;
      for (let round = 0; round < rounds(stage) + 1; round += 1) {
        const took = await moveOnce(stage, client, { cutOffId, cookie, days: 60 + round });
        await noticesAreOut(client, proposalId);
        planned = await plannedOf(client, proposalId);
        // The first plans for the first time.
        if (round > 0) ours.push(took);
        if (round > 0) floor.push(await plainMove(client, planned));
      }
      found.push({ planned, ours: median(ours), floor: median(floor) });
      rows.push(
        {
          'reminders re-planned': planned,
          who: 'plain SQL over a table',
          ms: shown(median(floor)),
          'x floor': times(1),
          'must 40 ms': '',
        },
        {
          'reminders re-planned': planned,
          who: 'Concordat, the whole request',
          ms: shown(median(ours)),
          'x floor': times(median(ours) / median(floor)),
          'must 40 ms': planned <= 600 ? verdict(median(ours) <= 40) : '',
        },
      );
    } finally {
      await client.end();
    }
  }
  recordFigures({
    document: 'benchmarks',
    section: 'reminders-moved',
    title: 'A cut-off moves',
    how:
      'One request moves a cut-off: its deadlines, a new reminder for each person and deadline, the old ones cancelled, one ' +
      'notice to everybody, the record, all in one transaction; the mails go out after it, and the next move is made when ' +
      'they are out. The floor writes as many rows by two statements of plain SQL. ' +
      'Must: 40 ms for 500 reminders, goal 15 ms.',
    rows,
  });
  return found;
}

/** Gives the proposal a cut-off of its own, with deadlines planned back from it. */
async function cutOffOfItsOwn(client: pg.Client, proposalId: string): Promise<string> {
  const id = randomUUID();
  await client.query(
    `insert into cut_off (id, number, at, zone, wall_time, origin, verified, time_verified)
     select $1, 90 + (random() * 1000)::int, clock_timestamp() + interval '60 days', c.zone, '', c.origin, true, true
       from cut_off c join proposal p on p.cut_off_id = c.id where p.id = $2`,
    [id, proposalId],
  );
  await client.query(
    'insert into call_cut_off (call_id, cut_off_id) select call_id, $1 from proposal where id = $2',
    [id, proposalId],
  );
  await client.query('update proposal set cut_off_id = $1 where id = $2', [id, proposalId]);
  await client.query(
    `insert into deadline (id, proposal_id, kind, title, at, zone, offset_days)
     select gen_random_uuid(), $1, kind, kind, clock_timestamp() + interval '60 days' - days * interval '1 day', 'Europe/Brussels', days
       from unnest('{full_draft,states_review,sign_off,freeze,cut_off}'::text[], '{28,21,10,3,0}'::int[]) as t(kind, days)`,
    [proposalId],
  );
  return id;
}

async function moveOnce(
  stage: Stage,
  client: pg.Client,
  { cutOffId, cookie, days }: { readonly cutOffId: string; readonly cookie: string; readonly days: number },
): Promise<number> {
  const { rows } = await client.query<{ version: number; zone: string; call_id: string }>(
    'select c.version, c.zone, k.call_id from cut_off c join call_cut_off k on k.cut_off_id = c.id where c.id = $1',
    [cutOffId],
  );
  const [cutOff] = rows;
  if (!cutOff) throw new Error('The cut-off is gone');
  await read<CallOfCutOff>(stage.address, `/calls/${cutOff.call_id}`, cookie);
  const wallTime = new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10) + 'T17:00';
  const from = performance.now();
  const answer = await fetch(`${stage.address}/api/cut-offs/${cutOffId}/moves`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie, origin: stage.address },
    body: JSON.stringify({
      wallTime,
      zone: cutOff.zone,
      label: null,
      version: cutOff.version,
      reason: 'Measured',
    }),
  });
  const text = await answer.text();
  const took = performance.now() - from;
  if (answer.status >= 300) throw new Error(`The cut-off did not move: ${answer.status} ${text}`);
  return took;
}

async function plannedOf(client: pg.Client, proposalId: string): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    `select count(*)::int as count from reminder_occurrence where proposal_id = $1 and state = 'planned' and kind = 'deadline_approaching'`,
    [proposalId],
  );
  return rows[0]?.count ?? 0;
}

/** What a move tells everybody goes out after it; the next move is measured when that is over. */
async function noticesAreOut(client: pg.Client, proposalId: string): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    const { rowCount } = await client.query(
      `select from reminder_occurrence where proposal_id = $1 and kind = 'cut_off_moved' and state <> 'sent' limit 1`,
      [proposalId],
    );
    if (rowCount === 0) return;
    await pause(100);
  }
  throw new Error('The notices of the move did not go out within a minute');
}

async function plainMove(client: pg.Client, count: number): Promise<number> {
  await client.query(`
    create table if not exists bench_plan (id uuid primary key, at timestamptz, state text, revision int);
    truncate bench_plan`);
  await client.query(
    `insert into bench_plan select gen_random_uuid(), clock_timestamp(), 'planned', 1 from generate_series(1, $1::int)`,
    [count],
  );
  const from = performance.now();
  await client.query('begin');
  await client.query(`update bench_plan set state = 'cancelled'`);
  await client.query(
    `insert into bench_plan select gen_random_uuid(), at + interval '1 day', 'planned', 2 from bench_plan`,
  );
  await client.query('commit');
  return performance.now() - from;
}
