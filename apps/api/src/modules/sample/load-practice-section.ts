import { createHash, randomUUID } from 'node:crypto';
import { buildSection, canonicalText, countText, fragmentOf, readSection } from '@concordat/document';
import { atWallTime, type Instant, plusWallDays } from '@concordat/domain';
import {
  practiceCall,
  type PracticeComment,
  type PracticeRound,
  type PracticeSection,
} from '@concordat/templates';
import * as Y from 'yjs';
import { serverDeviceId } from '../../collab/gate/index.js';
import type { Transaction } from '../../platform/database/index.js';
import type { DeadlinePlanner } from '../deadline/index.js';
import { insertRow } from './sample-writer.js';

/** What has been loaded of a practice proposal: people by address, members by state, sections by number. */
export interface PracticeIds {
  readonly proposalId: string;
  readonly people: ReadonlyMap<string, string>;
  readonly members: ReadonlyMap<string, string>;
  readonly sections: ReadonlyMap<string, string>;
}

interface Dates {
  readonly installedAt: Instant;
  readonly dueAt: Instant | null;
  readonly zone: string;
}

const sha256 = (bytes: Uint8Array | string): Buffer => createHash('sha256').update(bytes).digest();
const hoursBefore = (instant: Instant, hours: number): Instant =>
  new Date(instant.getTime() - hours * 3_600_000);

/** The id of something the practice data names; a name it does not know is a mistake in the data. */
function known(ids: ReadonlyMap<string, string>, name: string): string {
  const id = ids.get(name);
  if (id === undefined) throw new Error(`The practice data names ${name}, which is not there`);
  return id;
}

/** Loads what a practice section holds: people, text, comments, review round, deadline. */
export async function loadSection(
  tx: Transaction,
  planner: DeadlinePlanner,
  ids: PracticeIds,
  section: PracticeSection,
  dates: Dates,
): Promise<void> {
  const sectionId = known(ids.sections, section.number);
  const leadId = known(ids.people, section.leadEmail);
  await tx.execute(
    `update section set lead_person_id = $2, lead_member_id = $3, due_at = $4, due_zone = $5 where id = $1`,
    [sectionId, leadId, known(ids.members, section.leadStateCode), dates.dueAt, dates.dueAt && dates.zone],
  );
  for (const email of section.contributorEmails)
    await insertRow(tx, 'section_contributor', {
      proposal_id: ids.proposalId,
      section_id: sectionId,
      person_id: known(ids.people, email),
    });
  const document = buildSection(section.blocks);
  if (section.blocks.length > 0) await writeText(tx, ids, sectionId, leadId, document);
  for (const comment of section.comments) await loadComment(tx, ids, sectionId, document, comment, dates);
  const roundId = section.round ? await loadRound(tx, ids, sectionId, section.round, dates) : null;
  // Last: an approved section takes no text any more, not even this one.
  await tx.execute('update section set state = $2 where id = $1', [sectionId, section.state]);
  await planner.planSection(tx, sectionId);
  if (section.state === 'approved' || section.state === 'locked')
    await planner.completeFor(tx, 'section_id', sectionId);
  if (roundId !== null) await planner.planRound(tx, roundId);
}

/** The first row of the section's log, as the gate would have written it. */
async function writeText(
  tx: Transaction,
  { proposalId }: PracticeIds,
  sectionId: string,
  personId: string,
  document: Y.Doc,
): Promise<void> {
  const bytes = Y.encodeStateAsUpdate(document);
  const text = readSection(document);
  const { words, characters } = countText(text);
  await insertRow(tx, 'section_update', {
    proposal_id: proposalId,
    section_id: sectionId,
    seq: 1,
    owner_epoch: 0,
    person_id: personId,
    device_id: serverDeviceId,
    sha256: sha256(bytes),
    bytes: Buffer.from(bytes),
  });
  await insertRow(tx, 'client_binding', {
    proposal_id: proposalId,
    section_id: sectionId,
    client_id: document.clientID,
    person_id: personId,
    device_id: serverDeviceId,
  });
  await tx.execute(
    `update section set log_seq = 1, words = $2, characters = $3, text_sha256 = $4,
       last_edited_at = clock_timestamp(), last_edited_by = $5 where id = $1`,
    [sectionId, words, characters, sha256(canonicalText(text)), personId],
  );
}

async function loadComment(
  tx: Transaction,
  { proposalId, people }: PracticeIds,
  sectionId: string,
  document: Y.Doc,
  comment: PracticeComment,
  { installedAt }: Dates,
): Promise<void> {
  const threadId = randomUUID();
  const anchor = anchorOf(document, comment.quote);
  const byId = known(people, comment.byEmail);
  await insertRow(tx, 'comment_thread', {
    id: threadId,
    proposal_id: proposalId,
    section_id: sectionId,
    anchor_start: anchor?.start,
    anchor_end: anchor?.end,
    quote: comment.quote,
    created_by: byId,
    created_at: hoursBefore(installedAt, comment.hoursAgo),
  });
  for (const { byEmail, text, hoursAgo } of [comment, ...comment.replies])
    await insertRow(tx, 'comment_message', {
      id: randomUUID(),
      proposal_id: proposalId,
      thread_id: threadId,
      author_id: known(people, byEmail),
      body: text,
      created_at: hoursBefore(installedAt, hoursAgo),
    });
}

/** Where a quote stands in the text, as positions that follow it. */
function anchorOf(document: Y.Doc, quote: string): { start: Buffer; end: Buffer } | undefined {
  const texts = [
    ...fragmentOf(document).createTreeWalker((node) => node instanceof Y.XmlText),
  ] as Y.XmlText[];
  for (const text of texts) {
    const index = plain(text).indexOf(quote);
    if (index < 0) continue;
    const at = (offset: number) =>
      Buffer.from(Y.encodeRelativePosition(Y.createRelativePositionFromTypeIndex(text, offset)));
    return { start: at(index), end: at(index + quote.length) };
  }
  return undefined;
}

const plain = (text: Y.XmlText): string =>
  (text.toDelta() as { insert: string }[]).map(({ insert }) => insert).join('');

async function loadRound(
  tx: Transaction,
  { proposalId, people, members }: PracticeIds,
  sectionId: string,
  round: PracticeRound,
  { installedAt }: Dates,
): Promise<string> {
  const { zone, time } = practiceCall;
  const id = randomUUID();
  const open = round.state === 'open' || round.state === 'changes_requested';
  const lastVerdict = Math.min(...round.verdicts.map(({ hoursAgo }) => hoursAgo), round.startedHoursAgo);
  await insertRow(tx, 'review_round', {
    id,
    proposal_id: proposalId,
    section_id: sectionId,
    number: 1,
    policy: round.policy,
    quorum: round.quorum,
    due_at: atWallTime(plusWallDays(installedAt, zone, round.dueInDays), zone, time),
    due_zone: zone,
    note: round.note,
    state: round.state,
    requested_by: known(people, round.requestedByEmail),
    requested_at: hoursBefore(installedAt, round.startedHoursAgo),
    closed_at: open ? null : hoursBefore(installedAt, lastVerdict),
    closed_by: open ? null : known(people, round.requestedByEmail),
    close_reason: round.closedReason,
  });
  for (const stateCode of round.askedStateCodes)
    await insertRow(tx, 'review_request', {
      proposal_id: proposalId,
      round_id: id,
      member_id: known(members, stateCode),
      asked_at: hoursBefore(installedAt, round.startedHoursAgo),
    });
  for (const verdict of round.verdicts)
    await tx.execute(
      `insert into verdict (id, proposal_id, round_id, member_id, person_id, kind, reason, given_at, text_seq, text_sha256)
       select $1, $2, $3, $4, $5, $6, $7, $8, s.log_seq, s.text_sha256 from section s where s.id = $9`,
      [
        randomUUID(),
        proposalId,
        id,
        known(members, verdict.stateCode),
        known(people, verdict.byEmail),
        verdict.kind,
        verdict.reason,
        hoursBefore(installedAt, verdict.hoursAgo),
        sectionId,
      ],
    );
  return id;
}
