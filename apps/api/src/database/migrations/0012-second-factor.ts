import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Second factors. What is secret is reached by the functions of the doors alone, and even there sealed or hashed with
 * a key that the database does not have; the web sees of its own person that there is something, and may forget it.
 */
const tables = [
  `create table "authenticator_app" (
      person_id uuid NOT NULL,
      sealed_secret bytea NOT NULL,
      last_step bigint NOT NULL,
      added_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
      last_used_at TIMESTAMP WITH TIME ZONE,
      CONSTRAINT "PK_719cd93caf3b85b3c6a59b348a4" PRIMARY KEY ("person_id"),
      CONSTRAINT "FK_719cd93caf3b85b3c6a59b348a4" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE
    )`,
  `create table "passkey" (
      id uuid NOT NULL,
      person_id uuid NOT NULL,
      credential_id bytea NOT NULL,
      public_key bytea NOT NULL,
      counter bigint NOT NULL,
      transports text array NOT NULL DEFAULT '{}',
      name text NOT NULL,
      is_shared boolean NOT NULL,
      host text NOT NULL,
      added_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
      last_used_at TIMESTAMP WITH TIME ZONE,
      copied_at TIMESTAMP WITH TIME ZONE,
      CONSTRAINT "UQ_192d857208b2315375852a6e373" UNIQUE ("credential_id"),
      CONSTRAINT "PK_783e2060d8025abd6a6ca45d2c7" PRIMARY KEY ("id"),
      CONSTRAINT "FK_32706d4b06dad6285bcc925f64c" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE
    )`,
  `CREATE INDEX "IDX_32706d4b06dad6285bcc925f64" ON "passkey" ("person_id")`,
  `create table "recovery_code" (
      person_id uuid NOT NULL,
      code_hash bytea NOT NULL,
      made_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp(),
      used_at TIMESTAMP WITH TIME ZONE,
      CONSTRAINT "PK_00ceb24e6920f6d098ad38b3832" PRIMARY KEY ("person_id", "code_hash"),
      CONSTRAINT "FK_672aa92f03e527dd445eb7c40a0" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE
    )`,
  `create table "pending_sign_in" (
      id uuid NOT NULL,
      token_hash bytea NOT NULL,
      person_id uuid NOT NULL,
      kind text NOT NULL,
      tries integer NOT NULL DEFAULT '0',
      expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
      CONSTRAINT "UQ_1c2b4fc0ebd0ba671b5a0eccfc9" UNIQUE ("token_hash"),
      CONSTRAINT "PK_960159c8840a8d7aefb76a76c40" PRIMARY KEY ("id"),
      CONSTRAINT "FK_8a40633317b769e24ced32557b1" FOREIGN KEY ("person_id") REFERENCES "person"("id") ON DELETE CASCADE
    )`,
  `CREATE INDEX "IDX_8a40633317b769e24ced32557b" ON "pending_sign_in" ("person_id")`,
  `create table "passkey_challenge" (
      challenge_hash bytea NOT NULL,
      purpose text NOT NULL,
      bound_to bytea NOT NULL,
      expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
      CONSTRAINT "PK_5f54e7f7fa8d90c21baec3a85d5" PRIMARY KEY ("challenge_hash")
    )`,
  `CREATE INDEX "IDX_88244eb7683f8c68752df238be" ON "passkey_challenge" ("expires_at")`,
  `alter table "session" add column proved_at TIMESTAMP WITH TIME ZONE NOT NULL DEFAULT clock_timestamp()`,
];

/** What the web reads of its own person, and may forget. No key, no secret, no hash is among it. */
const own: Record<string, string> = {
  authenticator_app: 'person_id, added_at, last_used_at',
  passkey: 'id, person_id, name, is_shared, host, added_at, last_used_at, copied_at',
  recovery_code: 'person_id, made_at, used_at',
};
const closed = ['pending_sign_in', 'passkey_challenge'] as const;
const everyTable = [...Object.keys(own), ...closed];

interface Door {
  /** Name and arguments, as they are declared. */
  readonly signature: string;
  readonly returns: string;
  readonly language?: 'plpgsql';
  readonly to: 'concordat_public' | 'concordat_web';
  readonly body: string;
}

const note = (action: string, person = 'p_person'): string => `
  insert into public.audit_event (person_id, action, object_kind, object_id, request_id)
  values (${person}, '${action}', 'person', (${person})::text, p_request)`;

const announce = (kind: string, person = 'p_person'): string => `
  insert into public.outbox (kind, payload) values ('${kind}', jsonb_build_object('id', ${person}));
  perform pg_notify('concordat_outbox', '')`;

const doors: readonly Door[] = [
  // What decides at the door whether a right password is enough.
  {
    signature: 'door_standing(p_person uuid)',
    returns: `table (email text, display_name text, is_sample boolean, has_password boolean, installation_roles text[],
      proposal_roles text[], has_app boolean, passkeys integer, recovery_codes integer)`,
    to: 'concordat_public',
    body: `select p.email, p.display_name, p.is_sample, p.password_hash is not null, p.installation_roles,
        array(select distinct role from public.membership m, unnest(m.roles) role
          where m.person_id = p.id and m.ended_at is null order by role),
        exists (select from public.authenticator_app a where a.person_id = p.id),
        (select count(*)::int from public.passkey k where k.person_id = p.id),
        (select count(*)::int from public.recovery_code c where c.person_id = p.id and c.used_at is null)
      from public.person p where p.id = p_person and p.disabled_at is null`,
  },
  // Whoever enters the sample with one click has nothing to prove: one click more would prove as little.
  {
    signature: 'door_session_proof(p_session uuid, p_lasts interval)',
    returns: 'table (proved_until timestamptz, is_proved boolean, has_second_factor boolean)',
    to: 'concordat_public',
    body: `select s.proved_at + p_lasts, p.is_sample or s.proved_at + p_lasts > clock_timestamp(),
        exists (select from public.authenticator_app a where a.person_id = p.id)
          or exists (select from public.passkey k where k.person_id = p.id)
      from public.session s join public.person p on p.id = s.person_id where s.id = p_session`,
  },
  {
    signature: 'door_prove_session(p_session uuid, p_person uuid, p_lasts interval, p_request uuid)',
    returns: 'timestamptz',
    language: 'plpgsql',
    to: 'concordat_public',
    body: `declare proved timestamptz;
    begin
      update public.session set proved_at = clock_timestamp()
       where id = p_session and person_id = p_person and ended_at is null returning proved_at into proved;
      if found then
        ${note('session.prove')};
      end if;
      return proved + p_lasts;
    end`,
  },

  // A sign-in between the password and the session.
  {
    signature:
      'door_begin_sign_in(p_id uuid, p_token_hash bytea, p_person uuid, p_kind text, p_lasts interval)',
    returns: 'void',
    language: 'plpgsql',
    to: 'concordat_public',
    body: `begin
      delete from public.pending_sign_in where expires_at < clock_timestamp();
      insert into public.pending_sign_in (id, token_hash, person_id, kind, expires_at)
      values (p_id, p_token_hash, p_person, p_kind, clock_timestamp() + p_lasts);
    end`,
  },
  {
    signature: 'door_pending_sign_in(p_token_hash bytea)',
    returns: 'table (id uuid, person_id uuid, kind text, expires_at timestamptz)',
    to: 'concordat_public',
    body: `select s.id, s.person_id, s.kind, s.expires_at
      from public.pending_sign_in s join public.person p on p.id = s.person_id
      where s.token_hash = p_token_hash and s.expires_at > clock_timestamp() and p.disabled_at is null`,
  },
  // The last try uses the sign-in up: whoever goes on needs the password again.
  {
    signature: 'door_try_pending_sign_in(p_id uuid, p_most integer)',
    returns: 'boolean',
    language: 'plpgsql',
    to: 'concordat_public',
    body: `begin
      update public.pending_sign_in set tries = tries + 1 where id = p_id and tries < p_most;
      if found then return true; end if;
      delete from public.pending_sign_in where id = p_id;
      return false;
    end`,
  },
  {
    signature: 'door_end_pending_sign_in(p_id uuid)',
    returns: 'boolean',
    language: 'plpgsql',
    to: 'concordat_public',
    body: `begin
      delete from public.pending_sign_in where id = p_id;
      return found;
    end`,
  },

  // With a factor added, nobody else who knows the password goes on to add another.
  {
    signature: 'door_end_sign_ins_of(p_person uuid)',
    returns: 'void',
    to: 'concordat_public',
    body: `delete from public.pending_sign_in where person_id = p_person`,
  },

  // Codes of an authenticator app. Wrong ones are counted over a day, since the last right one.
  {
    signature: 'door_code_failures(p_account bytea, p_device bytea)',
    returns: 'table (key text, failures integer, last_failure_at timestamptz)',
    language: 'plpgsql',
    to: 'concordat_public',
    body: `begin
      perform pg_advisory_xact_lock(hashtextextended(encode(p_account, 'hex'), 0));
      return query
      select 'account', count(*)::int, max(a.at) from public.sign_in_attempt a
       where a.account_hash = p_account and not a.succeeded and a.at > clock_timestamp() - interval '1 day'
         and a.at > coalesce((select max(s.at) from public.sign_in_attempt s
           where s.account_hash = p_account and s.succeeded), '-infinity')
      union all
      select 'device', (count(*) filter (where not d.succeeded and d.at > clock_timestamp() - interval '1 day'
           and d.at > (select max(s.at) from public.sign_in_attempt s where s.account_hash = p_device and s.succeeded)))::int,
         max(d.at) filter (where not d.succeeded)
        from public.sign_in_attempt d where d.account_hash = p_device having bool_or(d.succeeded);
    end`,
  },
  {
    signature: 'door_app(p_person uuid)',
    returns: 'table (sealed_secret bytea, last_step bigint)',
    to: 'concordat_public',
    body: `select sealed_secret, last_step from public.authenticator_app where person_id = p_person`,
  },
  // Two requests with one code: the second finds the step taken.
  {
    signature: 'door_use_app(p_person uuid, p_step bigint)',
    returns: 'boolean',
    language: 'plpgsql',
    to: 'concordat_public',
    body: `begin
      update public.authenticator_app set last_step = p_step, last_used_at = clock_timestamp()
       where person_id = p_person and last_step < p_step;
      return found;
    end`,
  },
  {
    signature: 'door_keep_app(p_person uuid, p_secret bytea, p_step bigint, p_request uuid)',
    returns: 'void',
    language: 'plpgsql',
    to: 'concordat_public',
    body: `begin
      insert into public.authenticator_app (person_id, sealed_secret, last_step) values (p_person, p_secret, p_step)
      on conflict (person_id) do update set sealed_secret = excluded.sealed_secret, last_step = excluded.last_step,
        added_at = clock_timestamp(), last_used_at = null;
      ${note('second_factor.add_app')};
      ${announce('second_factor.added')};
    end`,
  },

  // Passkeys.
  {
    signature: 'door_ask_passkey(p_challenge_hash bytea, p_purpose text, p_bound_to bytea, p_lasts interval)',
    returns: 'void',
    language: 'plpgsql',
    to: 'concordat_public',
    body: `begin
      delete from public.passkey_challenge where expires_at < clock_timestamp();
      insert into public.passkey_challenge (challenge_hash, purpose, bound_to, expires_at)
      values (p_challenge_hash, p_purpose, p_bound_to, clock_timestamp() + p_lasts);
    end`,
  },
  {
    signature: 'door_answer_passkey(p_challenge_hash bytea, p_purpose text, p_bound_to bytea)',
    returns: 'boolean',
    language: 'plpgsql',
    to: 'concordat_public',
    body: `begin
      delete from public.passkey_challenge where challenge_hash = p_challenge_hash and purpose = p_purpose
        and bound_to = p_bound_to and expires_at > clock_timestamp();
      return found;
    end`,
  },
  {
    signature: 'door_passkeys(p_person uuid, p_host text)',
    returns: 'table (credential_id bytea, transports text[])',
    to: 'concordat_public',
    body: `select credential_id, transports from public.passkey
      where person_id = p_person and host = p_host and copied_at is null order by last_used_at desc nulls last, added_at`,
  },
  {
    signature: 'door_passkey(p_credential_id bytea)',
    returns: `table (id uuid, person_id uuid, public_key bytea, counter bigint, transports text[], host text,
      copied_at timestamptz)`,
    language: 'plpgsql',
    to: 'concordat_public',
    body: `begin
      return query select k.id, k.person_id, k.public_key, k.counter, k.transports, k.host, k.copied_at
        from public.passkey k join public.person p on p.id = k.person_id
       where k.credential_id = p_credential_id and p.disabled_at is null for update of k;
    end`,
  },
  {
    signature: 'door_use_passkey(p_id uuid, p_counter bigint, p_shared boolean)',
    returns: 'void',
    to: 'concordat_public',
    body: `update public.passkey set counter = p_counter, is_shared = p_shared, last_used_at = clock_timestamp()
      where id = p_id`,
  },
  {
    signature: 'door_passkey_copied(p_id uuid, p_person uuid, p_request uuid)',
    returns: 'void',
    language: 'plpgsql',
    to: 'concordat_public',
    body: `begin
      update public.passkey set copied_at = clock_timestamp() where id = p_id and copied_at is null;
      if not found then return; end if;
      ${note('second_factor.copied_passkey')};
      ${announce('second_factor.passkey_copied')};
    end`,
  },
  {
    signature: `door_keep_passkey(p_id uuid, p_person uuid, p_credential_id bytea, p_public_key bytea, p_counter bigint,
      p_transports text[], p_shared boolean, p_host text, p_name text, p_most integer, p_request uuid)`,
    returns: 'text',
    language: 'plpgsql',
    to: 'concordat_public',
    body: `begin
      perform 1 from public.person where id = p_person for update;
      if (select count(*) from public.passkey where person_id = p_person) >= p_most then return 'too_many'; end if;
      insert into public.passkey (id, person_id, credential_id, public_key, counter, transports, is_shared, host, name)
      values (p_id, p_person, p_credential_id, p_public_key, p_counter, p_transports, p_shared, p_host, p_name)
      on conflict (credential_id) do nothing;
      if not found then return 'known'; end if;
      ${note('second_factor.add_passkey')};
      ${announce('second_factor.added')};
      return 'kept';
    end`,
  },

  // Recovery codes: ten at once in place of those before; each once.
  {
    signature: 'door_keep_recovery_codes(p_person uuid, p_hashes bytea[], p_request uuid)',
    returns: 'void',
    language: 'plpgsql',
    to: 'concordat_public',
    body: `begin
      perform 1 from public.person where id = p_person for update;
      delete from public.recovery_code where person_id = p_person;
      insert into public.recovery_code (person_id, code_hash) select p_person, hash from unnest(p_hashes) hash;
      ${note('second_factor.make_recovery_codes')};
    end`,
  },
  {
    signature: 'door_use_recovery_code(p_person uuid, p_hash bytea, p_request uuid)',
    returns: 'integer',
    language: 'plpgsql',
    to: 'concordat_public',
    body: `begin
      update public.recovery_code set used_at = clock_timestamp()
       where person_id = p_person and code_hash = p_hash and used_at is null;
      if not found then return null; end if;
      ${note('second_factor.use_recovery_code')};
      ${announce('second_factor.recovery_code_used')};
      return (select count(*) from public.recovery_code where person_id = p_person and used_at is null);
    end`,
  },

  // Inside a session.
  {
    signature: 'door_has_password()',
    returns: 'boolean',
    to: 'concordat_web',
    body: `select coalesce((select password_hash is not null from public.person where id = app.person_id()), false)`,
  },
  // For the list of people. Nobody but an admin gets a row.
  {
    signature: 'door_second_factor_holders()',
    returns: 'setof uuid',
    to: 'concordat_web',
    body: `select person_id from public.authenticator_app where app.is_admin()
      union select person_id from public.passkey where app.is_admin()`,
  },
  {
    signature: 'door_reset_second_factor(p_person uuid)',
    returns: 'boolean',
    language: 'plpgsql',
    to: 'concordat_web',
    body: `declare had boolean := false;
    begin
      if not app.is_admin() then return false; end if;
      perform 1 from public.person where id = p_person for update;
      delete from public.authenticator_app where person_id = p_person;
      had := had or found;
      delete from public.passkey where person_id = p_person;
      had := had or found;
      delete from public.recovery_code where person_id = p_person;
      delete from public.pending_sign_in where person_id = p_person;
      return had;
    end`,
  },
];

/** Whoever came as far as the second step with a password that holds no more begins again. */
const guard = [
  `create function app.forget_sign_ins() returns trigger language plpgsql security definer
     set search_path = pg_catalog, pg_temp as $$
   begin
     delete from public.pending_sign_in where person_id = new.id;
     return null;
   end $$`,
  'revoke execute on function app.forget_sign_ins() from public',
  'alter function app.forget_sign_ins() owner to concordat_door',
  `create trigger forgets_sign_ins after update of password_hash, email on person for each row
     when (new.password_hash is distinct from old.password_hash or new.email is distinct from old.email)
     execute function app.forget_sign_ins()`,
];

/** `door_app(p_person uuid)` is addressed as `door_app(uuid)`. */
const addressOf = ({ signature }: Door): string =>
  signature.replace(/\s+/g, ' ').replace(/p_\w+ (\w+)/g, '$1');

export class SecondFactor1700000000012 implements MigrationInterface {
  readonly name = 'SecondFactor1700000000012';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of tables) await runner.query(statement);
    for (const table of everyTable) {
      await runner.query(`alter table "${table}" enable row level security`);
      await runner.query(`alter table "${table}" force row level security`);
      await runner.query(
        `create policy migrate_operator on "${table}" for all to concordat_migrate using (true) with check (true)`,
      );
      await runner.query(`grant select, insert, update, delete on public."${table}" to concordat_door`);
    }
    for (const [table, columns] of Object.entries(own)) {
      await runner.query(`grant select (${columns}), delete on "${table}" to concordat_web`);
      await runner.query(
        `create policy web_self on "${table}" for all to concordat_web using (person_id = app.person_id()) with check (person_id = app.person_id())`,
      );
    }
    await runner.query('grant update (name) on passkey to concordat_web');
    await runner.query('grant create on schema app to concordat_door');
    for (const door of doors) {
      await runner.query(
        `create function app.${door.signature} returns ${door.returns} language ${door.language ?? 'sql'} volatile
           security definer set search_path = pg_catalog, pg_temp as $$ ${door.body} $$`,
      );
      await runner.query(`revoke execute on function app.${addressOf(door)} from public`);
      await runner.query(`grant execute on function app.${addressOf(door)} to ${door.to}`);
      await runner.query(`alter function app.${addressOf(door)} owner to concordat_door`);
    }
    for (const statement of guard) await runner.query(statement);
    await runner.query('revoke create on schema app from concordat_door');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop trigger forgets_sign_ins on person');
    await runner.query('drop function app.forget_sign_ins()');
    for (const door of doors) await runner.query(`drop function app.${addressOf(door)}`);
    await runner.query('alter table session drop column proved_at');
    for (const table of everyTable) await runner.query(`drop table "${table}"`);
  }
}
