import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { ComparisonView, VersionBrief, VersionList, VersionView } from '@concordat/contracts';
import type { VersionKind } from '@concordat/domain';
import type { Transaction } from '../../platform/database/index.js';
import { Refusal } from '../../platform/errors/index.js';
import type { WrittenRow } from './compare/compare.types.js';

/** A version as the rules need it. */
export interface VersionRow {
  readonly id: string;
  readonly seq: number;
  readonly madeById: string | null;
}

/** A version to be kept. */
export interface NewVersion {
  readonly proposalId: string;
  readonly sectionId: string;
  readonly seq: number;
  readonly kind: Extract<VersionKind, 'named' | 'before_restore' | 'restored'>;
  readonly name?: string;
  readonly madeBy: string;
  readonly restoredFrom?: string;
}

/** More than anybody scrolls through; the oldest that nobody named and no step was taken on go out of sight first. */
const mostShown = 500;

const brief = (
  row: string,
): string => `jsonb_build_object('id', ${row}.id, 'seq', ${row}.seq, 'kind', ${row}.kind,
  'name', ${row}.name, 'by', app.person_brief(${row}.made_by, ${row}.proposal_id),
  'at', app.instant_text(${row}.made_at))`;

/** The only place that reads and writes versions and how far people have read. */
@Injectable()
export class VersionRepository {
  list(
    tx: Transaction,
    sectionId: string,
  ): Promise<(Omit<VersionView, 'abilities'> & { madeById: string | null })[]> {
    return tx.query(
      `select v.id, v.seq::float8 as seq, v.kind, v.name, v.made_by as "madeById",
         app.person_brief(v.made_by, v.proposal_id) as by, app.instant_text(v.made_at) as at,
         (select ${brief('o')} from section_version o where o.id = v.restored_from) as "restoredFrom"
       from (select *, row_number() over (order by (name <> '' or kind not in ('pause', 'before_restore')) desc, seq desc,
               made_at desc) as place from section_version where section_id = $1) v
       where v.place <= ${mostShown} order by v.seq desc, v.made_at desc, v.id`,
      [sectionId],
    );
  }

  /** A version of this section; any other does not exist here. */
  async load(tx: Transaction, sectionId: string, versionId: string): Promise<VersionRow> {
    const [row] = await tx.query<VersionRow>(
      `select id, seq::float8 as seq, made_by as "madeById" from section_version where section_id = $1 and id = $2`,
      [sectionId, versionId],
    );
    if (!row) throw new Refusal('not_found');
    return row;
  }

  async brief(tx: Transaction, versionId: string): Promise<VersionBrief> {
    const [row] = await tx.query<{ version: VersionBrief }>(
      `select ${brief('v')} as version from section_version v where v.id = $1`,
      [versionId],
    );
    if (!row) throw new Refusal('not_found');
    return row.version;
  }

  /** The last position of the section's log. */
  async head(tx: Transaction, sectionId: string): Promise<number> {
    const [row] = await tx.query<{ seq: number }>(
      'select log_seq::float8 as seq from section where id = $1',
      [sectionId],
    );
    if (!row) throw new Refusal('not_found');
    return row.seq;
  }

  async insert(tx: Transaction, version: NewVersion): Promise<string> {
    const id = randomUUID();
    await tx.execute(
      `insert into section_version (id, proposal_id, section_id, seq, kind, name, made_by, restored_from)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        id,
        version.proposalId,
        version.sectionId,
        version.seq,
        version.kind,
        version.name ?? '',
        version.madeBy,
        version.restoredFrom ?? null,
      ],
    );
    return id;
  }

  async rename(tx: Transaction, versionId: string, name: string, personId: string): Promise<void> {
    await tx.execute(
      'update section_version set name = $2, renamed_by = $3, renamed_at = clock_timestamp() where id = $1',
      [versionId, name, personId],
    );
  }

  /** How many versions the person named in the last minute. */
  async namedLately(tx: Transaction, personId: string): Promise<number> {
    const [row] = await tx.query<{ named: number }>(
      `select count(*)::int as named from section_version
       where made_by = $1 and kind = 'named' and made_at > clock_timestamp() - interval '1 minute'`,
      [personId],
    );
    return row?.named ?? 0;
  }

  /** How far the person has read, and whether somebody else wrote since. */
  async lastRead(
    tx: Transaction,
    sectionId: string,
    personId: string,
  ): Promise<(NonNullable<VersionList['lastRead']> & { seq: number }) | null> {
    const [row] = await tx.query<NonNullable<VersionList['lastRead']> & { seq: number }>(
      `select r.seq::float8 as seq, app.instant_text(r.read_at) as at,
         s.log_seq > r.seq and s.last_edited_by is distinct from r.person_id as "isChanged"
       from section_reading r join section s on s.id = r.section_id where r.section_id = $1 and r.person_id = $2`,
      [sectionId, personId],
    );
    return row ?? null;
  }

  /** Notes that the person has read the section as it stands now. */
  async noteReading(tx: Transaction, sectionId: string, personId: string): Promise<void> {
    await tx.execute(
      `insert into section_reading (proposal_id, section_id, person_id, seq)
       select proposal_id, id, $2, log_seq from section where id = $1
       on conflict (section_id, person_id) do update set seq = excluded.seq, read_at = clock_timestamp()`,
      [sectionId, personId],
    );
  }

  /** The rows of the log between two positions and who wrote each. */
  rowsBetween(tx: Transaction, sectionId: string, after: number, upTo: number): Promise<WrittenRow[]> {
    const columns = 'seq, person_id as "personId", bytes';
    return tx.query(
      `select "personId", bytes from (
         select ${columns} from section_update where section_id = $1 and seq > $2 and seq <= $3
         union all
         select ${columns} from section_update_archive where section_id = $1 and seq > $2 and seq <= $3) as rows
       order by seq`,
      [sectionId, after, upTo],
    );
  }

  /** The person behind each Yjs client id of the section. */
  async writers(tx: Transaction, sectionId: string): Promise<[number, string][]> {
    const rows = await tx.query<{ client: number; personId: string }>(
      'select client_id::float8 as client, person_id as "personId" from client_binding where section_id = $1',
      [sectionId],
    );
    return rows.map(({ client, personId }) => [client, personId]);
  }

  /** People as others see them, with the colour of their state while they take part. */
  people(
    tx: Transaction,
    proposalId: string,
    personIds: readonly string[],
  ): Promise<ComparisonView['people']> {
    return tx.query(
      `select p.id, p.display_name as "displayName", app.person_brief(p.id, $1) ->> 'stateCode' as "stateCode",
         (select c.author_colour from membership m join consortium_member c on c.id = m.member_id
           where m.proposal_id = $1 and m.person_id = p.id order by m.ended_at nulls first limit 1) as "authorColour"
       from person p where p.id = any($2::uuid[]) order by p.display_name, p.id`,
      [proposalId, personIds],
    );
  }
}
