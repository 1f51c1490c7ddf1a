import { isAdmin, isOfficer, knows, type Person, statesOf, takesPart } from '../world/cast.js';
import type { World } from '../world/world.js';
import type { SeenRow } from './laboratory.js';

/** The roles that the product signs in with. */
export const loginRoles = [
  'concordat_web',
  'concordat_collab',
  'concordat_worker',
  'concordat_public',
] as const;
export type LoginRole = (typeof loginRoles)[number];

type Row = SeenRow['row'];
type Who = Person | null;
type RowRule = (row: Row, who: Who, world: World) => boolean;

/** What a row of a table is to the web: who sees it, who may change it, who may add one like it. */
export interface RowRules {
  readonly sees: RowRule;
  readonly changes: RowRule;
  readonly adds: RowRule;
}

const proposalOf = (row: Row): string => String(row['proposal_id'] ?? row['chain'] ?? '');
const mine: RowRule = (row, who, world) => {
  const consortium = world.owners.get(proposalOf(row));
  return consortium !== undefined && takesPart(who, consortium);
};
const mineById: RowRule = (row, who, world) => mine({ proposal_id: row['id'] }, who, world);
const received: RowRule = (row, who, world) =>
  isOfficer(who) && world.owners.get(proposalOf(row)) === 'delta' && submitted(world).has(proposalOf(row));
const submitted = (world: World): Set<string> => new Set([world.id('delta', 'proposal')]);
const admin: RowRule = (_row, who) => isAdmin(who);
const officer: RowRule = (_row, who) => isOfficer(who);
const everybody: RowRule = () => true;
const nobody: RowRule = () => false;
const own: RowRule = (row, who) => who !== null && row['person_id'] === who.id;
const any =
  (...rules: readonly RowRule[]): RowRule =>
  (row, who, world) =>
    rules.some((rule) => rule(row, who, world));

/** What somebody did in a proposal, which is nobody else's business there. */
const ownInProposal: RowRule = (row, who, world) => mine(row, who, world) && own(row, who, world);
/** Both rules must hold. */
const bothOf =
  (one: RowRule, other: RowRule): RowRule =>
  (row, who, world) =>
    one(row, who, world) && other(row, who, world);

const inProposal: RowRules = { sees: mine, changes: mine, adds: mine };
const ofOneself: RowRules = { sees: own, changes: own, adds: own };
const ofTheAuthority: RowRules = { sees: everybody, changes: officer, adds: officer };
const closed: RowRules = { sees: nobody, changes: nobody, adds: nobody };

/** A thread is seen by its proposal, or by the one state that keeps it. */
const thread: RowRule = (row, who, world) => {
  const within = row['internal_member_id'];
  if (!mine(row, who, world)) return false;
  const consortium = world.owners.get(proposalOf(row));
  const keeper =
    consortium && world.ids[consortium]['secondMember'] === within ? statesOf[consortium].at(-1) : undefined;
  return (
    within === null ||
    (who?.places.some((place) => place.consortium === consortium && place.state === keeper) ?? false)
  );
};
const message: RowRule = (row, who, world) => {
  const consortium = world.owners.get(proposalOf(row));
  const isInternal = consortium !== undefined && world.ids[consortium]['internalThread'] === row['thread_id'];
  const within = isInternal ? world.ids[consortium]['secondMember'] : null;
  return thread({ proposal_id: row['proposal_id'], internal_member_id: within }, who, world);
};
/** What somebody said is theirs to add and to change, and nobody else's. */
const byAuthor: RowRule = (row, who) => who !== null && row['author_id'] === who.id;
const addressee: RowRule = (row, who) =>
  who !== null &&
  (row['recipient_id'] === who.id ||
    ((row['recipient_id'] ?? null) === null && row['to_email'] === who.email));
const person: RowRule = (row, who, world) => {
  const other = [...world.people.values()].find(({ id }) => id === row['id']);
  return isAdmin(who) || (other !== undefined && knows(who, other));
};
const oneselfOrAdmin: RowRule = (row, who) => isAdmin(who) || row['id'] === who?.id;
const outside: RowRule = (row, who) => (row['proposal_id'] ?? null) === null && isAdmin(who);
const installationChain: RowRule = (row, who) =>
  row['chain'] === '00000000-0000-0000-0000-000000000000' && isAdmin(who);
/** A founder names themselves, and the rights to found are theirs. */
const founding: RowRule = (row, who) =>
  who !== null && row['founded_by'] === who.id && who.installationRoles.includes('national_coordinator');

/** Said here a second time, without a look at the policies: what row security must come to for the web. */
export const web: Readonly<Record<string, RowRules>> = {
  ...Object.fromEntries(
    [
      ...[
        'membership',
        'section',
        'section_contributor',
        'section_update',
        'section_update_archive',
        'section_snapshot',
        'client_binding',
        'image',
        'proposal_source',
      ],
      ...['collab_ticket', 'review_round', 'review_request', 'verdict', 'submission_attempt'],
    ].map((table) => [table, inProposal]),
  ),
  ...Object.fromEntries(
    ['call', 'cut_off', 'call_cut_off', 'cut_off_move'].map((table) => [table, ofTheAuthority]),
  ),
  letter_of_interest: { sees: officer, changes: officer, adds: officer },
  section_version: {
    ...inProposal,
    adds: (row, who, world) => mine(row, who, world) && row['made_by'] === who?.id,
  },
  section_reading: { sees: ownInProposal, changes: ownInProposal, adds: ownInProposal },
  consortium_member: { ...inProposal, sees: any(mine, admin, received) },
  submission: { ...inProposal, sees: any(mine, received) },
  package: { ...inProposal, sees: any(mine, received) },
  package_file: { ...inProposal, sees: any(mine, received) },
  comment_thread: { sees: thread, changes: thread, adds: thread },
  comment_message: { sees: message, changes: bothOf(message, byAuthor), adds: bothOf(message, byAuthor) },
  comment_notice: { sees: ownInProposal, changes: ownInProposal, adds: message },
  deadline: { ...inProposal, sees: any(mine, admin) },
  reminder_plan: { ...inProposal, sees: any(mine, admin) },
  reminder_occurrence: { sees: any(mine, admin), changes: any(mine, admin), adds: any(mine, admin) },
  proposal: {
    sees: any(mineById, admin, (row, who, world) => received({ proposal_id: row['id'] }, who, world)),
    changes: mineById,
    adds: founding,
  },
  person: { sees: person, changes: oneselfOrAdmin, adds: nobody },
  session: { sees: any(own, admin), changes: any(own, admin), adds: nobody },
  invitation: { sees: any(mine, outside), changes: any(mine, outside), adds: any(mine, outside) },
  mailbox_message: { sees: addressee, changes: addressee, adds: nobody },
  audit_event: {
    sees: any(mine, outside),
    changes: nobody,
    adds: (row, who) => (row['person_id'] ?? null) === (who?.id ?? null),
  },
  audit_link: { sees: any(mine, installationChain), changes: nobody, adds: nobody },
  installation_fact: { sees: everybody, changes: nobody, adds: nobody },
  outbox: { ...closed, adds: everybody },
  authenticator_app: ofOneself,
  passkey: ofOneself,
  recovery_code: ofOneself,
};

const whole: RowRules = { sees: everybody, changes: everybody, adds: everybody };

/** The editor's process sees what the person who types takes part in. */
export const collab: Readonly<Record<string, RowRules>> = {
  ...Object.fromEntries(
    [
      ...[
        'section',
        'section_contributor',
        'section_update',
        'section_snapshot',
        'client_binding',
        'section_update_archive',
        'section_version',
      ],
      ...['collab_ticket', 'membership', 'consortium_member'],
    ].map((table) => [table, inProposal]),
  ),
  proposal: { sees: mineById, changes: nobody, adds: nobody },
  person: {
    sees: (row, who, world) => person(row, isAdmin(who) ? null : who, world) || row['id'] === who?.id,
    changes: nobody,
    adds: nobody,
  },
  cut_off: { sees: everybody, changes: nobody, adds: nobody },
  outbox: { ...closed, adds: everybody },
  collab_process: whole,
};

/** What row security leaves to a role of a table's rows, where the role has a right on it at all. */
export function rulesFor(role: LoginRole, table: string): RowRules {
  if (role === 'concordat_web') return web[table] ?? closed;
  if (role === 'concordat_collab') return collab[table] ?? closed;
  // Serves all proposals; what it must not see, no right opens.
  return role === 'concordat_worker' ? whole : closed;
}
