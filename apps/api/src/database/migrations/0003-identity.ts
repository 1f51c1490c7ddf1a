import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What is open before anybody is signed in. `concordat_public` holds no grant on any table: it may call these
 * functions and nothing else. They run as `concordat_door`, which passes row security and may do what is listed here.
 */

const rights = [
  'select, insert, update on public.person, public.membership',
  'select, update on public.invitation',
  'select, insert, update on public.session',
  'select, insert, update, delete on public.sign_in_attempt',
  'select (id, proposal_id, state_code, role, left_at) on public.consortium_member',
  'select (id, acronym, title, origin, cut_off_id, coordinating_state) on public.proposal',
  'select (id, at, zone, label) on public.cut_off',
  'insert on public.audit_event, public.outbox',
] as const;

interface Door {
  /** Name and arguments, as they are declared. */
  readonly signature: string;
  readonly returns: string;
  readonly language: 'sql' | 'plpgsql';
  readonly to: 'concordat_public' | 'concordat_web';
  readonly body: string;
}

const note = (action: string, object: string, proposal: string, person: string, id: string): string => `
  insert into public.audit_event (person_id, action, object_kind, object_id, proposal_id, request_id)
  values (${person}, '${action}', '${object}', (${id})::text, ${proposal}, p_request)`;

const announce = (kind: string, proposal: string, payload: string): string => `
  insert into public.outbox (kind, proposal_id, payload) values ('${kind}', ${proposal}, ${payload});
  perform pg_notify('concordat_outbox', '')`;

const doors: readonly Door[] = [
  {
    signature: 'door_account(p_email text)',
    returns: 'table (person_id uuid, password_hash text)',
    language: 'sql',
    to: 'concordat_public',
    body: `select id, password_hash from public.person where email = p_email and disabled_at is null`,
  },
  // Parallel tries for one account come one after the other, so that none is missed by the count.
  {
    signature: 'door_attempts(p_account bytea, p_address bytea, p_device bytea)',
    returns: 'table (key text, failures integer, last_failure_at timestamptz)',
    language: 'plpgsql',
    to: 'concordat_public',
    body: `begin
      perform pg_advisory_xact_lock(hashtextextended(encode(p_account, 'hex'), 0));
      return query
      select 'account', count(*)::int, max(a.at) from public.sign_in_attempt a
       where a.account_hash = p_account and not a.succeeded and a.at > clock_timestamp() - interval '15 min'
         and a.at > coalesce((select max(s.at) from public.sign_in_attempt s
           where s.account_hash = p_account and s.succeeded), '-infinity')
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
  {
    signature: 'door_note_attempt(p_key bytea, p_address bytea)',
    returns: 'bigint',
    language: 'plpgsql',
    to: 'concordat_public',
    body: `declare made bigint;
    begin
      delete from public.sign_in_attempt where address_hash = p_address
        and (at < clock_timestamp() - interval '180 days' or (not succeeded and at < clock_timestamp() - interval '1 day'));
      insert into public.sign_in_attempt (account_hash, address_hash, succeeded)
      values (p_key, p_address, false) returning id into made;
      return made;
    end`,
  },
  // The account's own count starts anew, and the device is known from now on.
  {
    signature: 'door_attempt_succeeded(p_attempt bigint, p_account bytea, p_address bytea, p_device bytea)',
    returns: 'void',
    language: 'plpgsql',
    to: 'concordat_public',
    body: `begin
      delete from public.sign_in_attempt where id = p_attempt;
      insert into public.sign_in_attempt (account_hash, address_hash, succeeded)
      values (p_account, p_address, true), (p_device, p_address, true);
    end`,
  },
  {
    signature:
      'door_open_session(p_id uuid, p_token_hash bytea, p_person uuid, p_agent text, p_lasts interval, p_request uuid)',
    returns: 'boolean',
    language: 'plpgsql',
    to: 'concordat_public',
    body: `begin
      perform 1 from public.person where id = p_person and disabled_at is null for share;
      if not found then return false; end if;
      insert into public.session (id, token_hash, person_id, user_agent, expires_at)
      values (p_id, p_token_hash, p_person, p_agent, clock_timestamp() + p_lasts);
      ${note('session.open', 'session', 'null', 'p_person', 'p_id')};
      return true;
    end`,
  },
  // By the token's hash for a request, by id for a stream or socket that asks again; only the first is activity.
  {
    signature: 'door_read_session(p_token_hash bytea, p_id uuid, p_idle interval)',
    returns: 'table (session_id uuid, person_id uuid, installation_roles text[], memberships jsonb)',
    language: 'plpgsql',
    to: 'concordat_public',
    body: `declare found_session public.session;
    begin
      select s.* into found_session from public.session s join public.person p on p.id = s.person_id
       where (s.token_hash = p_token_hash or s.id = p_id) and s.ended_at is null and p.disabled_at is null
         and s.expires_at > clock_timestamp() and s.last_seen_at > clock_timestamp() - p_idle;
      if not found then return; end if;
      if p_token_hash is not null and found_session.last_seen_at < clock_timestamp() - interval '1 min' then
        update public.session set last_seen_at = clock_timestamp() where id = found_session.id;
      end if;
      return query
      select found_session.id, p.id, p.installation_roles, coalesce((
          select jsonb_agg(jsonb_build_object('proposalId', m.proposal_id, 'memberId', m.member_id,
            'stateCode', c.state_code, 'roles', to_jsonb(m.roles)))
            from public.membership m join public.consortium_member c on c.id = m.member_id
           where m.person_id = p.id and m.ended_at is null), '[]')
        from public.person p where p.id = found_session.person_id;
    end`,
  },
  {
    signature: 'door_password(p_session uuid)',
    returns: 'text',
    language: 'sql',
    to: 'concordat_public',
    body: `select p.password_hash from public.session s join public.person p on p.id = s.person_id
      where s.id = p_session and s.ended_at is null and p.disabled_at is null`,
  },
  {
    signature: 'door_set_my_password(p_hash text)',
    returns: 'void',
    language: 'sql',
    to: 'concordat_web',
    body: `update public.person set password_hash = p_hash, version = version + 1
      where id = app.person_id() and disabled_at is null`,
  },
  {
    signature: 'door_has_account(p_email text)',
    returns: 'boolean',
    language: 'sql',
    to: 'concordat_web',
    body: `select app.is_admin() and exists (select from public.person where email = p_email)`,
  },
  {
    signature: 'door_invitation(p_token_hash bytea, p_lock boolean)',
    returns: `table (id uuid, email text, display_name text, inviter_name text, proposal_id uuid, acronym text,
      title text, member_id uuid, state_code text, member_left boolean, roles text[], installation_roles text[],
      state text, expires_at timestamptz, account_id uuid, standing_member_id uuid)`,
    language: 'plpgsql',
    to: 'concordat_public',
    body: `begin
      if p_lock then perform 1 from public.invitation i where i.token_hash = p_token_hash for update; end if;
      return query
      select i.id, i.email, i.display_name, inviter.display_name, i.proposal_id, p.acronym, p.title, i.member_id,
             c.state_code, c.left_at is not null, i.roles, i.installation_roles, i.state, i.expires_at, account.id,
             (select m.member_id from public.membership m
               where m.proposal_id = i.proposal_id and m.person_id = account.id and m.ended_at is null)
        from public.invitation i
        left join public.person inviter on inviter.id = i.invited_by
        left join public.person account on account.email = i.email
        left join public.proposal p on p.id = i.proposal_id
        left join public.consortium_member c on c.id = i.member_id
       where i.token_hash = p_token_hash;
    end`,
  },
  // Everything that must hold is asked again here: the link is the only proof there is.
  {
    signature: `door_accept_invitation(p_token_hash bytea, p_session uuid, p_new_person uuid, p_email text, p_display_name text,
      p_password_hash text, p_zone text, p_request uuid)`,
    returns: 'uuid',
    language: 'plpgsql',
    to: 'concordat_public',
    body: `declare
      asked public.invitation;
      address text;
      accepting uuid;
      joined uuid;
    begin
      select * into asked from public.invitation where token_hash = p_token_hash and state = 'sent'
         and expires_at > clock_timestamp() for update;
      if not found then return null; end if;
      address := coalesce(nullif(asked.email, ''), p_email);
      select id into accepting from public.person where email = address for update;
      if accepting is null then
        accepting := p_new_person;
        insert into public.person (id, email, display_name, password_hash, zone, installation_roles)
        values (accepting, address, p_display_name, p_password_hash, p_zone, asked.installation_roles);
      else
        perform 1 from public.session s join public.person p on p.id = s.person_id
          where s.id = p_session and s.person_id = accepting and s.ended_at is null and p.disabled_at is null;
        if not found then return null; end if;
        update public.person set version = version + 1, installation_roles =
          array(select distinct role from unnest(installation_roles || asked.installation_roles) as role order by role)
         where id = accepting and not installation_roles @> asked.installation_roles;
      end if;
      if asked.proposal_id is not null then
        update public.membership set version = version + 1,
          roles = array(select distinct role from unnest(roles || asked.roles) as role order by role)
         where proposal_id = asked.proposal_id and person_id = accepting and ended_at is null returning id into joined;
        if joined is null then
          joined := gen_random_uuid();
          insert into public.membership (id, proposal_id, member_id, person_id, roles)
          values (joined, asked.proposal_id, asked.member_id, accepting, asked.roles);
        end if;
        ${note('membership.start', 'membership', 'asked.proposal_id', 'accepting', 'joined')};
        ${announce('membership.started', 'asked.proposal_id', `jsonb_build_object('id', joined, 'personId', accepting, 'memberId', asked.member_id)`)};
      end if;
      update public.invitation set state = 'accepted', answered_at = clock_timestamp(), accepted_by = accepting,
        version = version + 1 where id = asked.id;
      ${note('invitation.accept', 'invitation', 'asked.proposal_id', 'accepting', 'asked.id')};
      ${announce('invitation.accepted', 'asked.proposal_id', `jsonb_build_object('id', asked.id, 'personId', accepting)`)};
      return accepting;
    end`,
  },
  {
    signature: 'door_decline_invitation(p_token_hash bytea, p_request uuid)',
    returns: 'boolean',
    language: 'plpgsql',
    to: 'concordat_public',
    body: `declare asked public.invitation;
    begin
      update public.invitation set state = 'declined', answered_at = clock_timestamp(), version = version + 1
       where token_hash = p_token_hash and state = 'sent' and expires_at > clock_timestamp() returning * into asked;
      if not found then return false; end if;
      ${note('invitation.decline', 'invitation', 'asked.proposal_id', 'null', 'asked.id')};
      ${announce('invitation.declined', 'asked.proposal_id', `jsonb_build_object('id', asked.id)`)};
      return true;
    end`,
  },
  {
    signature: 'door_sample_accounts()',
    returns: 'jsonb',
    language: 'sql',
    to: 'concordat_public',
    body: `select coalesce(jsonb_agg(jsonb_build_object('personId', p.id, 'displayName', p.display_name, 'email', p.email,
        'installationRoles', to_jsonb(p.installation_roles), 'standings', (
          select coalesce(jsonb_agg(jsonb_build_object('proposalId', r.id, 'acronym', r.acronym, 'title', r.title,
            'stateCode', c.state_code, 'memberRole', c.role, 'roles', to_jsonb(m.roles)) order by r.acronym), '[]')
            from public.membership m join public.consortium_member c on c.id = m.member_id
            join public.proposal r on r.id = m.proposal_id
           where m.person_id = p.id and m.ended_at is null and r.origin = 'practice')) order by p.created_at, p.email), '[]')
      from public.person p where p.is_sample and p.disabled_at is null`,
  },
  {
    signature: 'door_sample_proposals()',
    returns: 'jsonb',
    language: 'sql',
    to: 'concordat_public',
    body: `select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'acronym', r.acronym, 'title', r.title,
        'coordinatingState', r.coordinating_state,
        'partnerStates', (select coalesce(jsonb_agg(c.state_code order by c.state_code), '[]')
          from public.consortium_member c where c.proposal_id = r.id and c.role = 'partner' and c.left_at is null),
        'at', o.at, 'zone', o.zone, 'label', o.label) order by r.acronym), '[]')
      from public.proposal r join public.cut_off o on o.id = r.cut_off_id where r.origin = 'practice'`,
  },
];

/** `door_account(p_email text)` is addressed as `door_account(text)`. */
const addressOf = ({ signature }: Door): string =>
  signature.replace(/\s+/g, ' ').replace(/p_\w+ (\w+)/g, '$1');

export class IdentityDoors1700000000003 implements MigrationInterface {
  readonly name = 'IdentityDoors1700000000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('grant usage, create on schema app to concordat_door');
    for (const right of rights) await runner.query(`grant ${right} to concordat_door`);
    await runner.query('grant execute on function app.person_id(), app.is_admin() to concordat_door');
    for (const door of doors) {
      await runner.query(
        `create function app.${door.signature} returns ${door.returns} language ${door.language} volatile
           security definer set search_path = pg_catalog, pg_temp as $$ ${door.body} $$`,
      );
      await runner.query(`revoke execute on function app.${addressOf(door)} from public`);
      await runner.query(`grant execute on function app.${addressOf(door)} to ${door.to}`);
      await runner.query(`alter function app.${addressOf(door)} owner to concordat_door`);
    }
    await runner.query('revoke create on schema app from concordat_door');
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const door of doors) await runner.query(`drop function app.${addressOf(door)}`);
    await runner.query('revoke execute on function app.person_id(), app.is_admin() from concordat_door');
    for (const right of rights) await runner.query(`revoke ${right} from concordat_door`);
    await runner.query('revoke usage on schema app from concordat_door');
  }
}
