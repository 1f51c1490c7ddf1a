import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { AlarmFacts, AlarmKind } from '@concordat/contracts';
import type { Transaction } from '../../database/index.js';

/** An alarm as its process knows it. */
export interface StandingAlarm {
  readonly kind: AlarmKind;
  readonly subject: string;
  readonly facts: AlarmFacts;
}

/** A damaged row is seen only when its section is opened; everything else is said anew twice a minute. */
const forgottenAfter = `case kind when 'bad_row' then interval '1 day' else interval '5 min' end`;

/** Keeps alarms where every process and the administrators see them. Runs as the worker. */
@Injectable()
export class AlarmRepository {
  /** Says that it stands; gives its id when nobody had said so before. */
  async stand(tx: Transaction, { kind, subject, facts }: StandingAlarm): Promise<string | null> {
    const [row] = await tx.query<{ id: string; made: boolean }>(
      `insert into alarm (id, kind, subject, facts) values ($1, $2, $3, $4)
       on conflict (kind, subject) where cleared_at is null
       do update set seen_at = clock_timestamp(), facts = excluded.facts
       returning id, xmax = 0 as made`,
      [randomUUID(), kind, subject, JSON.stringify(facts)],
    );
    return row?.made ? row.id : null;
  }

  async clear(tx: Transaction, kind: AlarmKind, subject: string): Promise<void> {
    await tx.execute(
      'update alarm set cleared_at = clock_timestamp() where kind = $1 and subject = $2 and cleared_at is null',
      [kind, subject],
    );
  }

  /** What the process that noticed it says no more, because it ended or its host is gone. */
  async forget(tx: Transaction): Promise<void> {
    await tx.execute(
      `update alarm set cleared_at = clock_timestamp()
        where cleared_at is null and seen_at < clock_timestamp() - ${forgottenAfter}`,
    );
  }

  /** Those that stand, the oldest first. */
  standing(tx: Transaction): Promise<(StandingAlarm & { readonly raisedAt: string })[]> {
    return tx.query(
      `select kind, subject, facts, app.instant_text(raised_at) as "raisedAt" from alarm
        where cleared_at is null order by raised_at, id`,
    );
  }

  /** One of them, whether it stands or not. */
  async find(
    tx: Transaction,
    id: string,
  ): Promise<(StandingAlarm & { readonly raisedAt: Date }) | undefined> {
    const [row] = await tx.query<StandingAlarm & { readonly raisedAt: Date }>(
      'select kind, subject, facts, raised_at as "raisedAt" from alarm where id = $1',
      [id],
    );
    return row;
  }
}
