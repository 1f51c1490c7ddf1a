import type { LoginRole } from './row-model.js';

/** s, i, u, d: what a role may do to a table at all, be it to some columns alone. */
type Rights = Readonly<Record<string, string>>;

const each = (letters: string, ...tables: readonly string[]): [string, string][] =>
  tables.map((table) => [table, letters]);

/** Said here a second time, without a look at the grants. What is not named is closed. */
export const rights: Readonly<Record<LoginRole, Rights>> = {
  concordat_web: Object.fromEntries([
    ...each(
      'siud',
      'call',
      'call_cut_off',
      'cut_off',
      'letter_of_interest',
      'collab_ticket',
      'comment_thread',
    ),
    ...each(
      'siud',
      'consortium_member',
      'deadline',
      'reminder_occurrence',
      'reminder_plan',
      'review_request',
    ),
    ...each('siud', 'section', 'section_contributor', 'proposal_source'),
    ...each(
      'siu',
      'comment_message',
      'comment_notice',
      'invitation',
      'membership',
      'proposal',
      'review_round',
      'section_reading',
      'section_version',
      'submission',
      'verdict',
    ),
    ...each('si', 'audit_event', 'image', 'package', 'package_file', 'submission_attempt'),
    ...each(
      's',
      'audit_link',
      'client_binding',
      'cut_off_move',
      'installation_fact',
      'section_snapshot',
      'section_update',
      'section_update_archive',
    ),
    ...each('su', 'person', 'session', 'mailbox_message'),
    ...each('sud', 'passkey'),
    ...each('sd', 'authenticator_app', 'recovery_code'),
    ...each('i', 'outbox'),
  ]),
  concordat_collab: Object.fromEntries([
    ...each('siud', 'collab_process'),
    ...each('si', 'client_binding', 'section_snapshot', 'section_update_archive', 'section_version'),
    ...each('sid', 'section_update'),
    ...each('su', 'collab_ticket', 'section'),
    ...each('s', 'consortium_member', 'cut_off', 'membership', 'proposal', 'section_contributor', 'person'),
    ...each('i', 'outbox'),
  ]),
  concordat_worker: Object.fromEntries([
    ...each('siud', 'outbox', 'reminder_plan'),
    ...each(
      'siu',
      'alarm',
      'cut_off',
      'cut_off_move',
      'deadline',
      'installation_fact',
      'mailbox_message',
      'reminder_occurrence',
    ),
    ...each(
      's',
      'call',
      'call_cut_off',
      'consortium_member',
      'invitation',
      'membership',
      'proposal',
      'review_request',
    ),
    ...each('s', 'submission', 'section', 'review_round', 'verdict', 'person', 'account_link'),
    ...each('sud', 'comment_notice'),
    ...each('i', 'audit_event'),
  ]),
  concordat_public: {},
};

/** Columns that a role must not reach although it reaches others of their table. */
export const closedColumns: readonly (readonly [
  LoginRole,
  'select' | 'update',
  string,
  readonly string[],
])[] = [
  ['concordat_web', 'select', 'person', ['password_hash']],
  ['concordat_web', 'select', 'session', ['token_hash']],
  ['concordat_web', 'select', 'authenticator_app', ['sealed_secret', 'last_step']],
  ['concordat_web', 'select', 'passkey', ['public_key', 'credential_id', 'counter']],
  ['concordat_web', 'select', 'recovery_code', ['code_hash']],
  ['concordat_web', 'update', 'person', ['email', 'password_hash', 'is_sample', 'id', 'created_at']],
  ['concordat_web', 'update', 'session', ['person_id', 'token_hash', 'expires_at', 'proved_at']],
  [
    'concordat_web',
    'update',
    'comment_thread',
    ['id', 'proposal_id', 'section_id', 'internal_member_id', 'anchor_start', 'quote', 'created_by'],
  ],
  [
    'concordat_web',
    'update',
    'comment_message',
    ['id', 'proposal_id', 'thread_id', 'author_id', 'created_at'],
  ],
  ['concordat_web', 'update', 'comment_notice', ['thread_id', 'person_id', 'internal_member_id', 'kind']],
  ['concordat_worker', 'update', 'comment_notice', ['person_id', 'internal_member_id', 'seen_at']],
  ['concordat_web', 'update', 'mailbox_message', ['to_email', 'subject', 'body_text', 'body_html']],
  ['concordat_web', 'update', 'section_version', ['seq', 'kind', 'made_by', 'made_at', 'update_sha256']],
  ['concordat_web', 'update', 'section_reading', ['person_id', 'section_id', 'proposal_id']],
  ['concordat_web', 'update', 'passkey', ['person_id', 'public_key', 'credential_id', 'counter']],
  ['concordat_collab', 'select', 'person', ['email', 'password_hash', 'installation_roles']],
  ['concordat_collab', 'update', 'section', ['title', 'frozen_at', 'lead_person_id', 'proposal_id']],
  ['concordat_collab', 'update', 'collab_ticket', ['expires_at', 'person_id', 'section_id', 'mode']],
  ['concordat_worker', 'select', 'person', ['password_hash']],
  ['concordat_worker', 'select', 'section', ['guidance', 'text_sha256', 'criterion']],
  ['concordat_worker', 'select', 'review_round', ['note', 'answer', 'close_reason']],
  ['concordat_worker', 'select', 'verdict', ['reason', 'text_sha256']],
  ['concordat_worker', 'select', 'account_link', ['token_hash']],
];

/** Doors that are the web's, for somebody who is signed in; all others are for those who are not. */
const webDoors = new Set([
  ...[
    'door_ask_address_link',
    'door_end_my_links',
    'door_has_account',
    'door_has_password',
    'door_reset_second_factor',
  ],
  ...['door_second_factor_holders', 'door_set_my_password'],
]);
const everyRole = ['concordat_web', 'concordat_collab', 'concordat_worker'] as const;
const questions = new Set([
  ...[
    'is_admin',
    'is_call_officer',
    'is_founder',
    'may_found',
    'my_email',
    'my_members',
    'my_people',
    'my_proposals',
  ],
  ...['received_proposals', 'person_id', 'person_brief', 'instant_text'],
]);
const others: Readonly<Record<string, readonly LoginRole[]>> = {
  door_forget_old: ['concordat_worker'],
  door_attempts: [],
  append_together: ['concordat_collab'],
  append_updates: ['concordat_collab'],
  edit_facts_mark: ['concordat_collab'],
  log_row_sha256: ['concordat_web', 'concordat_collab'],
  hold_receipt_chain: ['concordat_web'],
  my_invitations: ['concordat_web'],
  progress_figures: ['concordat_web'],
  record_read: ['concordat_web', 'concordat_worker'],
};

/** Who may call a function of the schema `app`. */
export function callersOf(name: string): readonly LoginRole[] {
  const named = others[name];
  if (named) return named;
  if (questions.has(name)) return everyRole;
  if (webDoors.has(name)) return ['concordat_web'];
  return name.startsWith('door_') ? ['concordat_public'] : [];
}
