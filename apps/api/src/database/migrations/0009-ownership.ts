import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A change that takes something from somebody, and what every process hears at its commit. */
interface Loss {
  readonly table: string;
  readonly name: string;
  readonly event: string;
  readonly when: string;
  readonly says: string;
}

/**
 * The loss is told by the row itself, whoever changes it and by whichever door: nothing here rests on a service that
 * remembers. Postgres tells the same words of one transaction once.
 */
const losses: readonly Loss[] = [
  ...(['update of ended_at', 'delete'] as const).map((event): Loss => ({
    table: 'session',
    name: event === 'delete' ? 'tells_removal' : 'tells_end',
    event,
    when: event === 'delete' ? 'old.ended_at is null' : 'old.ended_at is null and new.ended_at is not null',
    says: `format('{"to":"session","sessionId":"%s"}', old.id)`,
  })),
  ...(['update of ended_at, roles', 'delete'] as const).map((event): Loss => ({
    table: 'membership',
    name: event === 'delete' ? 'tells_removal' : 'tells_change',
    event,
    when:
      event === 'delete'
        ? 'old.ended_at is null'
        : 'old.ended_at is distinct from new.ended_at or old.roles is distinct from new.roles',
    says: `format('{"to":"membership","proposalId":"%s","personId":"%s"}', old.proposal_id, old.person_id)`,
  })),
  {
    table: 'person',
    name: 'tells_closing',
    event: 'update of disabled_at',
    when: 'old.disabled_at is null and new.disabled_at is not null',
    says: `format('{"to":"account","personId":"%s"}', old.id)`,
  },
];

const livingSessions = 'door_living_sessions(p_ids uuid[], p_idle interval)';

/** Who serves sections beside this process, and how every process hears what somebody has lost. */
export class SectionOwnership1700000000009 implements MigrationInterface {
  readonly name = 'SectionOwnership1700000000009';

  async up(runner: QueryRunner): Promise<void> {
    await this.makeProcesses(runner);
    for (const table of new Set(losses.map((loss) => loss.table))) {
      const says = losses.find((loss) => loss.table === table)?.says;
      await runner.query(
        `create function app.tell_${table}_loss() returns trigger language plpgsql as
           $$ begin perform pg_notify('concordat_live', ${says}); return null; end $$`,
      );
      await runner.query(`revoke execute on function app.tell_${table}_loss() from public`);
    }
    for (const { table, name, event, when } of losses)
      await runner.query(
        `create trigger ${name} after ${event} on ${table} for each row when (${when})
           execute function app.tell_${table}_loss()`,
      );
    // The same question as door_read_session, for many at once and without their persons.
    await runner.query('grant create on schema app to concordat_door');
    await runner.query(
      `create function app.${livingSessions} returns setof uuid language sql stable
         security definer set search_path = pg_catalog, pg_temp as $$
         select s.id from public.session s join public.person p on p.id = s.person_id
          where s.id = any(p_ids) and s.ended_at is null and p.disabled_at is null
            and s.expires_at > clock_timestamp() and s.last_seen_at > clock_timestamp() - p_idle $$`,
    );
    await runner.query('revoke execute on function app.door_living_sessions from public');
    await runner.query('grant execute on function app.door_living_sessions to concordat_public');
    await runner.query('alter function app.door_living_sessions owner to concordat_door');
    await runner.query('revoke create on schema app from concordat_door');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop function app.door_living_sessions');
    for (const { table, name } of losses) await runner.query(`drop trigger ${name} on ${table}`);
    for (const table of new Set(losses.map((loss) => loss.table)))
      await runner.query(`drop function app.tell_${table}_loss()`);
    await runner.query('drop table collab_process');
  }

  /** The live editor's role keeps it; nobody else reads a door key. */
  private async makeProcesses(runner: QueryRunner): Promise<void> {
    await runner.query(`create table "collab_process" (
      id uuid NOT NULL,
      address text NOT NULL,
      backend_pid integer NOT NULL,
      door_key bytea NOT NULL,
      started_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
      CONSTRAINT "UQ_d1ba962f400e0366dc40a5b5fcc" UNIQUE ("backend_pid"),
      CONSTRAINT "PK_5ec9c0da4eebc845ca687b5931e" PRIMARY KEY ("id")
    )`);
    await runner.query('alter table collab_process enable row level security');
    await runner.query('alter table collab_process force row level security');
    await runner.query('grant select, insert, update, delete on collab_process to concordat_collab');
    for (const [name, role] of [
      ['migrate_operator', 'concordat_migrate'],
      ['collab_processes', 'concordat_collab'],
    ])
      await runner.query(
        `create policy ${name} on collab_process for all to ${role} using (true) with check (true)`,
      );
  }
}
