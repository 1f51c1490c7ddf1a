import { setTimeout as pause } from 'node:timers/promises';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isBenchmark, recordFigures, seeded, seedOfRun } from '@concordat/testing';
import { type Side, startTwoProcesses, type TwoProcesses } from '../support/two-processes.js';
import { read, signInToSample } from './practice.js';
import { invite, type Line, openFeed, openRoad, openSocket, type Person } from './revocation-crowd.js';
import { openAt } from './take-overs.js';

/** `npm run bench:revocation` takes from a thousand people and more; here a twentieth of it. */
const revocations = Number(process.env['BENCH_REVOCATIONS'] ?? 50);
/** People who have something open at the same time. */
const crowd = Math.min(40, Math.ceil(revocations / 4));
/** Every so often the processes lose their ears to the database just before. */
const deafEvery = 25;
const longestMs = 10_000;
/** People who come and go at the same time. */
const atOnce = 5;

const losses = ['session ended', 'membership ended', 'account closed', 'role taken'] as const;
type Loss = (typeof losses)[number];

/** From the COMMIT of what takes to the last byte that told anything. */
interface Measured {
  readonly loss: Loss;
  readonly line: Line['kind'];
  readonly wasDeaf: boolean;
  readonly ms: number;
}

interface Standing {
  readonly person: Person;
  readonly text: Line;
  readonly feed: Awaited<ReturnType<typeof openFeed>>;
}

describe('rights that end while sockets, requests and feeds stream', () => {
  let cluster: TwoProcesses;
  let coordinator: string;
  let proposalId: string;
  let sections: readonly string[];
  let place: { proposalId: string; memberId: string };
  const stops: (() => void)[] = [];
  const streaming = new AbortController();
  const streams: Promise<void>[] = [];
  const random = seeded(seedOfRun);
  const oneOf = <T>(choices: readonly T[]): T => choices[Math.floor(random() * choices.length)] as T;

  beforeAll(async () => {
    cluster = await startTwoProcesses();
    coordinator = await signInToSample(cluster.address, 'coordinator.fi@practice.example');
    const session = await read<{ memberships: { proposalId: string; memberId: string }[] }>(
      cluster.address,
      '/session',
      coordinator,
    );
    place = session.memberships[0] ?? { proposalId: '', memberId: '' };
    proposalId = place.proposalId;
    const open = await cluster.sql<{ id: string }>(
      `select id from section where proposal_id = $1 and state = 'drafting' and not is_group limit 2`,
      [proposalId],
    );
    sections = open.map(({ id }) => id);
  });
  afterAll(async () => {
    streaming.abort();
    for (const stop of stops) stop();
    await Promise.all(streams);
    await cluster?.leave();
  });

  /** Words into every section, each owned by another process, and changes into every feed. */
  async function stream(): Promise<void> {
    const { signal } = streaming;
    const editors = await Promise.all(
      sections.map((section, at) => openAt(cluster, section, coordinator, at as Side)),
    );
    for (const editor of editors) stops.push(() => editor.close());
    const write = async (): Promise<void> => {
      for (let word = 0; !signal.aborted; word += 1) {
        for (const editor of editors) editor.write(`word${word}`);
        await pause(60);
      }
    };
    const tell = async (): Promise<void> => {
      while (!signal.aborted) {
        await cluster.sql(`select pg_notify('concordat_live', $1)`, [
          JSON.stringify({ to: 'proposal', kind: 'deadline.moved', proposalId, id: 'streaming' }),
        ]);
        await pause(400);
      }
    };
    streams.push(write(), tell());
  }

  /** What is opened is closed at the end, also when it comes after the end. */
  function kept<L extends Line>(line: L): L {
    stops.push(() => line.close());
    if (streaming.signal.aborted) line.close();
    return line;
  }

  async function settle(person: Person, turn: number): Promise<Standing> {
    const side: Side = random() < 0.5 ? 0 : 1;
    const open = turn % 6 === 5 ? openRoad : openSocket;
    const [text, feed] = await Promise.all([
      open(cluster, oneOf(sections), person, side).then(kept),
      openFeed(cluster, proposalId, person, side).then(kept),
    ]);
    return { person, text, feed };
  }

  async function ask(method: string, path: string, cookie: string, body?: object): Promise<void> {
    const answer = await fetch(`${cluster.address}/api${path}`, {
      method,
      headers: { cookie, origin: cluster.address, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  }

  /** Two of them by the product's own doors, two by a statement past every service. */
  const take: Record<Loss, (person: Person) => Promise<unknown>> = {
    'session ended': ({ sessionId, otherCookie }) => ask('DELETE', `/sessions/${sessionId}`, otherCookie),
    'membership ended': ({ membershipId }) =>
      ask('POST', `/proposals/${proposalId}/memberships/${membershipId}/end`, coordinator, { version: 1 }),
    'account closed': ({ personId }) =>
      cluster.sql('update person set disabled_at = clock_timestamp() where id = $1', [personId]),
    'role taken': ({ membershipId }) =>
      cluster.sql(`update membership set roles = '{observer}', version = version + 1 where id = $1`, [
        membershipId,
      ]),
  };

  /** When the row was committed as it is now, in milliseconds of the clock, which the database shares. */
  async function committedAt(loss: Loss, person: Person): Promise<number> {
    const [table, id] = {
      'session ended': ['session', person.sessionId],
      'membership ended': ['membership', person.membershipId],
      'account closed': ['person', person.personId],
      'role taken': ['membership', person.membershipId],
    }[loss] as [string, string];
    const [row] = await cluster.sql<{ at: Date }>(
      `select pg_xact_commit_timestamp(xmin) as at from ${table} where id = $1`,
      [id],
    );
    if (!row) throw new Error(`There is no ${table} ${id}`);
    return row.at.getTime();
  }

  async function revoke({ person, text, feed }: Standing, loss: Loss, wasDeaf: boolean): Promise<Measured[]> {
    if (wasDeaf)
      await cluster.sql(
        `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'concordat listener'`,
      );
    const toldAt = loss === 'role taken' ? text.isTold?.(longestMs).then(() => Date.now()) : undefined;
    await take[loss](person);
    const from = await committedAt(loss, person);
    const about = ({ kind }: Line, at: number): Measured => ({
      loss,
      line: kind,
      wasDeaf,
      ms: Math.max(0, at - from),
    });
    if (loss === 'role taken') {
      const told = about(text, (await toldAt) ?? Infinity);
      for (const line of [text, feed]) line.close();
      return [told];
    }
    await text.isClosed(longestMs);
    if (loss === 'membership ended') {
      // The feed goes on for the person's other proposals; of this one nothing more may be told.
      await pause(1_500);
      feed.close();
      return [about(text, text.lastHeardAt()), about(feed, feed.lastChangeAt())];
    }
    await feed.isClosed(longestMs);
    return [about(text, text.lastHeardAt()), about(feed, feed.lastHeardAt())];
  }

  it(
    'are gone from everything within a second',
    async () => {
      const lag = monitorEventLoopDelay({ resolution: 5 });
      await stream();
      lag.enable();
      const standing: Standing[] = [];
      const leaving: Promise<Measured[]>[] = [];
      let waiting: Promise<Person[]> = Promise.resolve([]);
      const nextPerson = async (): Promise<Person> => {
        const person = (await waiting).pop();
        if (person) return person;
        if ((await waiting).length === 0) waiting = invite(cluster, place, crowd);
        return await nextPerson();
      };
      let turn = 0;
      const takeTurns = async (): Promise<void> => {
        while (turn < revocations || standing.length > 0) {
          const mine = turn++;
          if (mine < revocations) standing.push(await settle(await nextPerson(), mine));
          if (mine < crowd) continue;
          const [leaver] = standing.splice(Math.floor(random() * standing.length), 1);
          if (!leaver) continue;
          // A page without sockets hears of a lost role with its next answer: here it loses more than that.
          const loss = oneOf(leaver.text.kind === 'text by socket' ? losses : losses.slice(0, 3));
          leaving.push(revoke(leaver, loss, mine % deafEvery === deafEvery - 1));
          await Promise.race([leaving.at(-1), pause(200)]);
        }
      };
      await Promise.all(Array.from({ length: atOnce }, takeTurns));
      const results = (await Promise.all(leaving)).flat();
      streaming.abort();

      const times = (chosen: readonly Measured[]) => figures(chosen.map(({ ms }) => ms));
      const rows = [
        ...losses.flatMap((loss) =>
          (['text by socket', 'text by requests', 'feed'] as const).flatMap((line) => {
            const chosen = results.filter(
              (each) => each.loss === loss && each.line === line && !each.wasDeaf,
            );
            return chosen.length > 0 ? [{ lost: loss, 'what was open': line, ...times(chosen) }] : [];
          }),
        ),
        {
          lost: 'any, the listeners cut just before',
          'what was open': 'any',
          ...times(results.filter((each) => each.wasDeaf)),
        },
        { lost: 'any', 'what was open': 'any', ...times(results) },
      ];
      console.log(
        `${revocations} revocations over two processes, seed ${seedOfRun}, ${results.length} lines; ` +
          `the measuring process was late by ${Math.round(lag.percentile(99) / 1e6)} ms at p99\n${JSON.stringify(rows)}`,
      );
      recordFigures({
        document: 'assurance',
        section: 'revocation',
        title: 'Rights that end',
        how:
          `${revocations} people lose a session, a membership, their account or the right to write while ${crowd} have a text ` +
          `and a feed open over two processes and words and changes stream without a pause. Measured from the COMMIT that ` +
          `takes the right, by the database's own record, to the last byte of that line (of a feed that goes on: to the ` +
          `last change of that proposal; of a role: to the sentence that writing has ended). The measuring process was ` +
          `itself late by ${Math.round(lag.percentile(99) / 1e6)} ms at p99.`,
        rows,
        seed: seedOfRun,
      });
      const all = figures(results.map(({ ms }) => ms));
      expect(results.length).toBeGreaterThanOrEqual(revocations);
      // A machine that runs other tests beside is late by itself; the promise is held to the letter in the full run.
      const [p99, max] = isBenchmark ? [500, 1_000] : [1_000, 3_000];
      expect(all['p99 ms']).toBeLessThanOrEqual(p99);
      expect(all['longest ms']).toBeLessThanOrEqual(max);
    },
    60_000 + revocations * 600,
  );
});

function figures(values: readonly number[]): Record<'times' | 'median ms' | 'p99 ms' | 'longest ms', number> {
  const sorted = [...values].sort((one, other) => one - other);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { times: sorted.length, 'median ms': at(0.5), 'p99 ms': at(0.99), 'longest ms': at(1) };
}
