import { Injectable } from '@nestjs/common';
import {
  editSection,
  ok,
  type Outcome,
  type ProposalRole,
  refuse,
  type SectionState,
  suggestInSection,
} from '@concordat/domain';
import { can } from '@concordat/policy';
import { CollabDatabase, question } from '../platform/database/index.js';
import type { Author, EditMode, GateRefusal } from './gate/gate.types.js';
import type { Decisions } from './gate/postgres-section-log.js';

interface Standing {
  readonly proposalId: string;
  readonly state: SectionState;
  readonly isGroup: boolean;
  readonly frozen: boolean;
  readonly cutOffAt: Date;
  readonly now: Date;
  readonly leadPersonId: string | null;
  readonly contributorPersonIds: readonly string[];
  readonly memberId: string;
  readonly stateCode: string;
  readonly roles: readonly ProposalRole[];
  /** Of the facts above, as the database knows them; a commit compares it. */
  readonly mark: string | null;
}

const standingOf = question(
  `select s.proposal_id as "proposalId", s.state, s.is_group as "isGroup", s.frozen_at is not null as frozen,
          c.at as "cutOffAt", clock_timestamp() as now, s.lead_person_id as "leadPersonId",
          array(select k.person_id from section_contributor k where k.section_id = s.id) as "contributorPersonIds",
          m.member_id as "memberId", cm.state_code as "stateCode", m.roles, app.edit_facts_mark(s.id, $2) as mark
     from section s join proposal p on p.id = s.proposal_id join cut_off c on c.id = p.cut_off_id
     join membership m on m.proposal_id = s.proposal_id and m.person_id = $2 and m.ended_at is null
     join consortium_member cm on cm.id = m.member_id
    where s.id = $1`,
);

/** More people than write at once; beyond it everybody is asked for once more. */
const mostRemembered = 2_000;

/**
 * Whether a person may write in a section now, read from the rows and asked of the same table as every other door.
 * A yes is remembered with the mark of the facts it was given on: the commit compares the mark and refuses to store
 * what was decided on facts that are no longer so. That spares each keystroke a question and forgets nothing.
 */
@Injectable()
export class SectionEditRights implements Decisions {
  private readonly remembered = new Map<string, { readonly mark: string; readonly mode: EditMode }>();

  constructor(private readonly db: CollabDatabase) {}

  /** As {@link of}, but a yes that the commit will verify is not asked for again. */
  async decide(
    sectionId: string,
    { personId }: Pick<Author, 'personId'>,
  ): Promise<Outcome<EditMode, GateRefusal>> {
    const known = this.remembered.get(`${sectionId} ${personId}`);
    return known ? ok(known.mode) : await this.of(sectionId, { personId });
  }

  markOf(sectionId: string, personId: string, mode: EditMode): string | null {
    const known = this.remembered.get(`${sectionId} ${personId}`);
    return known && allows(known.mode, mode) ? known.mark : null;
  }

  async refusalOf(sectionId: string, personId: string, mode: EditMode): Promise<GateRefusal | null> {
    const right = await this.of(sectionId, { personId });
    if (!right.ok) return right.reason;
    return allows(right.value, mode) ? null : 'update.suggest_only';
  }

  /** How, or why not. `update.rights` also for those who may not even see the section any more. */
  async of(
    sectionId: string,
    { personId }: Pick<Author, 'personId'>,
  ): Promise<Outcome<EditMode, GateRefusal>> {
    const standing = await this.standing(sectionId, personId);
    const right = judge(standing, personId);
    const mark = standing?.mark ?? null;
    this.remember(`${sectionId} ${personId}`, right.ok && mark !== null ? { mark, mode: right.value } : null);
    return right;
  }

  /** Whether the person may still read the section. */
  async canRead(sectionId: string, personId: string): Promise<boolean> {
    return (await this.standing(sectionId, personId)) !== undefined;
  }

  private remember(key: string, decision: { readonly mark: string; readonly mode: EditMode } | null): void {
    if (this.remembered.size >= mostRemembered) this.remembered.clear();
    if (decision === null) this.remembered.delete(key);
    else this.remembered.set(key, decision);
  }

  private async standing(sectionId: string, personId: string): Promise<Standing | undefined> {
    const [standing] = await this.db.ask<Standing>({ personId }, standingOf, sectionId, personId);
    return standing;
  }
}

/** Whoever may edit may also suggest. */
const allows = (right: EditMode, mode: EditMode): boolean => right === 'edit' || mode === 'suggest';

function judge(standing: Standing | undefined, personId: string): Outcome<EditMode, GateRefusal> {
  if (!standing || standing.isGroup) return refuse('update.rights');
  const { proposalId, memberId, stateCode, roles } = standing;
  const actor = {
    personId,
    installationRoles: [],
    memberships: [{ proposalId, memberId, stateCode, roles }],
  };
  if (can(actor, 'section.edit', standing)) {
    const editing = editSection(standing, standing.now);
    return editing.ok ? ok('edit') : editing;
  }
  if (!can(actor, 'section.suggest', standing)) return refuse('update.rights');
  const suggesting = suggestInSection(standing, standing.now);
  if (suggesting.ok) return ok('suggest');
  // Nothing is there yet to suggest anything to.
  return suggesting.reason === 'section.wrong_state' ? refuse('update.rights') : refuse(suggesting.reason);
}
