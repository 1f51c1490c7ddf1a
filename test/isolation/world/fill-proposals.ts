import { randomBytes, randomUUID } from 'node:crypto';
import { hashOf } from '../../../apps/api/src/modules/identity/link-tokens.js';
import { type Consortium, consortia } from './cast.js';
import { bearer, participants } from './found-proposals.js';
import type { World } from './world.js';

/** A row of a table that a proposal is made of; what a column does not say is its default. */
type Row = Record<string, unknown>;

/** Puts at least one row into every table of every proposal, past the rules: what is tested is who sees it. */
export async function fillProposals(world: World): Promise<void> {
  for (const consortium of consortia) {
    await fill(world, consortium);
    await advance(world, consortium);
  }
  await fillInstallation(world);
}

/** Inserts a row and gives its id. */
export async function put(world: World, table: string, row: Row): Promise<string> {
  const names = Object.keys(row);
  await world.sql(
    `insert into "${table}" (${names.join(', ')}) values (${names.map((_, at) => `$${at + 1}`).join(', ')})`,
    Object.values(row),
  );
  return String(row['id'] ?? '');
}

async function fill(world: World, consortium: Consortium): Promise<void> {
  const ids = world.ids[consortium];
  const proposal_id = world.id(consortium, 'proposal');
  const author = world.people.get(`${consortium}.author`) ?? world.person(`${consortium}.coordinator`);
  const coordinator = world.person(`${consortium}.coordinator`);
  const sections = await world.sql<{ id: string }>(
    'select id from section where proposal_id = $1 and not is_group order by position limit 4',
    [proposal_id],
  );
  const members = await world.sql<{ id: string }>(
    `select id from consortium_member where proposal_id = $1 order by role = 'coordinator' desc, state_code = 'NO' or state_code = 'ES'`,
    [proposal_id],
  );
  const [section = '', reviewedSection = '', contestedSection = '', approvedSection = ''] = sections.map(
    ({ id }) => id,
  );
  const [hostMember = '', member = hostMember, secondMember = member] = members.map(({ id }) => id);
  const memberships = await world.sql<{ id: string; person: string }>(
    'select id, person_id as person from membership where proposal_id = $1',
    [proposal_id],
  );
  const membershipOf = (name: string): string =>
    memberships.find(({ person }) => person === world.people.get(`${consortium}.${name}`)?.id)?.id ??
    memberships[0]?.id ??
    '';
  Object.assign(ids, {
    ...{ section, reviewedSection, contestedSection, approvedSection, hostMember, member, secondMember },
    ...{
      membership: membershipOf('reviewer'),
      person: author.id,
      email: coordinator.email,
      account: coordinator.email,
      coordinatorPerson: coordinator.id,
    },
  });
  await world.sql(
    `update section set lead_person_id = $2, lead_member_id = $3, due_at = now() + interval '5 days', due_zone = 'Europe/Brussels' where id = $1`,
    [section, author.id, member],
  );
  await world.sql(`update section set state = 'in_review' where id = $1`, [reviewedSection]);
  await world.sql(`update section set state = 'changes_requested' where id = $1`, [contestedSection]);
  await world.sql(`update section set state = 'approved' where id = $1`, [approvedSection]);
  // A section of the consortium's own, whose title is nobody else's to know.
  await put(world, 'section', { id: randomUUID(), proposal_id, number: 'Z9', title: '', position: 900 });
  await put(world, 'section_contributor', { proposal_id, section_id: section, person_id: coordinator.id });
  await put(world, 'client_binding', {
    proposal_id,
    section_id: section,
    client_id: 1,
    person_id: author.id,
    device_id: randomUUID(),
  });
  await reviews(world, consortium, { proposal_id, member, secondMember, coordinator: coordinator.id });
  await comments(
    world,
    consortium,
    { proposal_id, section_id: section, created_by: author.id },
    secondMember,
  );
  ids['image'] = await put(world, 'image', {
    ...{ id: randomUUID(), proposal_id, sent_by: author.id, sha256: randomBytes(32), bytes: '' },
    ...{ media_type: 'image/png', width: 1, height: 1, size: 1 },
  });
  await put(world, 'proposal_source', {
    ...{ proposal_id, source: 'aaaaaaaaaaaa', authors: '', title: 'A source', container: '', publisher: '' },
    ...{ year: '', volume: '', pages: '', doi: '', url: '' },
  });
  await deadlines(world, consortium, { proposal_id, owner: author.id, section });
  await invitation(world, consortium, { proposal_id, member_id: member, invited_by: coordinator.id });
  await log(world, consortium, { proposal_id, section_id: section, person_id: author.id });
}

interface Review {
  readonly proposal_id: string;
  readonly member: string;
  readonly secondMember: string;
  readonly coordinator: string;
}

async function reviews(
  world: World,
  consortium: Consortium,
  { proposal_id, member, secondMember, coordinator }: Review,
): Promise<void> {
  for (const [kind, state, section] of [
    ['round', 'open', 'reviewedSection'],
    ['contestedRound', 'changes_requested', 'contestedSection'],
  ] as const) {
    const round = {
      ...{
        id: randomUUID(),
        proposal_id,
        section_id: world.id(consortium, section),
        number: 1,
        policy: 'all',
        state,
      },
      ...{
        due_at: new Date(Date.now() + 5 * 86_400_000),
        due_zone: 'Europe/Brussels',
        requested_by: coordinator,
      },
    };
    world.ids[consortium][kind] = await put(world, 'review_round', round);
    for (const member_id of new Set([member, secondMember]))
      await put(world, 'review_request', { proposal_id, round_id: round.id, member_id });
    await put(world, 'verdict', {
      ...{
        id: randomUUID(),
        proposal_id,
        round_id: round.id,
        member_id: secondMember,
        person_id: coordinator,
      },
      ...{ kind: state === 'open' ? 'abstain' : 'request_changes', text_seq: 1 },
    });
  }
}

async function comments(world: World, consortium: Consortium, about: Row, neighbours: string): Promise<void> {
  for (const [kind, internal_member_id] of [
    ['thread', null],
    ['internalThread', neighbours],
  ] as const) {
    const anchor = { anchor_start: randomBytes(12), anchor_end: randomBytes(12) };
    const thread_id = await put(world, 'comment_thread', {
      ...{ ...about, ...anchor, id: randomUUID(), internal_member_id },
    });
    world.ids[consortium][kind] = thread_id;
    const { proposal_id } = about;
    const said = async (author_id: unknown): Promise<string> =>
      put(world, 'comment_message', { id: randomUUID(), proposal_id, thread_id, author_id, body: '' });
    const [within] = await world.sql<{ id: string }>(
      'select person_id as id from membership where member_id = $1 and ended_at is null order by roles = $2 limit 1',
      [internal_member_id, ['observer']],
    );
    const first = await said(about['created_by']);
    const second = await said(within?.id ?? world.person(`${consortium}.coordinator`).id);
    world.ids[consortium][kind === 'thread' ? 'comment' : 'internalComment'] =
      kind === 'thread' ? first : second;
    await put(world, 'comment_notice', {
      ...{ id: randomUUID(), proposal_id, thread_id, message_id: first, internal_member_id, kind: 'replied' },
      person_id: within?.id ?? world.person(`${consortium}.coordinator`).id,
    });
  }
}

async function deadlines(
  world: World,
  consortium: Consortium,
  { proposal_id, owner, section }: { proposal_id: string; owner: string; section: string },
): Promise<void> {
  const recipient = world.person(`${consortium}.coordinator`);
  const deadline = {
    ...{ id: randomUUID(), proposal_id, kind: 'custom', title: '', zone: 'Europe/Brussels' },
    ...{ at: new Date(Date.now() + 10 * 86_400_000), owner_person_id: owner },
  };
  world.ids[consortium]['deadline'] = await put(world, 'deadline', deadline);
  await put(world, 'reminder_plan', {
    id: randomUUID(),
    proposal_id,
    deadline_kind: 'custom',
    offsets: ['-1d'],
  });
  const reminder = { proposal_id, recipient_id: recipient.id, recipient_email: recipient.email };
  for (const [kind, state, about_kind, about_id] of [
    ['reminder', 'planned', 'deadline', deadline.id],
    ['failedReminder', 'failed', 'section', section],
  ] as const)
    world.ids[consortium][kind] = await put(world, 'reminder_occurrence', {
      ...{ ...reminder, id: randomUUID(), about_kind, about_id, about_revision: 1, state },
      ...{
        kind: about_kind === 'section' ? 'nudge' : 'deadline_approaching',
        message_id: `<${randomUUID()}@example.org>`,
      },
      ...{ due_at: new Date(Date.now() + 9 * 86_400_000), attempts: state === 'failed' ? 8 : 0 },
    });
  world.ids[consortium]['mail'] = await put(world, 'mailbox_message', {
    ...{
      id: randomUUID(),
      proposal_id,
      to_email: recipient.email,
      message_id: `<${randomUUID()}@example.org>`,
    },
    ...{ subject: '', body_text: '', body_html: '' },
  });
}

/** An invitation with a link that works; who holds the link reads what it invites to. */
async function invitation(world: World, consortium: Consortium, to: Row): Promise<void> {
  const linked = { id: randomUUID(), nonce: randomUUID() };
  const token = world.tokens.forInvitation(linked);
  const proposalId = String(to['proposal_id'] ?? '');
  const told = participants(consortium);
  const seen = (reader: Parameters<typeof told>[0]): boolean => told(reader) || bearer(reader, proposalId);
  world.ids[consortium]['invitation'] = await put(world, 'invitation', {
    ...{
      ...to,
      ...linked,
      token_hash: hashOf(token),
      roles: ['reviewer'],
      expires_at: new Date(Date.now() + 86_400_000),
    },
    email: `${world.canaries.plant(`invitation.email of ${consortium}`, seen)}@example.org`,
    display_name: world.canaries.plant(`invitation.display_name of ${consortium}`, seen),
  });
  world.ids[consortium]['token'] = token;
  world.canaries.know(token, `the invitation link of ${consortium}`, () => false);
}

async function log(
  world: World,
  consortium: Consortium,
  at: { proposal_id: string; section_id: string; person_id: string },
): Promise<void> {
  const { proposal_id, section_id, person_id } = at;
  await world.sql(
    `insert into section_snapshot (id, proposal_id, section_id, seq, sha256, text_sha256, bytes)
     select gen_random_uuid(), proposal_id, section_id, seq, sha256, sha256, bytes from section_update where section_id = $1`,
    [section_id],
  );
  await world.sql(
    `insert into section_update_archive (proposal_id, section_id, seq, owner_epoch, person_id, device_id, sha256, bytes, created_at)
     select proposal_id, section_id, 0, owner_epoch, person_id, device_id, sha256, bytes, created_at
       from section_update where section_id = $1`,
    [section_id],
  );
  // The newest place of the log, so that nothing differs from it; no trigger gives the hash of its row here.
  const [head] = await world.sql<{ seq: string; update_sha256: Buffer }>(
    `select log_seq as seq, coalesce(app.log_row_sha256(id, log_seq), sha256('')) as update_sha256
       from section where id = $1`,
    [section_id],
  );
  world.ids[consortium]['version'] = await put(world, 'section_version', {
    ...{ id: randomUUID(), proposal_id, section_id, ...head, kind: 'named', made_by: person_id },
  });
  await put(world, 'section_reading', { proposal_id, section_id, person_id, seq: 1 });
  const [session] = await world.sql<{ id: string }>(
    'select id from session where person_id = $1 and ended_at is null order by created_at limit 1',
    [world.person(`${consortium}.coordinator`).id],
  );
  world.ids[consortium]['session'] = session?.id ?? '';
  await put(world, 'collab_ticket', {
    ...{ id: randomUUID(), proposal_id, section_id, token_hash: randomBytes(32), person_id },
    ...{
      session_id: session?.id,
      device_id: randomUUID(),
      mode: 'edit',
      schema_version: 1,
      expires_at: new Date(0),
    },
  });
  await put(world, 'submission_attempt', {
    ...{ proposal_id, package_id: world.id(consortium, 'package'), person_id },
    ...{ idempotency_key: randomUUID(), outcome: 'cut_off.passed' },
  });
}

/** Freezes one of a rival's proposals; the submitted one is frozen already. */
async function advance(world: World, consortium: Consortium): Promise<void> {
  const frozen = world.ids[consortium]['frozenProposal'];
  if (frozen === undefined) return;
  const by = world.person(`${consortium}.coordinator`).id;
  await world.sql(
    `update proposal set state = 'frozen', frozen_at = now(), frozen_by = $2, freeze_reason = '' where id = $1`,
    [frozen, by],
  );
  await world.sql('update section set frozen_at = now() where proposal_id = $1', [frozen]);
}

/** What belongs to no proposal. */
async function fillInstallation(world: World): Promise<void> {
  const admin = world.person('admin');
  const linked = { id: randomUUID(), nonce: randomUUID() };
  const invited = await put(world, 'invitation', {
    ...{ ...linked, token_hash: hashOf(world.tokens.forInvitation(linked)), invited_by: admin.id },
    ...{ email: `${randomUUID()}@example.org`, expires_at: new Date(Date.now() + 86_400_000) },
  });
  Object.assign(world.ids.alfa, {
    ...{ personInvitation: invited, samplePerson: world.person('sampler').id },
    disabledPerson: world.person('disabled').id,
  });
  await put(world, 'alarm', { id: randomUUID(), kind: 'disk_low', facts: {}, cleared_at: new Date() });
  await put(world, 'installation_fact', { key: 'isolation', value: {} });
  await put(world, 'outbox', { kind: 'isolation.planted', payload: {}, done_at: new Date(), last_error: '' });
  await put(world, 'sign_in_attempt', {
    account_hash: randomBytes(32),
    address_hash: randomBytes(32),
    succeeded: false,
  });
}
