import type { MigrationInterface, QueryRunner } from 'typeorm';

/** New passwords by mail, changes of address, fair waits for those who try, and what is forgotten in time. */
const tables = [
  `create table "account_link" (
      id uuid NOT NULL,
      kind text NOT NULL,
      person_id uuid,
      email text NOT NULL,
      former_email text,
      token_hash bytea NOT NULL,
      nonce uuid NOT NULL,
      created_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
      expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
      used_at TIMESTAMP WITH TIME ZONE,
      ended_at TIMESTAMP WITH TIME ZONE,
      CONSTRAINT "UQ_acb00bd0ff19fe4435b501ad867" UNIQUE ("token_hash"),
      CONSTRAINT "PK_1af91112f0eef7205c6b0abcbfa" PRIMARY KEY ("id"),
      CONSTRAINT "FK_90e237cd2f6574c335805093cb0" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE
    )`,
  `create index "IDX_90e237cd2f6574c335805093cb" on "account_link" ("person_id")`,
  'alter table "account_link" enable row level security',
  'alter table "account_link" force row level security',
  'create policy migrate_operator on "account_link" for all to concordat_migrate using (true) with check (true)',
  // The worker writes the mail: it derives the token from what it reads here and a key that the database does not have.
  'create policy worker_worker on "account_link" for select to concordat_worker using (true)',
  'grant select (id, kind, person_id, email, former_email, nonce, expires_at, used_at, ended_at) on account_link to concordat_worker',
  'grant select, insert, update, delete on account_link to concordat_door',
  'alter table "person" add column "email_changed_at" TIMESTAMP WITH TIME ZONE',
  'grant select (email_changed_at) on person to concordat_web',
  'grant delete on session to concordat_door',
  // Mail is a person's and not an address's: it stays theirs when the address changes, and whoever has it next sees none.
  'alter table "mailbox_message" add column "recipient_id" uuid',
  `update mailbox_message m set recipient_id = o.recipient_id from reminder_occurrence o where o.id = m.occurrence_id`,
  `create index "IDX_db6c79e0c357565dcf84419f51" on "mailbox_message" ("recipient_id", "delivered_at")`,
  'drop policy web_addressee on mailbox_message',
  'drop policy web_addressee_reads on mailbox_message',
  `create policy web_addressee on mailbox_message for select to concordat_web
     using (recipient_id = app.person_id() or (recipient_id is null and to_email = app.my_email()))`,
  `create policy web_addressee_reads on mailbox_message for update to concordat_web
     using (recipient_id = app.person_id() or (recipient_id is null and to_email = app.my_email()))
     with check (recipient_id = app.person_id() or (recipient_id is null and to_email = app.my_email()))`,
];

interface Door {
  /** Name and arguments, as they are declared. */
  readonly signature: string;
  readonly returns: string;
  readonly to: 'concordat_public' | 'concordat_web' | 'concordat_worker';
  readonly body: string;
}

const announce = (kind: string, payload: string): string => `
  insert into public.outbox (kind, payload) values ('${kind}', ${payload});
  perform pg_notify('concordat_outbox', '')`;

const open = 'used_at is null and ended_at is null and expires_at > clock_timestamp()';

const doors: readonly Door[] = [
  // Parallel tries for one account come one after the other, so that none is missed by the count.
  {
    signature: 'door_sign_in_facts(p_account bytea, p_address bytea, p_device bytea)',
    returns: 'table (key text, failures integer, last_failure_at timestamptz)',
    to: 'concordat_public',
    body: `begin
      perform pg_advisory_xact_lock(hashtextextended(encode(p_account, 'hex'), 0));
      return query
      with failed as materialized (
        select a.address_hash, a.at from public.sign_in_attempt a
         where a.account_hash = p_account and not a.succeeded and a.at > clock_timestamp() - interval '15 min'),
      succeeded as materialized (
        select s.address_hash, s.at from public.sign_in_attempt s where s.account_hash = p_account and s.succeeded)
      select 'account', count(*)::int, max(f.at) from failed f
       where f.at > coalesce((select max(s.at) from succeeded s), '-infinity')
      union all
      -- What its owner gets right elsewhere gives whoever guesses here no new tries.
      select 'here', count(*)::int, max(f.at) from failed f where f.address_hash = p_address
         and f.at > coalesce((select max(s.at) from succeeded s where s.address_hash = p_address), '-infinity')
      union all
      select 'address', count(*)::int, max(a.at) from public.sign_in_attempt a
       where a.address_hash = p_address and not a.succeeded and a.at > clock_timestamp() - interval '15 min'
      union all
      select 'device', (count(*) filter (where not d.succeeded and d.at > clock_timestamp() - interval '15 min'
           and d.at > (select max(s.at) from public.sign_in_attempt s where s.account_hash = p_device and s.succeeded)))::int,
         max(d.at) filter (where not d.succeeded)
        from public.sign_in_attempt d where d.account_hash = p_device having bool_or(d.succeeded);
    end`,
  },
  // As much is written for an address without an account, or with too many links in the last hour, as for one with.
  {
    signature:
      'door_ask_password_link(p_id uuid, p_email text, p_nonce uuid, p_token_hash bytea, p_lasts interval)',
    returns: 'boolean',
    to: 'concordat_public',
    body: `declare owner uuid;
    begin
      select p.id into owner from public.person p where p.email = p_email and p.disabled_at is null and not p.is_sample
         and (select count(*) from public.account_link l where l.person_id = p.id and l.kind = 'password'
           and l.created_at > clock_timestamp() - interval '1 hour') < 3;
      insert into public.account_link (id, kind, person_id, email, nonce, token_hash, expires_at)
      values (p_id, 'password', owner, case when owner is null then '' else p_email end, p_nonce, p_token_hash,
        clock_timestamp() + p_lasts);
      ${announce('account_link.made', `jsonb_build_object('id', p_id)`)};
      return owner is not null;
    end`,
  },
  {
    signature: 'door_account_link(p_token_hash bytea, p_lock boolean)',
    returns: `table (id uuid, kind text, person_id uuid, email text, account_email text, display_name text, used_at timestamptz,
      ended_at timestamptz, expires_at timestamptz)`,
    to: 'concordat_public',
    body: `begin
      if p_lock then perform 1 from public.account_link l where l.token_hash = p_token_hash for update; end if;
      return query
      select l.id, l.kind, l.person_id, l.email, p.email, p.display_name, l.used_at, l.ended_at, l.expires_at
        from public.account_link l join public.person p on p.id = l.person_id
       where l.token_hash = p_token_hash and p.disabled_at is null;
    end`,
  },
  // Everything that must hold is asked again here: the link is the only proof there is.
  {
    signature: 'door_set_password_by_link(p_token_hash bytea, p_password_hash text, p_request uuid)',
    returns: 'uuid',
    to: 'concordat_public',
    body: `declare
      asked public.account_link;
      ended uuid;
    begin
      update public.account_link l set used_at = clock_timestamp() from public.person p
       where l.token_hash = p_token_hash and l.kind = 'password' and l.used_at is null and l.ended_at is null
         and l.expires_at > clock_timestamp() and p.id = l.person_id and p.email = l.email and p.disabled_at is null
       returning l.* into asked;
      if not found then return null; end if;
      update public.person set password_hash = p_password_hash, version = version + 1 where id = asked.person_id;
      update public.account_link set ended_at = clock_timestamp() where person_id = asked.person_id and ${open};
      insert into public.audit_event (person_id, action, object_kind, object_id, request_id)
      values (asked.person_id, 'password.reset', 'person', asked.person_id::text, p_request);
      for ended in update public.session set ended_at = clock_timestamp()
        where person_id = asked.person_id and ended_at is null returning id
      loop
        insert into public.audit_event (person_id, action, object_kind, object_id, request_id)
        values (asked.person_id, 'session.end', 'session', ended::text, p_request);
        ${announce('session.ended', `jsonb_build_object('id', ended, 'personId', asked.person_id)`)};
      end loop;
      ${announce('password.changed', `jsonb_build_object('id', asked.person_id)`)};
      return asked.person_id;
    end`,
  },
  // Links that were asked for with the old password, or by whoever knew it, open nothing any more.
  {
    signature: 'door_end_my_links()',
    returns: 'void',
    to: 'concordat_web',
    body: `begin
      update public.account_link set ended_at = clock_timestamp() where person_id = app.person_id() and ${open};
    end`,
  },
  // An address that has an account is answered like any other; nothing is sent there.
  {
    signature:
      'door_ask_address_link(p_id uuid, p_email text, p_nonce uuid, p_token_hash bytea, p_lasts interval)',
    returns: 'void',
    to: 'concordat_web',
    body: `declare is_taken boolean := exists (select from public.person where email = p_email);
    begin
      update public.account_link set ended_at = clock_timestamp()
       where person_id = app.person_id() and kind = 'address' and ${open};
      insert into public.account_link (id, kind, person_id, email, nonce, token_hash, expires_at)
      values (p_id, 'address', case when is_taken then null else app.person_id() end,
        case when is_taken then '' else p_email end, p_nonce, p_token_hash, clock_timestamp() + p_lasts);
      ${announce('account_link.made', `jsonb_build_object('id', p_id)`)};
    end`,
  },
  // Written into the history of every proposal in which the person takes part, with the change itself.
  {
    signature: 'door_confirm_address(p_token_hash bytea, p_request uuid)',
    returns: 'text',
    to: 'concordat_public',
    body: `declare
      asked public.account_link;
      former text;
    begin
      update public.account_link l set used_at = clock_timestamp() from public.person p
       where l.token_hash = p_token_hash and l.kind = 'address' and l.used_at is null and l.ended_at is null
         and l.expires_at > clock_timestamp() and p.id = l.person_id and p.disabled_at is null
       returning l.* into asked;
      if not found then return null; end if;
      select email into former from public.person where id = asked.person_id for update;
      update public.account_link set former_email = former where id = asked.id;
      update public.person set email = asked.email, email_changed_at = clock_timestamp(), version = version + 1
       where id = asked.person_id;
      update public.account_link set ended_at = clock_timestamp() where person_id = asked.person_id and ${open};
      insert into public.audit_event (person_id, action, object_kind, object_id, proposal_id, request_id)
      select asked.person_id, 'address.changed', 'person', asked.person_id::text, place.proposal_id, p_request
        from (select null::uuid as proposal_id union all (select distinct m.proposal_id from public.membership m
          where m.person_id = asked.person_id and m.ended_at is null order by 1)) place;
      ${announce('address.changed', `jsonb_build_object('id', asked.person_id, 'linkId', asked.id)`)};
      return asked.email;
    end`,
  },
  {
    signature: 'door_renew_session(p_session uuid, p_person uuid, p_token_hash bytea)',
    returns: 'boolean',
    to: 'concordat_public',
    body: `begin
      update public.session set token_hash = p_token_hash where id = p_session and person_id = p_person and ended_at is null;
      return found;
    end`,
  },
  // What nobody needs any more: tries that count no longer, sessions long over, links long dead.
  {
    signature: 'door_forget_old()',
    returns: 'table (attempts integer, sessions integer, links integer)',
    to: 'concordat_worker',
    body: `begin
      delete from public.sign_in_attempt where at < clock_timestamp() - interval '180 days'
         or (not succeeded and at < clock_timestamp() - interval '1 day');
      get diagnostics attempts = row_count;
      delete from public.session where least(coalesce(ended_at, expires_at), expires_at) < clock_timestamp() - interval '90 days';
      get diagnostics sessions = row_count;
      delete from public.account_link where expires_at < clock_timestamp() - interval '30 days';
      get diagnostics links = row_count;
      return next;
    end`,
  },
];

/** `door_renew_session(p_session uuid)` is addressed as `door_renew_session(uuid)`. */
const addressOf = ({ signature }: Pick<Door, 'signature'>): string =>
  signature.replace(/\s+/g, ' ').replace(/p_\w+ (\w+)/g, '$1');

export class IdentityLinks1700000000010 implements MigrationInterface {
  readonly name = 'IdentityLinks1700000000010';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of tables) await runner.query(statement);
    await runner.query('grant usage, create on schema app to concordat_door');
    for (const door of doors) {
      await runner.query(
        `create function app.${door.signature} returns ${door.returns} language plpgsql volatile
           security definer set search_path = pg_catalog, pg_temp as $$ ${door.body} $$`,
      );
      await runner.query(`revoke execute on function app.${addressOf(door)} from public`);
      await runner.query(`grant execute on function app.${addressOf(door)} to ${door.to}`);
      await runner.query(`alter function app.${addressOf(door)} owner to concordat_door`);
    }
    await runner.query('revoke create on schema app from concordat_door');
    // The wait is asked of the function above; whoever is not asked any more answers nobody.
    await runner.query(
      'revoke execute on function app.door_attempts(bytea, bytea, bytea) from concordat_public',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'grant execute on function app.door_attempts(bytea, bytea, bytea) to concordat_public',
    );
    for (const door of doors) await runner.query(`drop function app.${addressOf(door)}`);
    await runner.query('drop policy web_addressee on mailbox_message');
    await runner.query('drop policy web_addressee_reads on mailbox_message');
    await runner.query(
      'create policy web_addressee on mailbox_message for select to concordat_web using (to_email = app.my_email())',
    );
    await runner.query(
      `create policy web_addressee_reads on mailbox_message for update to concordat_web
         using (to_email = app.my_email()) with check (to_email = app.my_email())`,
    );
    await runner.query('alter table mailbox_message drop column recipient_id');
    await runner.query('revoke delete on session from concordat_door');
    await runner.query('alter table person drop column email_changed_at');
    await runner.query('drop table account_link');
  }
}
