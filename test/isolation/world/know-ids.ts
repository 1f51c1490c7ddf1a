import { isAdmin, isOfficer, isOfState, knows, statesOf, takesPart } from './cast.js';
import type { Reader } from './canaries.js';
import { bearer } from './found-proposals.js';
import type { World } from './world.js';

/** Tables that the admin follows across proposals. */
const followed = new Set(['proposal', 'deadline', 'reminder_occurrence', 'section', 'review_round']);

/** Makes every row's id a canary, and notes versions. */
export async function knowIds(world: World): Promise<void> {
  const tables = await world.sql<{ table: string; owned: boolean; versioned: boolean }>(
    `select c.table_name as "table",
       exists (select from information_schema.columns o where o.table_schema = 'public' and o.table_name = c.table_name and o.column_name = 'proposal_id') as owned,
       exists (select from information_schema.columns v where v.table_schema = 'public' and v.table_name = c.table_name and v.column_name = 'version') as versioned
     from information_schema.columns c
     where c.table_schema = 'public' and c.column_name = 'id' and c.data_type = 'uuid'`,
  );
  const internal = new Set(
    (
      await world.sql<{ id: string }>(
        `select id from comment_thread where internal_member_id is not null union all
         select m.id from comment_message m join comment_thread t on t.id = m.thread_id where t.internal_member_id is not null`,
      )
    ).map(({ id }) => id),
  );
  for (const { table, owned, versioned } of tables) {
    const rows = await world.sql<{
      id: string;
      proposalId: string | null;
      version: number | null;
      email: string | null;
    }>(
      `select id, ${owned ? 'proposal_id' : table === 'proposal' ? 'id' : 'null'} as "proposalId",
         ${versioned ? 'version' : 'null'} as version, ${table === 'mailbox_message' ? 'to_email' : 'null'} as email from "${table}"`,
    );
    for (const { id, proposalId, version, email } of rows) {
      if (version !== null) world.versions.set(id, version);
      const consortium = proposalId === null ? undefined : world.owners.get(proposalId);
      if (proposalId === null || consortium === undefined) continue;
      // What a state discusses among itself is not even named to the others.
      const keeper = internal.has(id) ? statesOf[consortium].at(-1) : null;
      const ofKeeper = (reader: Reader): boolean => isOfState(reader.person, consortium, keeper ?? undefined);
      const ofProposal = (reader: Reader): boolean =>
        takesPart(reader.person, consortium) ||
        (isAdmin(reader.person) && followed.has(table)) ||
        (table === 'proposal' &&
          (bearer(reader, proposalId) || (consortium === 'delta' && isOfficer(reader.person)))) ||
        (email !== null && reader.person?.email === email);
      const seen = keeper === null ? ofProposal : ofKeeper;
      world.canaries.know(id, `${table}.id of ${consortium}`, seen);
    }
  }
  for (const person of world.people.values()) {
    world.canaries.know(
      person.id,
      `person.id of ${person.name}`,
      (reader) => person.isSample || isAdmin(reader.person) || knows(reader.person, person),
    );
  }
}
