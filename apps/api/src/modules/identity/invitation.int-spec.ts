import { randomUUID } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import {
  acceptInvitation,
  declineInvitation,
  invitePerson,
  listPeople,
  readInvitation,
  readSession,
  resendPersonInvitation,
  revokePersonInvitation,
  signIn,
} from '@concordat/contracts';
import type { ProposalRole } from '@concordat/domain';
import { Agent, startTestServer, type TestServer } from '../../testing/index.js';
import { openOperatorDatabase, WebDatabase } from '../../platform/database/index.js';
import { entities } from '../../database/entities.js';
import { FirstAdminTask } from './first-admin.task.js';
import { InvitationService } from './invitation.service.js';
import { LinkTokens } from './link-tokens.js';

const password = 'seven lakes and a birch';
const account = { email: null, displayName: 'Carla Costa', password, zone: 'Europe/Lisbon' };
const tokenOf = (link: string): string => link.split('/').at(-1) ?? '';

describe('invitations', () => {
  let server: TestServer;
  let admin: Agent;
  let coordinator: Agent;
  let proposalId: string;
  let memberId: string;

  beforeAll(async () => {
    server = await startTestServer();
    await server.addPerson({ email: 'admin@x.example', displayName: 'Ada', installationRoles: ['admin'] });
    await server.addPerson({ email: 'fi@x.example', displayName: 'Coordinator, Finland' });
    admin = await server.signIn('admin@x.example');
    coordinator = await server.signIn('fi@x.example');
    ({ proposalId, memberId } = await addProposal('NORTH', 'FI', coordinator.personId ?? ''));
  });
  afterAll(() => server.stop());

  async function addProposal(acronym: string, stateCode: string, personId: string) {
    const ids = { cutOffId: randomUUID(), proposalId: randomUUID(), memberId: randomUUID() };
    await server.sql(
      `insert into cut_off (id, number, at, zone, wall_time) values ($1, 1, now() + interval '60 d', 'Europe/Brussels', '2030-01-01T17:00')`,
      [ids.cutOffId],
    );
    await server.sql(
      `insert into proposal (id, acronym, title, cut_off_id, coordinating_state, template_key) values ($1, $2, 'A title', $3, $4, 'x')`,
      [ids.proposalId, acronym, ids.cutOffId, stateCode],
    );
    await addMember(ids.proposalId, ids.memberId, stateCode, 'coordinator');
    await server.sql(
      `insert into membership (id, proposal_id, member_id, person_id, roles) values ($1, $2, $3, $4, '{coordinator}')`,
      [randomUUID(), ids.proposalId, ids.memberId, personId],
    );
    return ids;
  }

  const addMember = (proposal: string, id: string, stateCode: string, role: string) =>
    server.sql(
      `insert into consortium_member (id, proposal_id, state_code, role, author_colour) values ($1, $2, $3, $4, 1)`,
      [id, proposal, stateCode, role],
    );

  /** Invites as the proposal's service does: inside the coordinator's own transaction. */
  function inviteToProposal(email: string, roles: readonly ProposalRole[] = ['author'], toMember = memberId) {
    const invitedBy = coordinator.personId ?? '';
    return server.app.get(WebDatabase).transaction({ personId: invitedBy }, (tx) =>
      server.app.get(InvitationService, { strict: false }).invite(tx, {
        proposalId,
        memberId: toMember,
        email,
        displayName: 'Somebody',
        roles,
        invitedBy,
      }),
    );
  }

  const invite = (email: string, installationRoles: ('admin' | 'call_officer')[] = ['call_officer']) =>
    admin.get(invitePerson, { body: { email, displayName: 'New', installationRoles } });

  const accept = (token: string, agent = server.nobody(), given: typeof account | null = account) =>
    agent.call(acceptInvitation, { body: { token, account: given } });

  function browserOf(headers: Headers): Agent {
    const cookie = headers.getSetCookie().find((each) => each.startsWith('sid-')) ?? '';
    return new Agent(server.url, cookie.split(';')[0] ?? '', null);
  }

  it('says who invites, to what and as what, and changes nothing by being read', async () => {
    const { link } = await inviteToProposal('carla@x.example', ['author', 'reviewer']);
    expect(link).toMatch(new RegExp(`^${server.config.publicUrl}/invitation/[\\w-]{43}$`));
    const read = () => server.nobody().get(readInvitation, { body: { token: tokenOf(link) } });
    await read();
    expect(await read()).toMatchObject({
      email: 'carla@x.example',
      inviterName: 'Coordinator, Finland',
      proposal: { id: proposalId, acronym: 'NORTH', stateCode: 'FI' },
      roles: ['author', 'reviewer'],
      accountExists: false,
      isForReader: false,
    });
  });

  it('makes the account and the membership, signs in, and works once', async () => {
    const { link } = await inviteToProposal('once@x.example');
    const token = tokenOf(link);
    const { status, result, headers } = await accept(token);
    expect([status, result]).toEqual([200, { proposalId }]);
    const session = await browserOf(headers).get(readSession, {});
    expect(session).toMatchObject({
      person: { email: 'once@x.example', displayName: 'Carla Costa', zone: 'Europe/Lisbon' },
      memberships: [{ proposalId, memberId, stateCode: 'FI', roles: ['author'] }],
    });
    expect((await accept(token)).refusal?.code).toBe('invitation.used');
    expect(await server.nobody().refused(readInvitation, { body: { token } })).toBe('invitation.used');
    const again = await server.nobody().call(signIn, { body: { email: 'once@x.example', password } });
    expect(again.status).toBe(200);
  });

  it('lets only one of two acceptances at the same moment through', async () => {
    const { link } = await inviteToProposal('race@x.example');
    const answers = await Promise.all([1, 2, 3, 4].map(() => accept(tokenOf(link))));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const people = await server.sql(`select from person where email = 'race@x.example'`);
    expect(people).toHaveLength(1);
  });

  it('refuses expired, revoked, declined, replaced and invented links, each with its own sentence', async () => {
    const expired = tokenOf((await inviteToProposal('expired@x.example')).link);
    await server.sql(`update invitation set expires_at = now() where email = 'expired@x.example'`);
    const revoked = await invite('revoked@x.example');
    await admin.get(revokePersonInvitation, { params: { invitationId: revoked.invitationId } });
    const declined = tokenOf((await invite('declined@x.example')).link);
    await server.nobody().get(declineInvitation, { body: { token: declined } });
    const replaced = await invite('replaced@x.example');
    const { link } = await admin.get(resendPersonInvitation, {
      params: { invitationId: replaced.invitationId },
    });
    const expectations: [string, string, number][] = [
      [expired, 'invitation.expired', 410],
      [tokenOf(revoked.link), 'invitation.revoked', 409],
      [declined, 'invitation.declined', 409],
      [tokenOf(replaced.link), 'invitation.unknown', 410],
      ['A'.repeat(43), 'invitation.unknown', 410],
    ];
    const sentences = new Set<string>();
    for (const [token, code, status] of expectations) {
      const answer = await accept(token);
      expect([answer.refusal?.code, answer.status]).toEqual([code, status]);
      expect(await server.nobody().refused(readInvitation, { body: { token } })).toBe(code);
      sentences.add(answer.refusal?.message ?? '');
    }
    expect(sentences.size).toBe(4);
    expect((await accept('too short')).refusal?.code).toBe('input.invalid');
    expect((await accept(tokenOf(link))).status).toBe(200);
    expect(
      await server.sql(`select from person where email in ('expired@x.example', 'revoked@x.example')`),
    ).toEqual([]);
  });

  it('asks the person of an existing account to sign in, and takes it from nobody else', async () => {
    await server.addPerson({ email: 'here@x.example' });
    const here = await server.signIn('here@x.example');
    const token = tokenOf((await inviteToProposal('here@x.example', ['signatory'])).link);
    expect((await accept(token)).refusal?.code).toBe('invitation.sign_in_first');
    expect((await accept(token, admin)).refusal?.code).toBe('invitation.wrong_address');
    expect(await admin.refused(declineInvitation, { body: { token } })).toBe('invitation.wrong_address');
    expect(await here.get(readInvitation, { body: { token } })).toMatchObject({
      accountExists: true,
      isForReader: true,
    });
    expect((await accept(token, here, null)).result).toEqual({ proposalId });
    // The same person is asked once more: the roles come together, the membership stays one.
    const more = tokenOf((await inviteToProposal('here@x.example', ['author'])).link);
    expect((await accept(more, here, null)).status).toBe(200);
    expect(await here.get(readSession, {})).toMatchObject({
      memberships: [{ roles: ['author', 'signatory'] }],
    });
  });

  it('does not let an admin’s own session accept an invitation that makes another account', async () => {
    const token = tokenOf((await invite('other@x.example')).link);
    expect((await accept(token, admin)).refusal?.code).toBe('invitation.wrong_address');
  });

  it('refuses a second state in one proposal and a state that has left', async () => {
    const poland = randomUUID();
    await addMember(proposalId, poland, 'PL', 'partner');
    const token = tokenOf((await inviteToProposal('fi@x.example', ['author'], poland)).link);
    expect((await accept(token, coordinator, null)).refusal?.code).toBe('invitation.other_state');
    const late = tokenOf((await inviteToProposal('late@x.example', ['author'], poland)).link);
    await server.sql('update consortium_member set left_at = now() where id = $1', [poland]);
    expect((await accept(late)).refusal?.code).toBe('invitation.member_left');
    expect(await server.sql(`select from person where email = 'late@x.example'`)).toEqual([]);
  });

  it('needs a name and a good password, and the link survives a bad one', async () => {
    const token = tokenOf((await inviteToProposal('weak@x.example')).link);
    expect((await accept(token, server.nobody(), null)).refusal?.code).toBe('invitation.account_needed');
    const common = await accept(token, server.nobody(), { ...account, password: 'Qwertyuiop123' });
    expect(common.refusal?.code).toBe('password.common');
    const short = await accept(token, server.nobody(), { ...account, password: 'short' });
    expect(short.refusal?.fields).toHaveProperty(['account.password']);
    expect((await accept(token)).status).toBe(200);
  });

  it('replaces an invitation that still waits for the same address', async () => {
    const first = tokenOf((await invite('twice@x.example')).link);
    const second = tokenOf((await invite('Twice@X.example')).link);
    expect((await accept(first)).refusal?.code).toBe('invitation.revoked');
    expect((await accept(second)).status).toBe(200);
    const body = { email: 'twice@x.example', displayName: 'Again', installationRoles: [] };
    expect(await admin.refused(invitePerson, { body })).toBe('person.has_account');
  });

  it('is the admin’s alone, and stays inside what it belongs to', async () => {
    const { invitationId } = await inviteToProposal('inside@x.example');
    const body = { email: 'y@x.example', displayName: 'Y', installationRoles: [] };
    expect(await coordinator.refused(invitePerson, { body })).toBe('forbidden');
    expect(await server.nobody().refused(invitePerson, { body })).toBe('unauthenticated');
    expect(await admin.refused(revokePersonInvitation, { params: { invitationId } })).toBe('not_found');
    expect(await admin.refused(resendPersonInvitation, { params: { invitationId: randomUUID() } })).toBe(
      'not_found',
    );
    const { invitations } = await admin.get(listPeople, {});
    expect(invitations.map(({ email }) => email)).not.toContain('inside@x.example');
  });

  it('keeps no token anywhere in the database, and derives the same one again for the mail', async () => {
    const { invitationId, link } = await inviteToProposal('mail@x.example');
    const token = tokenOf(link);
    const dump = await server.sql<{ text: string }>(
      `select i::text as text from invitation i union all select o::text from outbox o union all select a::text from audit_event a`,
    );
    expect(dump.map(({ text }) => text).join()).not.toContain(token);
    const [row] = await server.sqlAs<{ id: string; nonce: string }>(
      'worker',
      'select id, nonce from invitation where id = $1',
      [invitationId],
    );
    expect(server.app.get(LinkTokens, { strict: false }).forInvitation(row ?? { id: '', nonce: '' })).toBe(
      token,
    );
    const sent = await server.sql<{ payload: unknown }>(
      `select payload from outbox where kind = 'invitation.sent' and payload->>'id' = $1`,
      [invitationId],
    );
    expect(sent).toEqual([{ payload: { id: invitationId } }]);
    const file = path.join(server.config.dataDir, 'installation.key');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readFile(file)).toHaveLength(32);
  });

  it('gives an installation without an admin one link a start, until somebody used it', async () => {
    await server.sql(`update person set disabled_at = now() where email = 'admin@x.example'`);
    const operator = await openOperatorDatabase(server.database.access.migrate, entities);
    const task = server.app.get(FirstAdminTask, { strict: false });
    const linkIn = (line: string | null): string => /invitation\/([\w-]+)/.exec(line ?? '')?.[1] ?? '';
    try {
      const older = linkIn(await task.run(operator));
      const token = linkIn(await task.run(operator));
      expect((await accept(older)).refusal?.code).toBe('invitation.revoked');
      expect((await accept(token)).refusal?.code).toBe('invitation.account_needed');
      const taken = await accept(token, server.nobody(), { ...account, email: 'fi@x.example' } as never);
      expect(taken.refusal?.code).toBe('invitation.address_taken');
      const { headers } = await accept(token, server.nobody(), {
        ...account,
        email: 'first@x.example',
      } as never);
      expect(await browserOf(headers).get(readSession, {})).toMatchObject({
        person: { email: 'first@x.example' },
        abilities: { 'person.read_all': true, 'person.invite': true },
      });
      expect(await task.run(operator)).toBeNull();
    } finally {
      await operator.close();
    }
  });
});
