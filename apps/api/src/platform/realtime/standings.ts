import { Injectable } from '@nestjs/common';
import { NotificationListener, WorkerDatabase } from '../database/index.js';

/** Somebody in a proposal. */
export interface Taking {
  readonly proposalId: string;
  readonly personId: string;
}

const active = `select m.proposal_id as "proposalId", m.person_id as "personId" from membership m
  where m.ended_at is null and (m.proposal_id, m.person_id) in (select * from unnest($1::uuid[], $2::uuid[]))`;

/** A question that waits for the one before it, and everybody who wants its answer. */
interface Asking {
  readonly pairs: Map<string, Taking>;
  readonly answer: Promise<ReadonlySet<string>>;
}

/** Says who still takes part, for many at once: rights are taken from hundreds of open pages in one question. */
@Injectable()
export class Standings {
  private asked: Promise<unknown> = Promise.resolve();
  private next: Asking | undefined;

  constructor(
    private readonly listener: NotificationListener,
    private readonly worker: WorkerDatabase,
  ) {}

  /**
   * Gives a function that says whether one of these still takes part in the proposal. What is asked while a question is
   * under way goes with the next, all together: a whole consortium that is sent home is two questions and not forty.
   */
  async stillTaking(asked: readonly Taking[]): Promise<(one: Taking) => boolean> {
    if (asked.length === 0) return () => false;
    const asking = (this.next ??= this.prepare());
    for (const one of asked) asking.pairs.set(keyOf(one), one);
    const taking = await asking.answer;
    return (one) => taking.has(keyOf(one));
  }

  /** The question is put when the one before it is answered; until then more may join it. */
  private prepare(): Asking {
    const pairs = new Map<string, Taking>();
    const answer = this.asked.then(() => {
      this.next = undefined;
      return this.ask([...pairs.values()]);
    });
    this.asked = answer.catch(() => undefined);
    return { pairs, answer };
  }

  private async ask(pairs: readonly Taking[]): Promise<ReadonlySet<string>> {
    const columns = [pairs.map(({ proposalId }) => proposalId), pairs.map(({ personId }) => personId)];
    // Who heard of a loss asks where it was heard: no pool is waited for. Without an ear any connection will do.
    const rows = await this.listener
      .ask<{ proposalId: string; personId: string }>(active, columns)
      .catch(() => this.worker.transaction((tx) => tx.query<Taking>(active, columns)));
    return new Set(rows.map(keyOf));
  }
}

const keyOf = ({ proposalId, personId }: Taking): string => `${proposalId} ${personId}`;
