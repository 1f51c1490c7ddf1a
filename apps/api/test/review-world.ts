import { randomUUID } from 'node:crypto';
import { requestReview, type RoundView, type SectionReviewView } from '@concordat/contracts';
import type { Agent, TestServer } from '../src/testing/index.js';
import { type ProposalForTests, ProposalWorld } from './proposal-world.js';

const day = 86_400_000;

/** A person of a state that takes part. */
export interface Delegate {
  readonly agent: Agent;
  readonly memberId: string;
}

/** A proposal of Finland with Poland and Norway, and a section that is being drafted. */
export class ReviewWorld {
  private constructor(
    readonly world: ProposalWorld,
    readonly proposal: ProposalForTests,
    readonly sectionId: string,
    readonly poland: Delegate,
    readonly norway: Delegate,
  ) {}

  static async make(server: TestServer, acronym = 'NORTH'): Promise<ReviewWorld> {
    const world = new ProposalWorld(server);
    const proposal = await world.proposal(await world.call(), acronym, 'FI');
    const delegate = async (code: string): Promise<Delegate> => {
      const memberId = await world.partner(proposal, code);
      const { agent } = await world.colleague(proposal.id, memberId, ['reviewer']);
      return { agent, memberId };
    };
    const sectionId = await world.section(proposal, 'C4');
    await server.sql(`update section set state = 'drafting' where id = $1`, [sectionId]);
    return new ReviewWorld(world, proposal, sectionId, await delegate('PL'), await delegate('NO'));
  }

  get coordinator(): Agent {
    return this.proposal.coordinator;
  }

  /** What the coordinator sends to ask Poland and Norway. */
  wish(given: Record<string, unknown> = {}) {
    return {
      memberIds: [this.poland.memberId, this.norway.memberId],
      policy: 'all' as const,
      dueAt: new Date(Date.now() + 5 * day).toISOString(),
      note: 'Please read the figures.',
      ...given,
    };
  }

  /** Asks for review and gives the round. */
  async ask(given: Record<string, unknown> = {}): Promise<RoundView> {
    const params = { sectionId: this.sectionId };
    return currentOf(await this.coordinator.get(requestReview, { params, body: this.wish(given) }));
  }

  /** The text changes after it was read, as a save would change it. */
  async rewrite(): Promise<void> {
    await this.world.server.sql(
      `update section set log_seq = log_seq + 1, text_sha256 = sha256($2::bytea) where id = $1`,
      [this.sectionId, Buffer.from(randomUUID())],
    );
  }
}

/** The round that a review shows as current. */
export function currentOf({ current }: SectionReviewView): RoundView {
  if (!current) throw new Error('The section has no round');
  return current;
}
