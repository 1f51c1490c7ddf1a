import type { Laboratory, Outcome } from './laboratory.js';
import type { Finding } from './probes.js';

interface Where {
  readonly table: string;
  readonly trigger: string;
}

type Probe = (laboratory: Laboratory, where: Where) => Promise<Finding[]>;

const refusedWith = (code: string, { refused, count }: Outcome, what: string): Finding[] =>
  refused?.startsWith(code) ? [] : [`${what}: ${refused ?? `${count} rows`} instead of ${code}`];

/** The first column of a table that is no key: what would be forged. */
const someColumn = (laboratory: Laboratory, table: string): string => {
  const { columns = [], keyColumns = [] } = laboratory.tables.get(table) ?? {};
  return columns.find((column) => !keyColumns.includes(column) && column !== 'proposal_id') ?? '';
};

/** Forging and removing, as the superuser: what never changes, changes for nobody. */
const neverChanges: Probe = async (laboratory, { table }) => {
  const column = someColumn(laboratory, table);
  const forged = await laboratory.awake(null, '', `update "${table}" set "${column}" = "${column}"`);
  const removed = await laboratory.awake(null, '', `delete from "${table}"`);
  return [
    ...refusedWith('CX001', forged, `forging ${table}`),
    ...refusedWith('CX001', removed, `emptying ${table}`),
  ];
};

/** What a row of the log must be to be appended; the head moves as the product moves it. */
const append = (world: Laboratory['world'], table: string, section: string): string => {
  const columns =
    table === 'section_snapshot'
      ? [
          `id, proposal_id, section_id, seq, sha256, text_sha256, bytes`,
          `gen_random_uuid(), proposal_id, section_id, seq + 1000, sha256, sha256, bytes`,
        ]
      : [
          `proposal_id, section_id, seq, owner_epoch, person_id, device_id, sha256, bytes`,
          `proposal_id, section_id, seq + 1000, owner_epoch, person_id, device_id, sha256, bytes`,
        ];
  return `insert into "${table}" (${columns[0]}) select ${columns[1]} from section_update where section_id = '${world.id('alfa', section)}' limit 1`;
};

/** A probe for each trigger function. A trigger whose function has none is named by the first test. */
export const triggerProbes: Readonly<Record<string, Probe>> = {
  refuse_change: neverChanges,
  keep_unless_archived: neverChanges,
  submission_keeps: async (laboratory) =>
    refusedWith(
      'CX001',
      await laboratory.awake(null, '', `update submission set receipt = 'forged'`),
      'forging a receipt',
    ),
  refuse_closed_section: async (laboratory, { table }) =>
    refusedWith(
      'CX002',
      await laboratory.awake(null, '', append(laboratory.world, table, 'approvedSection')),
      'writing an approved section',
    ),
  archive_from_log: async (laboratory) =>
    refusedWith(
      'CX001',
      await laboratory.awake(
        null,
        '',
        `insert into section_update_archive (proposal_id, section_id, seq, owner_epoch, person_id, device_id, sha256, bytes, created_at)
         select proposal_id, section_id, seq, owner_epoch, person_id, device_id, sha256, 'forged'::bytea, created_at from section_update limit 1`,
      ),
      'archiving what the log has not got',
    ),
  refuse_snapshot_ahead: async (laboratory) =>
    refusedWith(
      'CX002',
      await laboratory.awake(null, '', append(laboratory.world, 'section_snapshot', 'section')),
      'a snapshot ahead of the log',
    ),
  version_of_the_log: async (laboratory) =>
    refusedWith(
      'CX002',
      await laboratory.awake(
        null,
        '',
        `insert into section_version (id, proposal_id, section_id, seq, update_sha256, kind)
         select gen_random_uuid(), proposal_id, section_id, seq + 1000, sha256, 'named' from section_update limit 1`,
      ),
      'a version of what the log has not got',
    ),
  version_keeps: async (laboratory) => [
    ...refusedWith(
      'CX001',
      await laboratory.awake(
        null,
        '',
        `update section_version set kind = 'named', made_at = made_at - interval '1 day'`,
      ),
      'forging a version',
    ),
    ...refusedWith(
      'CX001',
      await laboratory.awake(null, '', 'delete from section_version'),
      'emptying section_version',
    ),
  ],
  version_after_pause: (laboratory) =>
    keepsVersion(laboratory, 'pause', (section) => [
      `update section set last_edited_at = now() - interval '1 hour' where id = '${section}'`,
      `update section set log_seq = log_seq + 1, last_edited_at = now() where id = '${section}'`,
    ]),
  version_of_step: (laboratory) =>
    keepsVersion(laboratory, 'frozen', (section) => [
      `update section set frozen_at = now() where id = '${section}'`,
    ]),
  version_of_round: (laboratory, { trigger }) =>
    trigger === 'keeps_version_of_asking'
      ? keepsVersion(laboratory, 'review_requested', askForReview)
      : keepsVersion(laboratory, 'review_asked_again', (section, person) => [
          ...askForReview(section, person),
          `update review_round set asked_again_at = now() where section_id = '${section}'`,
        ]),
  version_of_verdict: (laboratory) =>
    keepsVersion(laboratory, 'verdict_abstain', (section, person) => [
      ...askForReview(section, person),
      `insert into verdict (id, proposal_id, round_id, member_id, person_id, kind, text_seq)
       select gen_random_uuid(), r.proposal_id, r.id, m.id, '${person}', 'abstain', s.log_seq
         from review_round r join section s on s.id = r.section_id
         join consortium_member m on m.proposal_id = r.proposal_id where s.id = '${section}' limit 1`,
    ]),
  version_of_submission: (laboratory) =>
    keepsVersion(laboratory, 'submitted', (section, person) => [
      `insert into package select (jsonb_populate_record(null::package, to_jsonb(k) || jsonb_build_object(
         'id', '${probeId}', 'number', 999, 'section_seqs', jsonb_build_object('${section}',
           (select log_seq from section where id = '${section}'))))).* from package k
         where k.proposal_id = (select proposal_id from section where id = '${section}') limit 1`,
      `insert into submission (id, proposal_id, package_id, number, receipt_number, decided_at, submitted_by,
         idempotency_key, receipt, receipt_sha256, signature)
       select '${probeId}', proposal_id, id, 999, 'PROBE', now(), '${person}', '${probeId}', '', 'x', 'x'
         from package where id = '${probeId}'`,
    ]),
  section_keeps_state: async (laboratory) => {
    const { world } = laboratory;
    const approve = `update section set state = 'approved' where id = '${world.id('alfa', 'section')}'`;
    const tried = await laboratory.awake('concordat_collab', world.person('alfa.coordinator').id, approve);
    return refusedWith('CX002', tried, 'an editor approves a section');
  },
  person_keeps_roles: async (laboratory) => {
    const me = laboratory.world.person('outsider').id;
    const tried = await laboratory.awake(
      'concordat_web',
      me,
      `update person set installation_roles = '{admin}' where id = '${me}'`,
    );
    return refusedWith('CX003', tried, 'becoming an administrator');
  },
  forget_sign_ins: async (laboratory) => {
    const { id } = laboratory.world.person('careful');
    const begun = `select 1 from pending_sign_in where person_id = '${id}'`;
    const before = await laboratory.awake(null, '', begun);
    const after = await laboratory.awake(
      null,
      '',
      `update person set password_hash = 'new' where id = '${id}'`,
      begun,
    );
    return before.count === 1 && after.count === 0 ? [] : ['a sign-in that was begun outlives its password'];
  },
  note_audit_chain: async (laboratory) => {
    const [me, chain] = [
      laboratory.world.person('alfa.coordinator').id,
      laboratory.world.id('alfa', 'proposal'),
    ];
    const { rows } = await laboratory.awake(
      null,
      '',
      act(me, chain),
      `select current_setting('app.audit_chains', true) as noted`,
    );
    return String(rows[0]?.['noted'] ?? '').includes(chain) ? [] : ['an act notes no chain to hold'];
  },
  chain_audit_event: async (laboratory) => {
    const [me, chain] = [
      laboratory.world.person('alfa.coordinator').id,
      laboratory.world.id('alfa', 'proposal'),
    ];
    const linked = `select count(*)::int as links from audit_link where event_id = (select max(id) from audit_event)`;
    const { rows } = await laboratory.awake(
      null,
      '',
      act(me, chain),
      'set constraints all immediate',
      linked,
    );
    return rows[0]?.['links'] === 1 ? [] : ['an act has no place in the chain'];
  },
  tell_session_loss: (laboratory, { trigger }) =>
    tells(laboratory, '"to":"session"', {
      change:
        trigger === 'tells_removal'
          ? 'delete from session where id = $session'
          : 'update session set ended_at = now() where id = $session',
      before: `insert into session (id, token_hash, person_id, expires_at) values ($session, 'probe', $person, now())`,
      after: 'delete from session where id = $session',
    }),
  tell_membership_loss: (laboratory, { trigger }) =>
    tells(laboratory, '"to":"membership"', {
      change:
        trigger === 'tells_removal'
          ? 'delete from membership where id = $session'
          : `update membership set roles = '{}' where id = $session`,
      before: `insert into membership (id, proposal_id, member_id, person_id, roles)
        select $session, proposal_id, id, $person, '{observer}' from consortium_member limit 1`,
      after: 'delete from membership where id = $session',
    }),
  tell_person_loss: (laboratory) =>
    tells(laboratory, '"to":"account"', {
      change: 'update person set disabled_at = now() where id = $person',
      before: 'select 1',
      after: 'update person set disabled_at = null where id = $person',
    }),
};

const probeId = '00000000-0000-4000-8000-00000000feed';

const askForReview = (section: string, person: string): string[] => [
  `insert into review_round (id, proposal_id, section_id, number, policy, due_at, due_zone, requested_by)
   select '${probeId}', proposal_id, id, 999, 'all', now(), 'Europe/Brussels', '${person}' from section where id = '${section}'`,
];

/** A step that is taken on a section leaves a version of it. */
async function keepsVersion(
  laboratory: Laboratory,
  kind: string,
  step: (section: string, person: string) => string[],
): Promise<Finding[]> {
  const section = laboratory.world.id('alfa', 'section');
  const kept = `select 1 from section_version where section_id = '${section}' and kind = '${kind}'`;
  const { count, refused } = await laboratory.awake(
    null,
    '',
    // Those that stand there already go first: where one is kept, a pause keeps no second.
    'set local session_replication_role = replica',
    `delete from section_version where section_id = '${section}'`,
    'set local session_replication_role = origin',
    ...step(section, laboratory.world.person('alfa.coordinator').id),
    kept,
  );
  if (refused !== null) return [`a version of ${kind}: ${refused}`];
  return count > 0 ? [] : [`no version is kept of ${kind}`];
}

const act = (person: string, proposal: string): string =>
  `insert into audit_event (person_id, action, object_kind, object_id, proposal_id)
   values ('${person}', 'probe.made', 'proposal', '${proposal}', '${proposal}')`;

interface Loss {
  readonly before: string;
  readonly change: string;
  readonly after: string;
}

/** A loss is told at its commit; so the mutant is committed with it, and both are taken back by hand. */
async function tells(laboratory: Laboratory, what: string, loss: Loss): Promise<Finding[]> {
  const named = (statement: string): string =>
    statement
      .replaceAll('$session', `'00000000-0000-4000-8000-00000000feed'`)
      .replaceAll('$person', `'${laboratory.world.person('sampler').id}'`);
  const heard = await laboratory.committed('concordat_live', {
    before: named(loss.before),
    change: named(loss.change),
    after: named(loss.after),
  });
  return heard.some((payload) => payload.includes(what)) ? [] : [`nobody is told: ${loss.change}`];
}
