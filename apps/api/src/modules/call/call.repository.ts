import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { CallLine, CallView, CutOffView } from '@concordat/contracts';
import type { Transaction } from '../../platform/database/index.js';
import { Refusal } from '../../platform/errors/index.js';

const moment = (alias: string): string =>
  `jsonb_build_object('at', app.instant_text(${alias}.at), 'zone', ${alias}.zone, 'label', ${alias}.label)`;

const cutOffView = `jsonb_build_object('id', o.id, 'number', o.number, 'moment', ${moment('o')}, 'wallTime', o.wall_time,
  'state', case when o.at > clock_timestamp() then 'upcoming' when o.state = 'evaluated' then 'evaluated' else 'closed' end,
  'origin', o.origin, 'revision', o.revision, 'version', o.version, 'timeVerified', o.time_verified,
  'announcedOn', o.announced_on, 'resultAnnouncedOn', o.result_announced_on, 'verified', o.verified, 'sources', o.sources,
  'moves', coalesce((select jsonb_agg(jsonb_build_object('revision', m.revision, 'from', app.instant_text(m.from_at),
      'to', app.instant_text(m.to_at), 'reason', m.reason, 'movedAt', app.instant_text(m.moved_at)) order by m.revision)
    from cut_off_move m where m.cut_off_id = o.id), '[]'))`;

const line = `c.id, c.identifier, c.title, c.authority, c.kind, c.origin, c.verified, c.sources,
  case when c.opens_on > (clock_timestamp() at time zone c.zone)::date then 'announced'
       when c.closes_on < (clock_timestamp() at time zone c.zone)::date then 'closed' else c.state end as state,
  (select ${moment('o')} from cut_off o join call_cut_off k on k.cut_off_id = o.id
    where k.call_id = c.id and o.at > clock_timestamp() order by o.at limit 1) as "nextCutOff"`;

/** A cut-off as the rules need it. */
export interface CutOffRow {
  readonly id: string;
  readonly at: Date;
  readonly zone: string;
  readonly label: string | null;
  readonly origin: string;
  readonly revision: number;
  readonly version: number;
}

/** A closing moment ready to be written. */
export interface NewCutOff {
  readonly at: Date;
  readonly zone: string;
  readonly wallTime: string;
  readonly label: string | null;
}

/** The only place that reads and writes calls and cut-offs. */
@Injectable()
export class CallRepository {
  list(tx: Transaction): Promise<CallLine[]> {
    return tx.query<CallLine>(
      `select * from (select ${line} from call c) calls
       order by "nextCutOff"->>'at' asc nulls last, identifier`,
    );
  }

  async view(tx: Transaction, callId: string): Promise<Omit<CallView, 'abilities'>> {
    const [row] = await tx.query<Omit<CallView, 'abilities'>>(
      `select ${line}, c.opens_on::text as "opensOn", c.closes_on::text as "closesOn", c.zone, c.version,
         c.template_key as "templateKey", c.template_version as "templateVersion",
         coalesce((select jsonb_agg(${cutOffView} order by o.at) from cut_off o
           join call_cut_off k on k.cut_off_id = o.id where k.call_id = c.id), '[]') as "cutOffs"
       from call c where c.id = $1`,
      [callId],
    );
    if (!row) throw new Refusal('not_found');
    return row;
  }

  async cutOffView(tx: Transaction, cutOffId: string): Promise<CutOffView> {
    const [row] = await tx.query<{ view: CutOffView }>(
      `select ${cutOffView} as view from cut_off o where o.id = $1`,
      [cutOffId],
    );
    if (!row) throw new Refusal('not_found');
    return row.view;
  }

  /** Holds the identifier until the end of the transaction, so that of two who choose it at once one is told. */
  async identifierTaken(tx: Transaction, identifier: string): Promise<boolean> {
    await tx.query(`select pg_advisory_xact_lock(hashtextextended('call ' || lower($1::text), 0))`, [
      identifier,
    ]);
    return (
      (await tx.query('select 1 as found from call where lower(identifier) = lower($1)', [identifier]))
        .length > 0
    );
  }

  async insertCall(
    tx: Transaction,
    call: {
      id: string;
      identifier: string;
      title: string;
      authority: string;
      kind: string;
      opensOn: string | null;
      zone: string;
      templateKey: string;
      templateVersion: number;
      createdBy: string;
    },
  ): Promise<void> {
    await tx.execute(
      `insert into call (id, identifier, title, authority, kind, opens_on, zone, template_key, template_version,
         created_by, verified) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, true)`,
      [
        call.id,
        call.identifier,
        call.title,
        call.authority,
        call.kind,
        call.opensOn,
        call.zone,
        call.templateKey,
        call.templateVersion,
        call.createdBy,
      ],
    );
  }

  /** Adds a cut-off to a call, numbered after those it has. */
  async insertCutOff(tx: Transaction, callId: string, cutOff: NewCutOff): Promise<string> {
    const id = randomUUID();
    await tx.execute(
      `insert into cut_off (id, number, at, zone, wall_time, label, verified, time_verified)
       select $1, coalesce(max(o.number), 0) + 1, $3, $4, $5, $6, true, true
       from call_cut_off k join cut_off o on o.id = k.cut_off_id where k.call_id = $2`,
      [id, callId, cutOff.at, cutOff.zone, cutOff.wallTime, cutOff.label],
    );
    await tx.execute('insert into call_cut_off (call_id, cut_off_id) values ($1, $2)', [callId, id]);
    return id;
  }

  async editCall(
    tx: Transaction,
    callId: string,
    edit: { version: number; title: string; authority: string },
  ): Promise<void> {
    const changed = await tx.execute(
      'update call set title = $3, authority = $4, version = version + 1 where id = $1 and version = $2',
      [callId, edit.version, edit.title, edit.authority],
    );
    if (changed !== 1) throw new Refusal('changed.meanwhile');
  }

  async lockCutOff(tx: Transaction, cutOffId: string): Promise<CutOffRow> {
    const [row] = await tx.query<CutOffRow>(
      'select id, at, zone, label, origin, revision, version from cut_off where id = $1 for update',
      [cutOffId],
    );
    if (!row) throw new Refusal('not_found');
    return row;
  }

  async callOfCutOff(tx: Transaction, cutOffId: string): Promise<string> {
    const [row] = await tx.query<{ callId: string }>(
      'select call_id as "callId" from call_cut_off where cut_off_id = $1 order by call_id limit 1',
      [cutOffId],
    );
    if (!row) throw new Refusal('not_found');
    return row.callId;
  }

  /** Moves a cut-off to its next revision and keeps what was. */
  async move(
    tx: Transaction,
    from: CutOffRow,
    to: NewCutOff & { version: number; reason: string; movedBy: string },
  ): Promise<void> {
    const changed = await tx.execute(
      `update cut_off set at = $3, zone = $4, wall_time = $5, label = $6, revision = revision + 1,
         version = version + 1 where id = $1 and version = $2`,
      [from.id, to.version, to.at, to.zone, to.wallTime, to.label],
    );
    if (changed !== 1) throw new Refusal('changed.meanwhile');
    await tx.execute(
      `insert into cut_off_move (id, cut_off_id, revision, from_at, to_at, reason, moved_by)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [randomUUID(), from.id, from.revision + 1, from.at, to.at, to.reason, to.movedBy],
    );
  }
}
