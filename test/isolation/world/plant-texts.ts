import { type Consortium, isAdmin, isOfficer, type Person, takesPart } from './cast.js';
import type { Reader, Sight } from './canaries.js';
import type { World } from './world.js';

/** A row as the planter reads it. */
interface Planted {
  readonly key: string;
  readonly consortium: Consortium | null;
  readonly row: Record<string, unknown>;
}

type SightOf = (planted: Planted, world: World) => Sight;

const nobody: SightOf = () => () => false;
const everybody: SightOf =
  () =>
  ({ person }) =>
    person !== null;
const admins: SightOf =
  () =>
  ({ person }) =>
    isAdmin(person);
const officers: SightOf =
  () =>
  ({ person }) =>
    isOfficer(person);
const people: SightOf =
  ({ consortium }) =>
  ({ person }) =>
    consortium !== null && takesPart(person, consortium);

/** A reader's own state within the proposal, where the thread is kept inside one; else everybody who takes part. */
const withinState: SightOf = (planted, world) => (reader) => {
  if (!people(planted, world)(reader)) return false;
  const within = planted.row['internal_state'];
  return within === null || placeOf(reader.person, planted.consortium)?.state === within;
};

const placeOf = (person: Person | null, consortium: Consortium | null) =>
  person?.places.find((place) => place.consortium === consortium && !place.ended);

/** Section titles come from the call's template, which is public; mails name them, and the admin reads mails. */
const sectionTitles: SightOf = (planted, world) => (reader: Reader) =>
  people(planted, world)(reader) || (isAdmin(reader.person) && planted.row['template_section_id'] !== null);

/** What stood in the record of a proposal before and after is read by those who may export it; what belongs to none is the administrators'. */
const record: SightOf =
  ({ consortium }) =>
  ({ person }) =>
    consortium === null
      ? isAdmin(person)
      : (placeOf(person, consortium)?.roles.some((role) => /coordinator|member_lead/.test(role)) ?? false);

const addressee: SightOf =
  ({ row }) =>
  ({ person }) =>
    person !== null && person.email === row['to_email'];

const keyHolder: SightOf =
  ({ row }) =>
  ({ person }) =>
    person?.id === row['person_id'];

/** Where free text stands, and who may read it. */
export const planted: Record<string, Record<string, SightOf>> = {
  call: { title: everybody, authority: everybody },
  cut_off: { label: everybody },
  cut_off_move: { reason: everybody },
  letter_of_interest: { intent: officers },
  proposal: { freeze_reason: people },
  consortium_member: { hosting_entity: people },
  section: { title: sectionTitles, guidance: people, guidance_source: people, criterion: people },
  review_round: { note: people, answer: people, close_reason: people },
  verdict: { reason: people },
  image: { bytes: people },
  proposal_source: {
    ...{ authors: people, title: people, container: people, publisher: people, year: people },
    ...{ volume: people, pages: people, doi: people, url: people },
  },
  section_version: { name: people },
  comment_thread: { quote: withinState },
  comment_message: { body: withinState },
  deadline: { title: people, source: people },
  reminder_occurrence: {
    reason: admins,
    last_error: admins,
    subject: admins,
    body_text: admins,
    body_html: admins,
  },
  mailbox_message: { subject: addressee, body_text: addressee, body_html: addressee },
  audit_event: { before: record, after: record },
  passkey: { name: keyHolder },
  alarm: { subject: admins },
  outbox: { payload: nobody, last_error: nobody },
  installation_fact: { value: nobody },
};

/** Planted when the rows were made: by the API, or because a request names them. */
export const plantedBefore: readonly string[] = [
  'person.email',
  'person.display_name',
  'person.password_hash',
  'session.user_agent',
  'session.token_hash',
  'proposal.acronym',
  'proposal.title',
  'proposal.hosting_entity',
  'section_update.bytes',
  'section_snapshot.bytes',
  'package.manifest',
  'package_file.bytes',
  'invitation.email',
  'invitation.display_name',
  'invitation.token_hash',
  'reminder_occurrence.recipient_email',
  'mailbox_message.to_email',
  'account_link.email',
  'account_link.former_email',
  'section_update_archive.bytes',
  'passkey.credential_id',
  'passkey.public_key',
  'authenticator_app.sealed_secret',
];

/** Words from a list of ours, fingerprints and keys: they hold nothing that anybody wrote. */
const plain =
  /^(state|kind|origin|policy|role|roles|mode|zone|due_zone|language|theme|outcome|action|media_type|offsets|offset_text|wall_time|opens_on|identifier|number|key|audience|sources|.*_kind|.*_code|.*_state|.*_roles|.*_sha256|sha256|.*_hash|.*signature|template_.*|message_id|receipt_number|object_id)$/;
/** Immutable and made from what is planted elsewhere. */
const derived: readonly string[] = [
  'package.section_seqs',
  'package.checks',
  'package_file.name',
  'submission.receipt',
  'comment_thread.anchor_start',
  'comment_thread.anchor_end',
  'alarm.facts',
  'audit_link.previous',
  'passkey.host',
  'passkey.transports',
  'passkey_challenge.bound_to',
  'passkey_challenge.purpose',
  'collab_process.address',
  'collab_process.door_key',
  'proposal_source.source',
];

/** Columns that could hold words of somebody's and of which nobody said who may read them; must be none. */
export async function unsaidColumns(world: World): Promise<string[]> {
  const columns = await world.sql<{ name: string; column: string }>(
    `select table_name || '.' || column_name as name, column_name as "column" from information_schema.columns
     where table_schema = 'public' and data_type in ('text', 'jsonb', 'json', 'bytea', 'character varying', 'ARRAY')
       and table_name <> 'migration' order by 1`,
  );
  const said = new Set([
    ...Object.entries(planted).flatMap(([table, texts]) =>
      Object.keys(texts).map((column) => `${table}.${column}`),
    ),
    ...plantedBefore,
    ...derived,
  ]);
  return columns.filter(({ name, column }) => !said.has(name) && !plain.test(column)).map(({ name }) => name);
}

/** Columns of objects, in which the text is a value. */
const objects = new Set([
  'audit_event.before',
  'audit_event.after',
  'outbox.payload',
  'installation_fact.value',
]);
/** Where the product itself reads the text as an instruction, only rows that were put there for this are marked. */
const onlyOurs: Record<string, string> = {
  outbox: `where kind = 'isolation.planted'`,
  installation_fact: `where key = 'isolation'`,
};

/** Marks every text of every row. What never changes is changed here all the same: its guards sleep. */
export async function plantTexts(world: World): Promise<void> {
  for (const [table, texts] of Object.entries(planted)) {
    const rows = await world.sql<{ key: string; row: Record<string, unknown> }>(
      `select t.ctid::text as key, to_jsonb(t) || ${internalState(table)} as row from "${table}" t ${onlyOurs[table] ?? ''}`,
    );
    for (const { key, row } of rows) {
      const consortium =
        world.owners.get(String(row['proposal_id'] ?? (table === 'proposal' ? row['id'] : ''))) ?? null;
      await plantRow(world, table, texts, { key, row, consortium });
    }
  }
}

const internalState = (table: string): string => {
  const within = `select state_code from consortium_member c where c.id = `;
  if (table === 'comment_thread')
    return `jsonb_build_object('internal_state', (${within} t.internal_member_id))`;
  if (table === 'comment_message')
    return `jsonb_build_object('internal_state', (${within} (select internal_member_id from comment_thread h where h.id = t.thread_id)))`;
  return `'{}'::jsonb`;
};

async function plantRow(
  world: World,
  table: string,
  texts: Record<string, SightOf>,
  at: Planted,
): Promise<void> {
  const columns = Object.keys(texts).filter((column) => column in at.row);
  const values = columns.map((column) => {
    const of = at.consortium === null ? '' : ` of ${at.consortium}`;
    const text = world.canaries.plant(`${table}.${column}${of}`, texts[column]?.(at, world) ?? (() => false));
    return objects.has(`${table}.${column}`) ? JSON.stringify({ note: text }) : text;
  });
  const sets = columns.map((column, index) => `"${column}" = $${index + 2}`).join(', ');
  await world.sql(`update "${table}" set ${sets} where ctid = $1::tid`, [at.key, ...values]);
}
