import { Injectable } from '@nestjs/common';
import type { PersonBrief, SectionBrief, SectionView, TicketView } from '@concordat/contracts';
import type { SectionFacts, SectionState } from '@concordat/domain';
import { type Acting, question, type Transaction, WebDatabase } from '../../platform/database/index.js';
import { Refusal } from '../../platform/errors/index.js';

/** A section as the rules and the policy need it, with its proposal's dates. */
export interface SectionRow {
  readonly id: string;
  readonly proposalId: string;
  readonly state: SectionState;
  readonly isGroup: boolean;
  readonly version: number;
  readonly leadPersonId: string | null;
  readonly contributorPersonIds: readonly string[];
  readonly frozen: boolean;
  readonly cutOffAt: Date;
  readonly cutOffZone: string;
  readonly membersAskingForChanges: number;
}

/** A section as numbers are derived from it; `seq` is the position of its log, 0 for one without a text. */
export interface NumberedRow {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly seq: number;
}

export type SectionDetail = Omit<SectionView, 'abilities' | 'closedBecause'>;

const brief = `s.id, s.parent_id as "parentId", s.number, s.title, s.is_group as "isGroup", s.mandatory, s.state,
  s.frozen_at is not null as frozen, s.words, s.word_limit as "wordLimit", s.limit_verified as "limitVerified",
  app.person_brief(s.lead_person_id, s.proposal_id) as lead,
  case when s.due_at is not null then jsonb_build_object('at', app.instant_text(s.due_at), 'zone', s.due_zone, 'label', null) end as due,
  (select count(*)::int from comment_thread t where t.section_id = s.id and t.resolved_at is null
    and t.internal_member_id is null) as "openComments",
  exists (select from section_reading r where r.section_id = s.id and r.person_id = app.person_id() and r.seq < s.log_seq
    and s.last_edited_by is distinct from r.person_id) as "changedSinceRead"`;

const detail = `${brief}, s.proposal_id as "proposalId", s.version, s.lead_member_id as "leadMemberId",
  coalesce((select jsonb_agg(app.person_brief(k.person_id, s.proposal_id)) from section_contributor k
    where k.section_id = s.id), '[]') as contributors,
  s.guidance, s.guidance_source as "guidanceSource", s.criterion, app.instant_text(s.last_edited_at) as "lastEditedAt",
  app.person_brief(s.last_edited_by, s.proposal_id) as "lastEditedBy"`;

/**
 * The outline as one JSON text. States and open comments are joined once for the whole list, people are looked up one by
 * one (`offset 0` keeps it so): read through as a whole, row security asks of everybody in the installation whether the
 * reader may see them.
 */
const outline = question(
  `with people as (
     select distinct on (m.person_id) m.person_id, c.state_code
       from membership m join consortium_member c on c.id = m.member_id
      where m.proposal_id = $1 order by m.person_id, m.ended_at nulls first),
   talk as (
     select t.section_id, count(*) as open from comment_thread t
      where t.proposal_id = $1 and t.resolved_at is null and t.internal_member_id is null group by t.section_id)
   select coalesce(json_agg(json_build_object('id', s.id, 'parentId', s.parent_id, 'number', s.number, 'title', s.title,
            'isGroup', s.is_group, 'mandatory', s.mandatory, 'state', s.state, 'frozen', s.frozen_at is not null,
            'words', s.words, 'wordLimit', s.word_limit, 'limitVerified', s.limit_verified,
            'lead', case when lead.id is not null then
              json_build_object('id', lead.id, 'displayName', lead.display_name, 'stateCode', people.state_code) end,
            'due', case when s.due_at is not null then
              json_build_object('at', app.instant_text(s.due_at), 'zone', s.due_zone, 'label', null) end,
            'openComments', coalesce(talk.open, 0), 'changedSinceRead', coalesce(
              mine.seq < s.log_seq and s.last_edited_by is distinct from mine.person_id, false)) order by s.position), '[]') as sections
     from section s
     left join lateral (
       select p.id, p.display_name from person p where p.id = s.lead_person_id offset 0) lead on true
     left join people on people.person_id = lead.id
     left join talk on talk.section_id = s.id
     left join section_reading mine on mine.section_id = s.id and mine.person_id = app.person_id()
    where s.proposal_id = $1`,
);

/** The only place that reads and writes section rows for the web. Every read is inside the reader's own proposals. */
@Injectable()
export class SectionRepository {
  constructor(private readonly db: WebDatabase) {}

  async list(acting: Acting, proposalId: string): Promise<SectionBrief[]> {
    const [row] = await this.db.ask<{ sections: SectionBrief[] }>(acting, outline, proposalId);
    return row?.sections ?? [];
  }

  toNumber(tx: Transaction, proposalId: string): Promise<NumberedRow[]> {
    return tx.query<NumberedRow>(
      `select id, number, title, log_seq::float8 as seq from section where proposal_id = $1 order by position`,
      [proposalId],
    );
  }

  async detail(tx: Transaction, sectionId: string): Promise<SectionDetail> {
    const [row] = await tx.query<SectionDetail>(`select ${detail} from section s where s.id = $1`, [
      sectionId,
    ]);
    if (!row) throw new Refusal('not_found');
    return row;
  }

  /** Loads a section for the rules; `lock` holds it until the end of the transaction. */
  async load(tx: Transaction, sectionId: string, lock = false): Promise<SectionRow> {
    const [row] = await tx.query<SectionRow>(
      `select s.id, s.proposal_id as "proposalId", s.state, s.is_group as "isGroup", s.version,
         s.lead_person_id as "leadPersonId", s.frozen_at is not null as frozen,
         c.at as "cutOffAt", c.zone as "cutOffZone",
         array(select k.person_id from section_contributor k where k.section_id = s.id) as "contributorPersonIds",
         (select count(*)::int from verdict v join review_round r on r.id = v.round_id
           where r.section_id = s.id and r.state in ('open', 'changes_requested')
             and v.kind = 'request_changes' and v.superseded_at is null) as "membersAskingForChanges"
       from section s join proposal p on p.id = s.proposal_id join cut_off c on c.id = p.cut_off_id
       where s.id = $1 ${lock ? 'for update of s' : ''}`,
      [sectionId],
    );
    if (!row) throw new Refusal('not_found');
    return row;
  }

  /** What was counted when the text was last saved. */
  async counts(tx: Transaction, sectionId: string): Promise<{ words: number; characters: number }> {
    const [row] = await tx.query<{ words: number; characters: number }>(
      'select words, characters from section where id = $1',
      [sectionId],
    );
    if (!row) throw new Refusal('not_found');
    return row;
  }

  /** Moves a section to another state, unless somebody else changed it meanwhile. */
  async setState(tx: Transaction, section: SectionRow, state: SectionState): Promise<void> {
    await this.changed(
      await tx.query(
        'update section set state = $3, version = version + 1 where id = $1 and version = $2 returning id',
        [section.id, section.version, state],
      ),
    );
  }

  async assign(
    tx: Transaction,
    section: SectionRow,
    to: {
      version: number;
      leadPersonId: string | null;
      leadMemberId: string | null;
      contributorPersonIds: readonly string[];
      dueAt: Date | null;
    },
  ): Promise<void> {
    await this.changed(
      await tx.query(
        `update section set lead_person_id = $3, lead_member_id = $4, due_at = $5::timestamptz,
           due_zone = case when $5::timestamptz is null then null else $6 end, version = version + 1
         where id = $1 and version = $2 returning id`,
        [section.id, to.version, to.leadPersonId, to.leadMemberId, to.dueAt, section.cutOffZone],
      ),
    );
    await tx.query(
      'delete from section_contributor where section_id = $1 and not person_id = any($2::uuid[])',
      [section.id, to.contributorPersonIds],
    );
    for (const personId of to.contributorPersonIds)
      await tx.query(
        `insert into section_contributor (proposal_id, section_id, person_id) values ($1, $2, $3)
         on conflict do nothing`,
        [section.proposalId, section.id, personId],
      );
  }

  /** The members that the given people write for; those whose role does not let them write are missing. */
  async writers(
    tx: Transaction,
    proposalId: string,
    personIds: readonly string[],
  ): Promise<ReadonlyMap<string, string>> {
    const rows = await tx.query<{ personId: string; memberId: string }>(
      `select person_id as "personId", member_id as "memberId" from membership
       where proposal_id = $1 and person_id = any($2::uuid[]) and ended_at is null
         and roles && array['coordinator', 'deputy_coordinator', 'member_lead', 'author']`,
      [proposalId, personIds],
    );
    return new Map(rows.map((row) => [row.personId, row.memberId]));
  }

  /** The person as others see them, with the colour of their state. */
  async author(
    tx: Transaction,
    proposalId: string,
    personId: string,
  ): Promise<PersonBrief & { authorColour: number }> {
    const [row] = await tx.query<PersonBrief & { authorColour: number }>(
      `select p.id, p.display_name as "displayName", c.state_code as "stateCode", c.author_colour as "authorColour"
       from person p join membership m on m.person_id = p.id and m.proposal_id = $1 and m.ended_at is null
       join consortium_member c on c.id = m.member_id where p.id = $2`,
      [proposalId, personId],
    );
    if (!row) throw new Refusal('not_found');
    return row;
  }

  async insertTicket(
    tx: Transaction,
    ticket: {
      id: string;
      proposalId: string;
      sectionId: string;
      tokenHash: Buffer;
      personId: string;
      sessionId: string;
      deviceId: string;
      mode: TicketView['mode'];
      schemaVersion: number;
      expiresAt: Date;
    },
  ): Promise<void> {
    await tx.query(
      `insert into collab_ticket (id, proposal_id, section_id, token_hash, person_id, session_id, device_id, mode,
         schema_version, expires_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        ticket.id,
        ticket.proposalId,
        ticket.sectionId,
        ticket.tokenHash,
        ticket.personId,
        ticket.sessionId,
        ticket.deviceId,
        ticket.mode,
        ticket.schemaVersion,
        ticket.expiresAt,
      ],
    );
  }

  private async changed(rows: readonly unknown[]): Promise<void> {
    if (rows.length !== 1) throw new Refusal('changed.meanwhile');
  }
}

/** What the section machine asks, from a loaded row. */
export const sectionFacts = (row: SectionRow): SectionFacts => ({
  state: row.state,
  frozen: row.frozen,
  cutOffAt: row.cutOffAt,
  membersAskingForChanges: row.membersAskingForChanges,
});
