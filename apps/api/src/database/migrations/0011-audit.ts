import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What belongs to no proposal hangs in the installation's own chain. */
const installation = "'00000000-0000-0000-0000-000000000000'::uuid";

const table = [
  `create table "audit_link" (
      chain uuid NOT NULL,
      number bigint NOT NULL,
      event_id bigint NOT NULL,
      version smallint NOT NULL,
      previous bytea NOT NULL,
      sha256 bytea NOT NULL,
      CONSTRAINT "UQ_4561b5bd3a5c5fcfd00d6e9464c" UNIQUE ("event_id"),
      CONSTRAINT "PK_baa5b432ca5a47d3c919cbeec68" PRIMARY KEY ("chain", "number"),
      CONSTRAINT "FK_4561b5bd3a5c5fcfd00d6e9464c" FOREIGN KEY ("event_id") REFERENCES "audit_event"("id")
    )`,
  'alter table "audit_link" enable row level security',
  'alter table "audit_link" force row level security',
  `create policy migrate_operator on "audit_link" for all to concordat_migrate using (true) with check (true)`,
  `create policy web_participants on "audit_link" for select to concordat_web using (chain in (select app.my_proposals()))`,
  `create policy web_admin on "audit_link" for select to concordat_web using (chain = ${installation} and app.is_admin())`,
  // The installation's own record: accounts, sign-ins, calls. Nothing of a proposal is in it.
  `create policy web_admin on "audit_event" for select to concordat_web using (proposal_id is null and app.is_admin())`,
  'grant select on audit_link to concordat_web',
  `create index "IDX_c48aef1b657626680f9be57353" on "audit_event" ("object_id", "at") where action like 'read.%'`,
  'create trigger never_changes before update or delete on "audit_link" for each row execute function app.refuse_change()',
];

interface Maker {
  readonly signature: string;
  readonly returns: string;
  readonly options: string;
  readonly body: string;
}

const asChain = 'volatile security definer set search_path = pg_catalog, pg_temp';

const functions: readonly Maker[] = [
  // RFC 8785 for what is written down: ASCII keys, strings, whole numbers, booleans, null. `canonicalJson` of the
  // domain gives the same bytes.
  {
    signature: 'canonical_json(value jsonb)',
    returns: 'text',
    options: 'immutable set search_path = pg_catalog, pg_temp',
    body: `begin
      case jsonb_typeof(value)
        when 'object' then return '{' || coalesce((select string_agg(to_json(e.key)::text || ':' ||
          app.canonical_json(e.value), ',' order by e.key collate "C") from jsonb_each(value) e), '') || '}';
        when 'array' then return '[' || coalesce((select string_agg(app.canonical_json(e.value), ',' order by e.ordinality)
          from jsonb_array_elements(value) with ordinality e), '') || ']';
        when 'number' then return trim_scale((value #>> '{}')::numeric)::text;
        else return value::text;
      end case;
    end`,
  },
  // The text that is hashed: keys in order, as `auditText` of the domain writes it.
  {
    signature: 'audit_text(event public.audit_event, place bigint, previous bytea)',
    returns: 'text',
    options: 'stable set search_path = pg_catalog, pg_temp',
    body: `begin
      return '{"action":' || to_json(event.action) || ',"after":' || coalesce(app.canonical_json(event.after), 'null')
        || ',"at":"' || to_char(event.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
        || '","before":' || coalesce(app.canonical_json(event.before), 'null')
        || ',"number":' || place || ',"objectId":' || to_json(event.object_id) || ',"objectKind":' || to_json(event.object_kind)
        || ',"personId":' || coalesce('"' || event.person_id || '"', 'null') || ',"previous":"' || encode(previous, 'hex')
        || '","proposalId":' || coalesce('"' || event.proposal_id || '"', 'null')
        || ',"requestId":' || coalesce('"' || event.request_id || '"', 'null') || ',"v":1}';
    end`,
  },
  // Takes the next number of the event's chain. Each statement sees what was committed while it waited for the lock.
  {
    signature: 'link_audit_event(event public.audit_event)',
    returns: 'void',
    options: asChain,
    body: `declare
      mine uuid := coalesce(event.proposal_id, ${installation});
      place bigint;
      last bytea;
    begin
      perform pg_advisory_xact_lock(hashtextextended('audit ' || mine, 0));
      select number, sha256 into place, last from public.audit_link where chain = mine order by number desc limit 1;
      place := coalesce(place, 0) + 1;
      last := coalesce(last, decode(repeat('00', 32), 'hex'));
      insert into public.audit_link (chain, number, event_id, version, previous, sha256)
      values (mine, place, event.id, 1, last, sha256(convert_to(app.audit_text(event, place, last), 'UTF8')));
    end`,
  },
  // Reads of an exceptional kind, once an hour: a screen that loads again is no second read.
  {
    signature: `record_read(p_person uuid, p_action text, p_object_kind text, p_object text, p_proposal uuid, p_request uuid)`,
    returns: 'void',
    options: asChain,
    body: `begin
      if session_user = 'concordat_web' and p_person is distinct from app.person_id() then
        raise exception 'nobody reads in the name of another' using errcode = 'CX003';
      end if;
      if p_action not like 'read.%' then raise exception 'not a read: %', p_action; end if;
      if exists (select from public.audit_event where action like 'read.%' and object_id = p_object and action = p_action
        and person_id = p_person and at > clock_timestamp() - interval '1 hour') then return; end if;
      insert into public.audit_event (person_id, action, object_kind, object_id, proposal_id, request_id)
      values (p_person, p_action, p_object_kind, p_object, p_proposal, p_request);
    end`,
  },
  // Remembers, for this transaction alone, whose chains it will continue.
  {
    signature: 'note_audit_chain()',
    returns: 'trigger',
    options: 'set search_path = pg_catalog, pg_temp',
    body: `declare
      noted text := coalesce(current_setting('app.audit_chains', true), '');
      mine text := coalesce(new.proposal_id, ${installation})::text;
    begin
      if position(mine in noted) = 0 then perform set_config('app.audit_chains', noted || mine || ' ', true); end if;
      return null;
    end`,
  },
  // At the commit, when every other lock is held already: no chain waits while somebody works, and chains are taken in
  // one order, so that two commits never wait for each other.
  {
    signature: 'chain_audit_event()',
    returns: 'trigger',
    options: asChain,
    body: `declare
      noted text := coalesce(current_setting('app.audit_chains', true), '');
      mine text;
    begin
      if length(noted) > 40 then
        for mine in select each from regexp_split_to_table(rtrim(noted), ' ') each order by each loop
          perform pg_advisory_xact_lock(hashtextextended('audit ' || mine, 0));
        end loop;
        perform set_config('app.audit_chains', '', true);
      end if;
      perform app.link_audit_event(new);
      return null;
    end`,
  },
];

/** `link_audit_event(event public.audit_event)` is addressed as `link_audit_event(public.audit_event)`. */
const nameOf = ({ signature }: Maker): string => signature.replace(/\w+ ([\w.]+)(?=[,)])/g, '$1');

/** Every act gets its place in the chain of its proposal, or of the installation; those from before get theirs now. */
export class AuditChain1700000000011 implements MigrationInterface {
  readonly name = 'AuditChain1700000000011';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of table) await runner.query(statement);
    await runner.query('grant usage, create on schema app to concordat_chain');
    await runner.query('grant select, insert on audit_link, audit_event to concordat_chain');
    await runner.query('grant execute on function app.person_id() to concordat_chain');
    for (const made of functions) {
      await runner.query(
        `create function app.${made.signature} returns ${made.returns} language plpgsql ${made.options} as $$ ${made.body} $$`,
      );
      await runner.query(`revoke execute on function app.${nameOf(made)} from public`);
    }
    await runner.query(`select app.link_audit_event(e) from (select * from audit_event order by id) e`);
    for (const made of functions)
      await runner.query(`alter function app.${nameOf(made)} owner to concordat_chain`);
    await runner.query('revoke create on schema app from concordat_chain');
    await runner.query(
      'grant execute on function app.record_read(uuid, text, text, text, uuid, uuid) to concordat_web, concordat_worker',
    );
    await runner.query(
      'create trigger notes_chain after insert on audit_event for each row execute function app.note_audit_chain()',
    );
    await runner.query(
      `create constraint trigger takes_number after insert on audit_event deferrable initially deferred
         for each row execute function app.chain_audit_event()`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop trigger takes_number on audit_event');
    await runner.query('drop trigger notes_chain on audit_event');
    for (const made of [...functions].reverse()) await runner.query(`drop function app.${nameOf(made)}`);
    await runner.query('revoke execute on function app.person_id() from concordat_chain');
    await runner.query('revoke select, insert on audit_event from concordat_chain');
    await runner.query('revoke usage on schema app from concordat_chain');
    await runner.query('drop index "IDX_c48aef1b657626680f9be57353"');
    await runner.query('drop policy web_admin on audit_event');
    await runner.query('drop table audit_link');
  }
}
