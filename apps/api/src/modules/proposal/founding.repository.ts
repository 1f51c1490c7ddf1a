import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../platform/database/index.js';

/** A cut-off of a call, as founding needs it. */
export interface FoundingRow {
  readonly callId: string;
  readonly identifier: string;
  readonly title: string;
  readonly authority: string;
  readonly origin: string;
  readonly templateKey: string;
  readonly templateVersion: number;
  readonly callIsOpen: boolean;
  readonly cutOffId: string;
  readonly number: number;
  readonly at: Date;
  readonly zone: string;
  readonly label: string | null;
}

/** A call is open from its opening day to the end of its closing day, in the zone of its rule. */
const columns = `k.id as "callId", k.identifier, k.title, k.authority, k.origin, k.template_key as "templateKey",
  k.template_version as "templateVersion",
  k.state <> 'closed' and k.origin <> 'historical'
    and (k.opens_on is null or (clock_timestamp() at time zone k.zone)::date >= k.opens_on)
    and (k.closes_on is null or (clock_timestamp() at time zone k.zone)::date <= k.closes_on) as "callIsOpen",
  c.id as "cutOffId", c.number, c.at, c.zone, c.label`;

/** Calls and cut-offs, read by everybody, for those who found a proposal. */
@Injectable()
export class FoundingRepository {
  /** The cut-offs to come of every call, by call and number. */
  upcoming(tx: Transaction): Promise<FoundingRow[]> {
    return tx.query<FoundingRow>(
      `select ${columns} from call k join call_cut_off l on l.call_id = k.id join cut_off c on c.id = l.cut_off_id
        where c.at > clock_timestamp() order by k.identifier, c.number, c.at`,
    );
  }

  /** One cut-off; `cutOffOfCall` is null when it belongs to another call or does not exist. */
  async find(
    tx: Transaction,
    callId: string,
    cutOffId: string,
  ): Promise<{ readonly callExists: boolean; readonly cutOffOfCall: FoundingRow | null }> {
    const [call] = await tx.query('select id from call where id = $1', [callId]);
    const [row] = await tx.query<FoundingRow>(
      `select ${columns} from call k join call_cut_off l on l.call_id = k.id join cut_off c on c.id = l.cut_off_id
        where k.id = $1 and c.id = $2`,
      [callId, cutOffId],
    );
    return { callExists: call !== undefined, cutOffOfCall: row ?? null };
  }
}
