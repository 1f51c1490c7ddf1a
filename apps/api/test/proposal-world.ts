import { randomUUID } from 'node:crypto';
import {
  addMember,
  foundProposal,
  type ProposalFrame,
  readConsortium,
  readCockpit,
} from '@concordat/contracts';
import type { InstallationRole, ProposalRole } from '@concordat/domain';
import type { Agent, TestServer } from '../src/testing/index.js';

const day = 86_400_000;

/** A call with one cut-off to come and one that has closed. */
export interface CallForTests {
  readonly callId: string;
  readonly cutOffId: string;
  readonly closedCutOffId: string;
  readonly at: Date;
}

/** A proposal with its coordinator's browser. */
export interface ProposalForTests {
  readonly id: string;
  readonly frame: ProposalFrame;
  readonly coordinator: Agent;
  readonly coordinatorMemberId: string;
}

/** Arranges calls, proposals and people on a test server; what the API can do is done through the API. */
export class ProposalWorld {
  constructor(readonly server: TestServer) {}

  async person(name: string, installationRoles: readonly InstallationRole[] = []): Promise<Agent> {
    const email = `${name.toLowerCase().replaceAll(' ', '-')}-${randomUUID().slice(0, 8)}@example.org`;
    await this.server.addPerson({ email, displayName: name, installationRoles });
    return this.server.signIn(email);
  }

  /** The instant is that many days from now; participation is asked of its date. */
  async call({
    inDays = 60,
    templateKey = 'ai-factories-practice',
    at = new Date(Date.now() + inDays * day),
    state = 'open',
  }: { inDays?: number; templateKey?: string; at?: Date; state?: string } = {}): Promise<CallForTests> {
    const callId = randomUUID();
    const cutOffId = randomUUID();
    const closedCutOffId = randomUUID();
    await this.server.sql(
      `insert into call (id, identifier, title, authority, kind, state, template_key)
       values ($1, $2, 'A call for tests', 'Test authority', 'call_for_expression_of_interest', $3, $4)`,
      [callId, `TEST-${callId.slice(0, 8)}`, state, templateKey],
    );
    const moments: [string, number, Date][] = [
      [closedCutOffId, 1, new Date(Date.now() - day)],
      [cutOffId, 2, at],
    ];
    for (const [id, number, moment] of moments) {
      await this.server.sql(
        `insert into cut_off (id, number, at, zone, wall_time) values ($1, $2, $3, 'Europe/Brussels', '')`,
        [id, number, moment],
      );
      await this.server.sql('insert into call_cut_off (call_id, cut_off_id) values ($1, $2)', [callId, id]);
    }
    return { callId, cutOffId, closedCutOffId, at };
  }

  async proposal(call: CallForTests, acronym: string, stateCode: string): Promise<ProposalForTests> {
    const coordinator = await this.person(`Coordinator ${acronym}`, ['national_coordinator']);
    const frame = await coordinator.get(foundProposal, {
      body: {
        callId: call.callId,
        cutOffId: call.cutOffId,
        acronym,
        title: `${acronym}, a proposal`,
        stateCode,
      },
    });
    const [member] = frame.members;
    if (!member) throw new Error('a new proposal has its coordinating state');
    return { id: frame.id, frame, coordinator, coordinatorMemberId: member.id };
  }

  /** Takes a state in and gives the id of the member. */
  async partner({ id, coordinator }: ProposalForTests, stateCode: string): Promise<string> {
    const view = await coordinator.get(addMember, { params: { proposalId: id }, body: { stateCode } });
    const member = view.members.find(({ state }) => state.code === stateCode);
    if (!member) throw new Error(`${stateCode} did not join`);
    return member.id;
  }

  /** A new person with these roles for a member, as if an invitation had been accepted. */
  async colleague(
    proposalId: string,
    memberId: string,
    roles: readonly ProposalRole[],
  ): Promise<{ readonly agent: Agent; readonly membershipId: string; readonly personId: string }> {
    const agent = await this.person(roles.join(' '));
    const membershipId = randomUUID();
    const personId = agent.personId ?? '';
    await this.server.sql(
      'insert into membership (id, proposal_id, member_id, person_id, roles) values ($1, $2, $3, $4, $5)',
      [membershipId, proposalId, memberId, personId, [...roles]],
    );
    return { agent, membershipId, personId };
  }

  /** The id of a section by its number. */
  async section({ id, coordinator }: ProposalForTests, number: string): Promise<string> {
    const view = await coordinator.get(readCockpit, { params: { proposalId: id } });
    const row = view.rows.find((each) => each.number === number);
    if (!row) throw new Error(`There is no section ${number}`);
    return row.id;
  }

  /** A person's membership as the consortium's screen shows it. */
  async membership({ id, coordinator }: ProposalForTests, personId: string) {
    const view = await coordinator.get(readConsortium, { params: { proposalId: id } });
    const found = view.members.flatMap(({ people }) => people).find(({ person }) => person.id === personId);
    if (!found) throw new Error('The person takes no part');
    return found;
  }

  /** A round of a section in which these members are asked. */
  async round(
    proposal: ProposalForTests,
    sectionId: string,
    memberIds: readonly string[],
    dueAt = new Date(Date.now() + 5 * day),
  ): Promise<string> {
    const roundId = randomUUID();
    await this.server.sql(
      `insert into review_round (id, proposal_id, section_id, number, policy, due_at, due_zone, requested_by)
       values ($1, $2, $3, (select 1 + count(*) from review_round where section_id = $3), 'all', $4, 'Europe/Brussels', $5)`,
      [roundId, proposal.id, sectionId, dueAt, proposal.coordinator.personId],
    );
    for (const memberId of memberIds)
      await this.server.sql(
        'insert into review_request (proposal_id, round_id, member_id) values ($1, $2, $3)',
        [proposal.id, roundId, memberId],
      );
    await this.server.sql(`update section set state = 'in_review' where id = $1`, [sectionId]);
    return roundId;
  }

  async verdict(
    proposal: ProposalForTests,
    roundId: string,
    memberId: string,
    kind: string,
    textSha256: Buffer | null = null,
  ): Promise<void> {
    await this.server.sql(
      `insert into verdict (id, proposal_id, round_id, member_id, person_id, kind, reason, text_seq, text_sha256)
       values ($1, $2, $3, $4, $5, $6, 'a reason', 0, $7)`,
      [randomUUID(), proposal.id, roundId, memberId, proposal.coordinator.personId, kind, textSha256],
    );
  }
}
