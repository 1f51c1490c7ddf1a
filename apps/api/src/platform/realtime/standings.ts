import { Injectable } from '@nestjs/common';
import { NotificationListener, WorkerDatabase } from '../database/index.js';

/** Somebody in a proposal. */
export interface Taking {
  readonly proposalId: string;
  readonly personId: string;
}

const active = `select m.proposal_id as "proposalId", m.person_id as "personId" from membership m
  where m.ended_at is null and (m.proposal_id, m.person_id) in (select * from unnest($1::uuid[], $2::uuid[]))`;

/** Says who still takes part, for many at once: rights are taken from hundreds of open pages in one question. */
@Injectable()
export class Standings {
  constructor(
    private readonly listener: NotificationListener,
    private readonly worker: WorkerDatabase,
  ) {}

  /** Gives a function that says whether one of these still takes part in the proposal. */
  async stillTaking(asked: readonly Taking[]): Promise<(one: Taking) => boolean> {
    if (asked.length === 0) return () => false;
    const columns = [asked.map(({ proposalId }) => proposalId), asked.map(({ personId }) => personId)];
    // Who heard of a loss asks where it was heard: no pool is waited for. Without an ear any connection will do.
    const rows = await this.listener
      .ask<{ proposalId: string; personId: string }>(active, columns)
      .catch(() => this.worker.transaction((tx) => tx.query<Taking>(active, columns)));
    const taking = new Set(rows.map(keyOf));
    return (one) => taking.has(keyOf(one));
  }
}

const keyOf = ({ proposalId, personId }: Taking): string => `${proposalId} ${personId}`;
