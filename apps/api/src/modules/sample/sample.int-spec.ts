import { createHash } from 'node:crypto';
import { listSampleAccounts } from '@concordat/contracts';
import { canonicalText, countText, plainText, readSection } from '@concordat/document';
import { installationRoles, proposalRoles } from '@concordat/domain';
import { practicePeople, practiceProposals } from '@concordat/templates';
import * as Y from 'yjs';
import { loadSample } from '../../../test/sample-world.js';
import { GateKeeper } from '../../collab/gate/gate-keeper.js';
import { startTestServer, type TestServer } from '../../testing/index.js';

interface Counted {
  readonly count: number;
}

const tablesWithRows = `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = 'public' and c.relkind = 'r' and c.relname <> 'migration' order by 1`;

describe('the sample', () => {
  let server: TestServer;
  let said: string | null;
  beforeAll(async () => {
    server = await startTestServer();
    said = await loadSample(server);
  });
  afterAll(() => server.stop());

  const count = async (from: string, on: TestServer = server): Promise<number> =>
    (await on.sql<Counted>(`select count(*)::int as count from ${from}`))[0]?.count ?? -1;

  async function everyCount(on: TestServer): Promise<Record<string, number>> {
    const counts: Record<string, number> = {};
    for (const { name } of await on.sql<{ name: string }>(tablesWithRows))
      counts[name] = await count(`"${name}"`, on);
    return counts;
  }

  it('is loaded once: a second start finds it and adds nothing', async () => {
    expect(said).toMatch(/history .* practice/);
    const stable = ({ outbox: _outbox, ...rest }: Record<string, number>) => rest;
    const before = stable(await everyCount(server));
    expect(await loadSample(server)).toBeNull();
    expect(stable(await everyCount(server))).toEqual(before);
  });

  it('holds the public facts of the first cut-off, without people or text', async () => {
    const historical = "proposal p where p.origin = 'historical'";
    const ofHistory = (table: string) =>
      count(`"${table}" t join proposal p on p.id = t.proposal_id where p.origin = 'historical'`);
    expect(await count("call where origin = 'historical'")).toBe(2);
    expect(await count(historical)).toBe(7);
    expect(await ofHistory('consortium_member')).toBe(17);
    expect(await count('letter_of_interest')).toBe(2);
    for (const table of [
      'membership',
      'section',
      'section_update',
      'deadline',
      'comment_thread',
      'reminder_occurrence',
    ])
      expect([table, await ofHistory(table)]).toEqual([table, 0]);
    const [first] = await server.sql<{ at: Date; zone: string }>(
      "select at, zone from cut_off where origin = 'historical' and number = 1",
    );
    expect(first).toEqual({ at: new Date('2024-11-04T17:00:00+01:00'), zone: 'Europe/Luxembourg' });
  });

  it('holds people for every role, all marked as sample and none with a password', async () => {
    expect(await count('person')).toBe(practicePeople.length);
    expect(await count('person where not is_sample or password_hash is not null')).toBe(0);
    const { accounts } = await server.nobody().get(listSampleAccounts, {});
    expect(accounts).toHaveLength(practicePeople.length);
    const held = new Set(accounts.flatMap(({ standings }) => standings.flatMap(({ roles }) => roles)));
    expect([...held].sort()).toEqual([...proposalRoles].sort());
    const everywhere = new Set(accounts.flatMap((account) => account.installationRoles));
    expect([...everywhere].sort()).toEqual([...installationRoles].sort());
  });

  it('is dated from the installation: two working cut-offs at 17:00 in Brussels', async () => {
    const cutOffs = await server.sql<{ days: number; wall: string; weekday: number }>(
      `select round(extract(epoch from at - clock_timestamp()) / 86400)::int as days,
         to_char(at at time zone zone, 'HH24:MI') as wall, extract(isodow from at at time zone zone)::int as weekday
       from cut_off where origin = 'practice' order by at`,
    );
    expect(cutOffs).toHaveLength(2);
    for (const [index, least] of [44, 134].entries()) {
      expect(cutOffs[index]).toMatchObject({ wall: '17:00' });
      expect(cutOffs[index]?.days).toBeGreaterThanOrEqual(least);
      expect(cutOffs[index]?.weekday).toBeLessThanOrEqual(5);
    }
  });

  it('has texts that open through the gate, with the words and the hash that the outline shows', async () => {
    const sections = await server.sql<{
      id: string;
      words: number;
      hash: Buffer;
      person: string;
      proposal: string;
      number: string;
    }>(
      `select s.id, s.words, s.text_sha256 as hash, s.last_edited_by as person, p.acronym as proposal, s.number
       from section s join proposal p on p.id = s.proposal_id where s.log_seq > 0 order by s.id`,
    );
    const written = practiceProposals.flatMap(({ sections: all }) =>
      all.filter(({ blocks }) => blocks.length > 0),
    );
    expect(sections).toHaveLength(written.length);
    const keeper = server.app.get(GateKeeper, { strict: false });
    for (const { id, words, hash, person } of sections) {
      const opened = await keeper.open(id, person);
      if (!opened.ok) throw new Error(`${id} does not open: ${opened.reason}`);
      const doc = new Y.Doc();
      Y.applyUpdate(doc, opened.value.state().update);
      const text = readSection(doc);
      expect(countText(text).words).toBe(words);
      expect(createHash('sha256').update(canonicalText(text)).digest()).toEqual(hash);
      expect(plainText(text).trim()).not.toBe('');
    }
  });

  it('has one reminder due at once and one in three minutes, both by the product’s own road', async () => {
    // What was due at the start may have been sent by now, which is the point of it.
    const due = await server.sql<{ email: string; minutes: number; state: string }>(
      `select recipient_email as email, round(extract(epoch from due_at - created_at) / 60)::int as minutes, state
       from reminder_occurrence where kind = 'deadline_approaching' and due_at < created_at + interval '10 minutes'
       order by due_at`,
    );
    // Others may fall due just then, at some hours of the day.
    expect(due.map(({ email, minutes }) => `${email} ${minutes}`)).toEqual(
      expect.arrayContaining(['reviewer.no@practice.example 0', 'coordinator.fi@practice.example 3']),
    );
    expect(due.find(({ minutes }) => minutes === 3)?.state).toBe('planned');
  });

  it('keeps rivals apart: to a person of North the database shows no row of South in any table', async () => {
    const [south] = await server.sql<{ id: string }>(
      "select id from proposal where acronym = 'Practice South'",
    );
    const tables = await server.sql<{ name: string }>(
      `select table_name as name from information_schema.columns
       where table_schema = 'public' and column_name = 'proposal_id' order by 1`,
    );
    expect(tables.length).toBeGreaterThanOrEqual(20);
    const people = await server.sql<{ id: string }>(
      `select person_id as id from membership m join proposal p on p.id = m.proposal_id
       where p.acronym = 'Practice North'`,
    );
    const rivals = await server.sql<{ id: string }>(
      'select person_id as id from membership where proposal_id = $1',
      [south?.id],
    );
    expect(people.length).toBeGreaterThan(5);
    const filled: string[] = [];
    for (const { name } of tables) {
      const there = await count(`"${name}" where proposal_id = '${south?.id}'`);
      if (there > 0) filled.push(name);
    }
    // Where South has nothing, a passing test would say nothing.
    expect(filled).toEqual(
      expect.arrayContaining([
        'section',
        'section_update',
        'membership',
        'consortium_member',
        'deadline',
        'client_binding',
      ]),
    );
    const seen = tables
      .map(
        ({ name }) =>
          `select '${name}' as name, count(*)::int as count from "${name}" where proposal_id = $1`,
      )
      .map((query) => query);
    for (const { id } of people) {
      for (const role of ['web', 'collab'] as const) {
        const readable = await server.sql<{ name: string }>(
          `select name from unnest($1::text[]) name where has_any_column_privilege($2, 'public.' || quote_ident(name), 'select')`,
          [tables.map(({ name }) => name), `concordat_${role}`],
        );
        const names = new Set(readable.map(({ name }) => name));
        const union = seen.filter((_, index) => names.has(tables[index]?.name ?? '')).join(' union all ');
        const counts = await server.sqlAs<{ name: string; count: number }>(role, union, [south?.id], id);
        expect(counts.filter((row) => row.count > 0)).toEqual([]);
      }
      const persons = await server.sqlAs<{ id: string }>('web', 'select id from person', [], id);
      expect(persons.filter((person) => rivals.some((rival) => rival.id === person.id))).toEqual([]);
    }
  });

  it('leaves nothing behind when it breaks in the middle, and is whole at the next start', async () => {
    const fresh = await startTestServer();
    try {
      await fresh.sql(`create function public.breaks() returns trigger language plpgsql as
        $$ begin if (select count(*) from verdict) >= 1 then raise 'broken'; end if; return new; end $$`);
      await fresh.sql(
        'create trigger breaks before insert on verdict for each row execute function public.breaks()',
      );
      await expect(loadSample(fresh)).rejects.toThrow('broken');
      const counts = Object.entries(await everyCount(fresh)).filter(
        // The server that runs here says so itself.
        ([name, rows]) => rows > 0 && name !== 'installation_fact' && name !== 'collab_process',
      );
      expect(counts).toEqual([]);
      expect(await count("installation_fact where key = 'sample.loaded'", fresh)).toBe(0);
      await fresh.sql('drop trigger breaks on verdict');
      expect(await loadSample(fresh)).not.toBeNull();
      expect(await count('proposal', fresh)).toBe(9);
    } finally {
      await fresh.stop();
    }
  });
});
