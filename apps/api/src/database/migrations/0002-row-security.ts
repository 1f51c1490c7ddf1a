import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Row-level security, grants and guards. Read it as the answer to "what if a `where` is forgotten?".
 * Roles are made by provisionRoles() before migrations run; this file gives them their rights.
 */

/** Functions that policies ask. They read as `concordat_rls`, which bypasses row security and may read little. */
const questions: Record<string, string> = {
  'my_proposals() returns setof uuid': `select proposal_id from public.membership
    where person_id = app.person_id() and ended_at is null`,
  'my_members() returns setof uuid': `select member_id from public.membership
    where person_id = app.person_id() and ended_at is null`,
  'my_people() returns setof uuid': `select theirs.person_id from public.membership mine
    join public.membership theirs using (proposal_id)
    where mine.person_id = app.person_id() and mine.ended_at is null`,
  'my_email() returns text': `select email from public.person where id = app.person_id()`,
  'is_admin() returns boolean': `select exists (select from public.person
    where id = app.person_id() and disabled_at is null and 'admin' = any(installation_roles))`,
  'is_call_officer() returns boolean': `select exists (select from public.person
    where id = app.person_id() and disabled_at is null and 'call_officer' = any(installation_roles))`,
  'is_founder(wanted uuid) returns boolean': `select exists (select from public.proposal
    where id = wanted and founded_by = app.person_id())
    and not exists (select from public.membership where proposal_id = wanted)`,
  'may_found() returns boolean': `select exists (select from public.person
    where id = app.person_id() and disabled_at is null and 'national_coordinator' = any(installation_roles))`,
  // What the intake desk may see: history, and what was submitted once its cut-off has passed.
  'received_proposals() returns setof uuid': `select p.id from public.proposal p
    join public.cut_off c on c.id = p.cut_off_id
    where p.origin = 'historical' or (c.at <= clock_timestamp() and exists (
      select from public.submission s where s.proposal_id = p.id and s.state = 'submitted'))`,
};

const ownedByProposal = [
  'consortium_member',
  'membership',
  'section',
  'section_contributor',
  'section_update',
  'section_snapshot',
  'client_binding',
  'collab_ticket',
  'review_round',
  'review_request',
  'verdict',
  'comment_thread',
  'comment_message',
  'deadline',
  'reminder_plan',
  'reminder_occurrence',
  'package',
  'package_file',
  'submission',
  'submission_attempt',
] as const;

const callTables = ['call', 'cut_off', 'call_cut_off', 'cut_off_move', 'letter_of_interest'] as const;
const others = [
  'person',
  'session',
  'invitation',
  'sign_in_attempt',
  'proposal',
  'mailbox_message',
  'audit_event',
  'outbox',
  'installation_fact',
] as const;
const everyTable = [...ownedByProposal, ...callTables, ...others];

const mine = 'proposal_id in (select app.my_proposals())';

type Policy = readonly [
  table: string,
  name: string,
  role: string,
  command: string,
  using: string | null,
  check: string | null,
];

const policies: readonly Policy[] = [
  // The operator's own role: migrations, the sample, back-ups. It never serves a request.
  ...everyTable.map((table): Policy => [table, 'operator', 'concordat_migrate', 'all', 'true', 'true']),

  // The web: what belongs to a proposal is open to those who take part in it.
  ...ownedByProposal
    .filter((table) => table !== 'comment_thread' && table !== 'comment_message')
    .map((table): Policy => [table, 'participants', 'concordat_web', 'all', mine, mine]),
  [
    'comment_thread',
    'participants',
    'concordat_web',
    'all',
    `${mine} and (internal_member_id is null or internal_member_id in (select app.my_members()))`,
    `${mine} and (internal_member_id is null or internal_member_id in (select app.my_members()))`,
  ],
  [
    'comment_message',
    'participants',
    'concordat_web',
    'all',
    `${mine} and thread_id in (select id from comment_thread)`,
    `${mine} and thread_id in (select id from comment_thread)`,
  ],
  ['consortium_member', 'founder', 'concordat_web', 'insert', null, 'app.is_founder(proposal_id)'],
  [
    'membership',
    'founder',
    'concordat_web',
    'insert',
    null,
    'app.is_founder(proposal_id) and person_id = app.person_id()',
  ],
  ['proposal', 'participants_read', 'concordat_web', 'select', 'id in (select app.my_proposals())', null],
  [
    'proposal',
    'participants_write',
    'concordat_web',
    'update',
    'id in (select app.my_proposals())',
    'id in (select app.my_proposals())',
  ],
  [
    'proposal',
    'founder',
    'concordat_web',
    'insert',
    null,
    "founded_by = app.person_id() and origin in ('own', 'practice') and app.may_found()",
  ],

  // The admin follows deadlines and delivery; no table with text is among these.
  ...(['consortium_member', 'deadline', 'reminder_plan'] as const).map((table): Policy => [
    table,
    'admin',
    'concordat_web',
    'select',
    'app.is_admin()',
    null,
  ]),
  ['proposal', 'admin', 'concordat_web', 'select', 'app.is_admin()', null],
  ['reminder_occurrence', 'admin', 'concordat_web', 'all', 'app.is_admin()', 'app.is_admin()'],

  // The call officer: calls and cut-offs, and what has been received after the cut-off.
  // A letter of interest is a state's own business until the authority announces it.
  ...callTables
    .filter((table) => table !== 'letter_of_interest')
    .map((table): Policy => [table, 'everyone', 'concordat_web', 'select', 'true', null]),
  ...callTables.map((table): Policy => [
    table,
    'call_officer',
    'concordat_web',
    'all',
    'app.is_call_officer()',
    'app.is_call_officer()',
  ]),
  [
    'proposal',
    'call_officer',
    'concordat_web',
    'select',
    'app.is_call_officer() and id in (select app.received_proposals())',
    null,
  ],
  ...(['consortium_member', 'submission', 'package', 'package_file'] as const).map((table): Policy => [
    table,
    'call_officer',
    'concordat_web',
    'select',
    'app.is_call_officer() and proposal_id in (select app.received_proposals())',
    null,
  ]),

  // People see each other only through a shared proposal.
  [
    'person',
    'acquainted',
    'concordat_web',
    'select',
    'id = app.person_id() or id in (select app.my_people()) or app.is_admin()',
    null,
  ],
  [
    'person',
    'self_or_admin',
    'concordat_web',
    'update',
    'id = app.person_id() or app.is_admin()',
    'id = app.person_id() or app.is_admin()',
  ],
  ['session', 'self', 'concordat_web', 'all', 'person_id = app.person_id()', 'person_id = app.person_id()'],
  ['session', 'admin_ends', 'concordat_web', 'update', 'app.is_admin()', 'app.is_admin()'],
  ['session', 'admin_sees', 'concordat_web', 'select', 'app.is_admin()', null],
  [
    'invitation',
    'inviter',
    'concordat_web',
    'all',
    `${mine} or (proposal_id is null and app.is_admin())`,
    `${mine} or (proposal_id is null and app.is_admin())`,
  ],
  ['mailbox_message', 'addressee', 'concordat_web', 'select', 'to_email = app.my_email()', null],
  [
    'mailbox_message',
    'addressee_reads',
    'concordat_web',
    'update',
    'to_email = app.my_email()',
    'to_email = app.my_email()',
  ],
  ['audit_event', 'participants', 'concordat_web', 'select', mine, null],
  [
    'audit_event',
    'append',
    'concordat_web',
    'insert',
    null,
    'person_id is not distinct from app.person_id()',
  ],
  ['outbox', 'append', 'concordat_web', 'insert', null, 'true'],
  ['installation_fact', 'everyone', 'concordat_web', 'select', 'true', null],

  // The editor's process: sections, their log, and who may write.
  ...(
    [
      'section',
      'section_contributor',
      'section_update',
      'section_snapshot',
      'client_binding',
      'collab_ticket',
      'membership',
      'consortium_member',
    ] as const
  ).map((table): Policy => [table, 'participants', 'concordat_collab', 'all', mine, mine]),
  ['proposal', 'participants', 'concordat_collab', 'select', 'id in (select app.my_proposals())', null],
  [
    'person',
    'acquainted',
    'concordat_collab',
    'select',
    'id = app.person_id() or id in (select app.my_people())',
    null,
  ],
  ['outbox', 'append', 'concordat_collab', 'insert', null, 'true'],
  ['cut_off', 'everyone', 'concordat_collab', 'select', 'true', null],

  // The worker serves all proposals but holds no grant on text, comments, files or the log.
  ...(
    [
      'proposal',
      'consortium_member',
      'membership',
      'section',
      'review_round',
      'review_request',
      'verdict',
      'deadline',
      'reminder_plan',
      'reminder_occurrence',
      'submission',
      'person',
      'invitation',
      'mailbox_message',
      'outbox',
      'call',
      'call_cut_off',
      'cut_off',
      'cut_off_move',
      'installation_fact',
    ] as const
  ).map((table): Policy => [table, 'worker', 'concordat_worker', 'all', 'true', 'true']),
  ['audit_event', 'append', 'concordat_worker', 'insert', null, 'true'],
];

const personColumns =
  'id, email, display_name, language, zone, theme, installation_roles, is_sample, disabled_at, created_at, version';

const grants = [
  'grant usage on schema public, app to concordat_web, concordat_collab, concordat_worker',
  'grant usage on schema app to concordat_public',
  `grant select, insert, update, delete on ${[...ownedByProposal, ...callTables].map((table) => `"${table}"`).join(', ')} to concordat_web`,
  'revoke insert, update, delete on section_update, section_snapshot, client_binding from concordat_web',
  'revoke update, delete on package, package_file, submission_attempt from concordat_web',
  // The history of moves is the worker's to write, with the move itself.
  'revoke insert, update, delete on cut_off_move from concordat_web',
  'revoke delete on submission, verdict, review_round, comment_message, membership from concordat_web',
  'grant select, insert, update on proposal, invitation to concordat_web',
  `grant select (${personColumns}) on person to concordat_web`,
  'grant update (display_name, language, zone, theme, installation_roles, disabled_at, version) on person to concordat_web',
  'grant select (id, person_id, user_agent, created_at, last_seen_at, expires_at, ended_at), update (ended_at) on session to concordat_web',
  'grant select, update (read_at) on mailbox_message to concordat_web',
  'grant select, insert on audit_event to concordat_web',
  'grant insert on outbox to concordat_web, concordat_collab',
  'grant select on installation_fact to concordat_web, concordat_worker',

  'grant select, update (owner_epoch, log_seq, words, characters, text_sha256, last_edited_at, last_edited_by, state) on section to concordat_collab',
  'grant select on section_contributor, membership, consortium_member, proposal, cut_off to concordat_collab',
  'grant select, update (used_at) on collab_ticket to concordat_collab',
  `grant select (id, display_name, disabled_at) on person to concordat_collab`,
  'grant select, insert on section_update, section_snapshot, client_binding to concordat_collab',

  'grant select on proposal, consortium_member, membership, call, call_cut_off, cut_off_move, review_request, submission, invitation to concordat_worker',
  'grant select, insert, update on deadline, reminder_plan, reminder_occurrence, outbox, mailbox_message, cut_off, cut_off_move to concordat_worker',
  'grant delete on reminder_plan, outbox to concordat_worker',
  'grant select (id, proposal_id, number, title, template_section_id, is_group, state, lead_person_id, lead_member_id, due_at, due_zone, frozen_at, words, word_limit) on section to concordat_worker',
  'grant select (id, proposal_id, section_id, number, policy, quorum, due_at, due_zone, state, requested_by, requested_at, asked_again_at, closed_at, version) on review_round to concordat_worker',
  'grant select (id, proposal_id, round_id, member_id, kind, given_at, superseded_at) on verdict to concordat_worker',
  `grant select (id, email, display_name, language, zone, installation_roles, is_sample, disabled_at) on person to concordat_worker`,
  'grant insert on audit_event to concordat_worker',
];

const guards = [
  // What was prepared, submitted, logged or audited is never rewritten, by anybody.
  `create function app.refuse_change() returns trigger language plpgsql as $$
   begin raise exception 'rows of % never change', tg_table_name using errcode = 'CX001'; end $$`,
  ...[
    'package',
    'package_file',
    'section_update',
    'section_snapshot',
    'audit_event',
    'submission_attempt',
  ].map(
    (table) =>
      `create trigger never_changes before update or delete on "${table}" for each row execute function app.refuse_change()`,
  ),
  `create function app.submission_keeps() returns trigger language plpgsql as $$
   begin
     if tg_op = 'DELETE' or (to_jsonb(new) - 'state' - 'withdrawn_at') is distinct from (to_jsonb(old) - 'state' - 'withdrawn_at')
     then raise exception 'a submission keeps its receipt' using errcode = 'CX001'; end if;
     return new;
   end $$`,
  'create trigger keeps_receipt before update or delete on submission for each row execute function app.submission_keeps()',
  // The text of a frozen, approved or locked section is closed to every door, this one included.
  `create function app.refuse_closed_section() returns trigger language plpgsql as $$
   declare open boolean;
   begin
     select frozen_at is null and state not in ('approved', 'locked') into open from public.section where id = new.section_id;
     if open is distinct from true then raise exception 'the section is closed' using errcode = 'CX002'; end if;
     return new;
   end $$`,
  'create trigger section_is_open before insert on section_update for each row execute function app.refuse_closed_section()',
  'create trigger section_is_open before insert on section_snapshot for each row execute function app.refuse_closed_section()',
  // Nobody becomes admin by editing their own row.
  // The editor's process moves a section from not_started to drafting and nowhere else.
  `create function app.section_keeps_state() returns trigger language plpgsql as $$
   begin
     if current_user = 'concordat_collab' and new.state is distinct from old.state
       and (old.state, new.state) is distinct from ('not_started', 'drafting')
     then raise exception 'an editor only begins a section' using errcode = 'CX002'; end if;
     return new;
   end $$`,
  'create trigger keeps_state before update of state on section for each row execute function app.section_keeps_state()',
  `create function app.person_keeps_roles() returns trigger language plpgsql as $$
   begin
     if current_user = 'concordat_web' and not app.is_admin()
       and (new.installation_roles is distinct from old.installation_roles or new.disabled_at is distinct from old.disabled_at)
     then raise exception 'only an admin changes roles' using errcode = 'CX003'; end if;
     return new;
   end $$`,
  'create trigger keeps_roles before update on person for each row execute function app.person_keeps_roles()',
];

/** Pieces of views that many features share. They run with the reader's own rights. */
const readers = [
  // An instant as the wire carries it: ISO 8601 in UTC with milliseconds.
  `create function app.instant_text(at timestamptz) returns text language sql stable as $$
     select to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
   $$`,
  // A person as the others in a proposal see them: { id, displayName, stateCode }.
  `create function app.person_brief(person uuid, within uuid) returns jsonb language sql stable as $$
     select jsonb_build_object('id', p.id, 'displayName', p.display_name, 'stateCode', (
       select c.state_code from public.membership m join public.consortium_member c on c.id = m.member_id
        where m.person_id = p.id and m.proposal_id = within order by m.ended_at nulls first limit 1))
     from public.person p where p.id = person
   $$`,
];

export class RowSecurity1700000000002 implements MigrationInterface {
  readonly name = 'RowSecurity1700000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create schema app');
    await runner.query(
      `create function app.person_id() returns uuid language sql stable as $$ select nullif(current_setting('app.person_id', true), '')::uuid $$`,
    );
    await runner.query('grant usage, create on schema app to concordat_rls');
    await runner.query(
      'grant select on public.membership, public.person, public.proposal, public.cut_off, public.submission to concordat_rls',
    );
    for (const [signature, body] of Object.entries(questions)) {
      await runner.query(
        `create function app.${signature} language sql stable security definer set search_path = pg_catalog, pg_temp as $$ ${body} $$`,
      );
      await runner.query(
        `alter function app.${signature.split(' returns')[0]?.replace('wanted ', '')} owner to concordat_rls`,
      );
    }
    await runner.query('revoke create on schema app from concordat_rls');
    for (const statement of readers) await runner.query(statement);
    await runner.query('revoke execute on all functions in schema app from public');
    await runner.query(
      'grant execute on all functions in schema app to concordat_web, concordat_collab, concordat_worker, concordat_migrate',
    );
    await runner.query('grant execute on function app.person_id() to concordat_rls');
    for (const table of everyTable) {
      await runner.query(`alter table "${table}" enable row level security`);
      await runner.query(`alter table "${table}" force row level security`);
    }
    for (const statement of [...grants, ...guards]) await runner.query(statement);
    for (const [table, name, role, command, using, check] of policies)
      await runner.query(
        `create policy ${role.replace('concordat_', '')}_${name} on "${table}" for ${command} to ${role}` +
          (using === null ? '' : ` using (${using})`) +
          (check === null ? '' : ` with check (${check})`),
      );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [table, name, role] of policies)
      await runner.query(`drop policy ${role.replace('concordat_', '')}_${name} on "${table}"`);
    for (const table of everyTable) {
      await runner.query(`alter table "${table}" no force row level security`);
      await runner.query(`alter table "${table}" disable row level security`);
      await runner.query(
        `revoke all on "${table}" from concordat_web, concordat_collab, concordat_worker, concordat_rls`,
      );
    }
    await runner.query('drop schema app cascade');
  }
}
