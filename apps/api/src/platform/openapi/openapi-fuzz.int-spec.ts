import { recordFigures, seedOfRun } from '@concordat/testing';
import fc from 'fast-check';
import { AnswerJudge, callsOf, type Operation, operationsOf } from '../../../test/fuzz/openapi-fuzz.js';
import { Identifiers } from '../../../test/fuzz/schema-values.js';
import { loadSample } from '../../../test/sample-world.js';
import { type Agent, startTestServer, type TestServer } from '../../testing/index.js';

/** Requests for each operation as each role; `npm run bench:fuzz` makes twenty times as many. */
const callsEach = Number(process.env['BENCH_FUZZ_CALLS'] ?? 2);
const atOnce = 6;
/** An answer that takes longer is wrong; the longest that is right is a long poll's, half a minute. */
const patienceMs = 60_000;

/** One browser a role: whoever of the sample has it first, an administrator, somebody in nothing, and nobody. */
async function rolesOf(server: TestServer): Promise<Map<string, string | null>> {
  const people = await server.sql<{ role: string; email: string }>(
    `select distinct on (role) role, email from (
       select unnest(m.roles) as role, p.email from membership m join person p on p.id = m.person_id
       union all select unnest(installation_roles), email from person
     ) as all_roles order by role, email`,
  );
  await server.addPerson({ email: 'outsider@fuzz.example' });
  return new Map<string, string | null>([
    ...people.map(({ role, email }): [string, string] => [role, email]),
    ['outsider', 'outsider@fuzz.example'],
    ['nobody', null],
  ]);
}

/** Identifiers of everything in the rivals' proposals, and of people and calls. */
async function identifiersOf(server: TestServer): Promise<Identifiers> {
  const tables = await server.sql<{ name: string; ofProposal: boolean }>(
    `select t.table_name as name, exists (select 1 from information_schema.columns p
        where p.table_schema = 'public' and p.table_name = t.table_name and p.column_name = 'proposal_id') as "ofProposal"
     from information_schema.columns t where t.table_schema = 'public' and t.column_name = 'id' and t.data_type = 'uuid'
     order by 1`,
  );
  const rivals = `select id from proposal where origin = 'practice'`;
  const found = await Promise.all(
    tables.map(async ({ name, ofProposal }): Promise<[string, string[]]> => {
      const condition =
        name === 'proposal' ? `id in (${rivals})` : ofProposal ? `proposal_id in (${rivals})` : 'true';
      const rows = await server.sql<{ id: string }>(
        `select id from "${name}" where ${condition} order by id limit 40`,
      );
      const words = name.replace('consortium_', '').replace('review_', '').split('_');
      const field = words
        .map((word, at) => (at === 0 ? word : word[0]?.toUpperCase() + word.slice(1)))
        .join('');
      return [`${field}Id`, rows.map(({ id }) => id)];
    }),
  );
  return new Identifiers(new Map(found.filter(([, ids]) => ids.length > 0)));
}

/** What the fuzzer itself has done to people is undone, or soon everybody would be turned away at the door. */
async function heal(server: TestServer): Promise<void> {
  await server.sql('update membership set ended_at = null where ended_at is not null');
  await server.sql('update person set disabled_at = null where disabled_at is not null');
}

describe(`every operation of the running application's document, as each role (seed ${seedOfRun})`, () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
    await loadSample(server);
  });
  afterAll(() => server.stop());

  it(
    'answers hostile requests with a refusal or with what its schema says, and never breaks',
    async () => {
      const roles = await rolesOf(server);
      const ids = await identifiersOf(server);
      const operations = await operationsOf(server.nobody());
      const judge = new AnswerJudge();
      const wrong: string[] = [];
      const statuses = new Map<string, number>();
      const fulfilled = new Set<Operation>();
      let calls = 0;

      const call = async (agent: Agent, role: string, operation: Operation, at: number): Promise<number> => {
        const [made] = fc.sample(callsOf(operation, ids), { numRuns: 1, seed: seedOfRun + at });
        if (!made) return 0;
        const response = await agent.fetch(made.address, {
          method: operation.method,
          ...(made.body !== null && { body: made.body, headers: { 'content-type': made.type } }),
          signal: AbortSignal.timeout(patienceMs),
        });
        calls += 1;
        const { status } = response;
        const kind = `${Math.floor(status / 100)}xx`;
        statuses.set(kind, (statuses.get(kind) ?? 0) + 1);
        if (status < 300) fulfilled.add(operation);
        const type = response.headers.get('content-type') ?? '';
        if (type.startsWith('text/event-stream')) {
          await response.body?.cancel();
          return status;
        }
        const problem = judge.judge(operation, status, type, await response.text());
        if (problem !== null)
          wrong.push(
            `${role} ${operation.method} ${made.address.slice(0, 200)} ${made.body?.slice(0, 300) ?? ''} ${problem}`,
          );
        return status;
      };

      let number = 0;
      for (const [role, email] of roles) {
        await heal(server);
        const agentOf = () => (email === null ? Promise.resolve(server.nobody()) : server.signIn(email));
        let agent = await agentOf();
        const queue = operations.flatMap((operation) => Array.from({ length: callsEach }, () => operation));
        const hand = async (): Promise<void> => {
          for (let operation = queue.shift(); operation; operation = queue.shift()) {
            const status = await call(agent, role, operation, (number += 1));
            // The fuzzer has signed itself out, or taken its own rights away.
            if (status === 401 && email !== null) {
              await heal(server);
              agent = await agentOf();
            }
          }
        };
        await Promise.all(Array.from({ length: atOnce }, hand));
      }

      const polluted = ['polluted', 'isAdmin', 'installationRoles'].filter((name) => name in {});
      recordFigures({
        document: 'assurance',
        section: 'fuzz',
        title: 'The fuzzer',
        how:
          `Requests generated from the running application's OpenAPI document, about half of them right by the schema and ` +
          `the others spoiled (types, extremes, control characters, broken and deep JSON, keys that reach for the ` +
          `prototype), for every operation as every role, over the sample. An answer is wrong if it is a 5xx, holds a ` +
          `stack, or does not fit the document's schema.`,
        seed: seedOfRun,
        rows: [
          {
            operations: operations.length,
            roles: roles.size,
            calls,
            '2xx': statuses.get('2xx') ?? 0,
            '4xx': statuses.get('4xx') ?? 0,
            '5xx': statuses.get('5xx') ?? 0,
            'operations fulfilled at least once': fulfilled.size,
            'wrong answers': wrong.length,
            'prototype keys found': polluted.length,
          },
        ],
      });
      console.log(
        `${calls} calls of ${operations.length} operations as ${roles.size} roles: ${JSON.stringify(Object.fromEntries(statuses))}, ${fulfilled.size} operations fulfilled, ${wrong.length} wrong`,
      );
      expect(wrong).toEqual([]);
      expect(polluted).toEqual([]);
      expect(calls).toBe(operations.length * roles.size * callsEach);
      expect(server.logged.filter((line) => /"level":"(error|fatal)"/.test(line))).toEqual([]);
    },
    60_000 + callsEach * 30_000,
  );
});
