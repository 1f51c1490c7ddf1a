import { createHash, randomUUID } from 'node:crypto';
import {
  preparePackage,
  readSubmission,
  type ReceiptFile,
  submitPackage,
  type SubmissionView,
} from '@concordat/contracts';
import { buildSection } from '@concordat/document';
import * as Y from 'yjs';
import type { Agent, TestServer } from '../src/testing/index.js';
import { type CallForTests, type ProposalForTests, ProposalWorld } from './proposal-world.js';

/** A proposal of Finland and Poland with some text, and what a test does with it on its way to the authority. */
export class SubmissionWorld {
  private constructor(
    readonly server: TestServer,
    readonly world: ProposalWorld,
    readonly call: CallForTests,
    readonly proposal: ProposalForTests,
    readonly polandId: string,
  ) {}

  static async make(server: TestServer, acronym = 'NORTH'): Promise<SubmissionWorld> {
    const world = new ProposalWorld(server);
    const call = await world.call();
    const proposal = await world.proposal(call, acronym, 'FI');
    const made = new SubmissionWorld(server, world, call, proposal, await world.partner(proposal, 'PL'));
    await made.write('A1', 'The site is ready and TBD is not.');
    return made;
  }

  get coordinator(): Agent {
    return this.proposal.coordinator;
  }

  get params() {
    return { proposalId: this.proposal.id };
  }

  read(agent = this.coordinator): Promise<SubmissionView> {
    return agent.get(readSubmission, { params: this.params });
  }

  /** Appends words to a section's log, as the gate would have. */
  async write(number: string, text: string): Promise<void> {
    const sectionId = await this.world.section(this.proposal, number);
    const bytes = Buffer.from(Y.encodeStateAsUpdate(buildSection([{ type: 'paragraph', text }])));
    await this.server.sql(
      `with head as (update section set log_seq = log_seq + 1 where id = $1 returning id, proposal_id, log_seq)
       insert into section_update (proposal_id, section_id, seq, owner_epoch, person_id, device_id, sha256, bytes)
       select proposal_id, id, log_seq, 0, $2, $3, $4, $5 from head`,
      [
        sectionId,
        this.coordinator.personId,
        randomUUID(),
        createHash('sha256').update(bytes).digest(),
        bytes,
      ],
    );
  }

  /** Prepares a package and gives its id. */
  async prepare(agent = this.coordinator): Promise<string> {
    const view = await agent.get(preparePackage, { params: this.params });
    return view.packages[0]?.id ?? '';
  }

  submit(packageId: string, agent = this.coordinator, idempotencyKey = randomUUID()): Promise<ReceiptFile> {
    return agent.get(submitPackage, { params: this.params, body: { packageId, idempotencyKey } });
  }

  refused(packageId: string, agent = this.coordinator, idempotencyKey = randomUUID()): Promise<string> {
    return agent.refused(submitPackage, { params: this.params, body: { packageId, idempotencyKey } });
  }

  /** What a submission comes to: `accepted`, or the refusal code. */
  async outcomeOfSubmitting(packageId: string): Promise<string> {
    const body = { packageId, idempotencyKey: randomUUID() };
    const { refusal } = await this.coordinator.call(submitPackage, { params: this.params, body });
    return refusal?.code ?? 'accepted';
  }

  /** Puts the cut-off at an instant, past every rule. */
  async setCutOff(at: Date): Promise<void> {
    await this.server.sql('update cut_off set at = $2 where id = $1', [this.call.cutOffId, at]);
  }

  /** Moves the cut-off past every rule; `'now'` is the database's clock. */
  async moveCutOff(to: string): Promise<void> {
    await this.server.sql(`update cut_off set at = clock_timestamp() + $2::interval where id = $1`, [
      this.call.cutOffId,
      to,
    ]);
  }

  /** Another person who coordinates the same proposal. */
  async deputy(): Promise<Agent> {
    const { agent } = await this.world.colleague(this.proposal.id, this.proposal.coordinatorMemberId, [
      'deputy_coordinator',
    ]);
    return agent;
  }
}
