import { randomUUID } from 'node:crypto';
import { atWallTime, type Instant, plusWallDays, wallTimeOf } from '@concordat/domain';
import {
  practiceCall,
  practiceCutOffs,
  practicePeople,
  type PracticePerson,
  type PracticeProposal,
  practiceProposals,
  practiceReminders,
  practiceTemplate,
} from '@concordat/templates';
import type { Transaction } from '../../platform/database/index.js';
import type { DeadlinePlanner } from '../deadline/index.js';
import { outlineOfTemplate } from '../proposal/index.js';
import { layOutSections } from '../section/index.js';
import { loadSection, type PracticeIds } from './load-practice-section.js';
import { insertRow } from './sample-writer.js';

/**
 * Loads the practice call with its two rivals, their people by role, their text and a review under way. Everything is
 * marked as practice; every moment is counted from `installedAt`.
 */
export async function loadPractice(
  tx: Transaction,
  planner: DeadlinePlanner,
  installedAt: Instant,
): Promise<void> {
  const people = await loadPeople(tx);
  const { callId, cutOffIds } = await loadCall(tx, installedAt);
  const [firstCutOff] = cutOffIds;
  if (firstCutOff === undefined) throw new Error('The practice call has no cut-off');
  for (const proposal of practiceProposals)
    await loadProposal(tx, planner, { proposal, callId, cutOffId: firstCutOff, people, installedAt });
}

async function loadPeople(tx: Transaction): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>();
  for (const person of practicePeople) {
    const id = randomUUID();
    ids.set(person.email, id);
    await insertRow(tx, 'person', {
      id,
      email: person.email,
      display_name: person.displayName,
      zone: person.zone,
      installation_roles: person.installationRoles,
      is_sample: true,
    });
  }
  return ids;
}

async function loadCall(
  tx: Transaction,
  installedAt: Instant,
): Promise<{ callId: string; cutOffIds: string[] }> {
  const callId = randomUUID();
  const { identifier, title, authority, kind, zone } = practiceCall;
  await insertRow(tx, 'call', {
    id: callId,
    identifier,
    title,
    authority,
    kind,
    opens_on: wallTimeOf(installedAt, zone).slice(0, 10),
    zone,
    template_key: practiceTemplate.templateId,
    template_version: practiceTemplate.version,
    origin: 'practice',
    verified: true,
  });
  const cutOffIds: string[] = [];
  for (const [index, at] of practiceCutOffs(installedAt).entries()) {
    const id = randomUUID();
    cutOffIds.push(id);
    await insertRow(tx, 'cut_off', {
      id,
      number: index + 1,
      at,
      zone,
      wall_time: wallTimeOf(at, zone).slice(0, 16),
      origin: 'practice',
      verified: true,
      time_verified: true,
    });
    await insertRow(tx, 'call_cut_off', { call_id: callId, cut_off_id: id });
  }
  return { callId, cutOffIds };
}

interface ProposalPlan {
  readonly proposal: PracticeProposal;
  readonly callId: string;
  readonly cutOffId: string;
  readonly people: ReadonlyMap<string, string>;
  readonly installedAt: Instant;
}

async function loadProposal(tx: Transaction, planner: DeadlinePlanner, plan: ProposalPlan): Promise<void> {
  const { proposal, people, installedAt } = plan;
  const proposalId = randomUUID();
  await insertRow(tx, 'proposal', {
    id: proposalId,
    acronym: proposal.acronym,
    title: proposal.title,
    call_id: plan.callId,
    cut_off_id: plan.cutOffId,
    origin: 'practice',
    coordinating_state: proposal.coordinatorStateCode,
    template_key: practiceTemplate.templateId,
    template_version: practiceTemplate.version,
    founded_by: people.get(coordinatorOf(proposal).email) ?? null,
  });
  const members = await loadMembers(tx, proposalId, proposal, people);
  const sections = await layOutSections(tx, proposalId, outlineOfTemplate(practiceTemplate));
  await planner.planProposal(tx, proposalId);
  const ids: PracticeIds = { proposalId, people, members, sections };
  for (const section of proposal.sections) {
    const dueAt = sectionDueAt(proposal, section.number, section.dueInDays, installedAt);
    await loadSection(tx, planner, ids, section, { installedAt, dueAt, zone: practiceCall.zone });
  }
}

const coordinatorOf = (proposal: PracticeProposal): PracticePerson => {
  const found = proposal.people.find(({ roles }) => roles.includes('coordinator'));
  if (!found) throw new Error(`${proposal.acronym} has no coordinator`);
  return found;
};

async function loadMembers(
  tx: Transaction,
  proposalId: string,
  proposal: PracticeProposal,
  people: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, string>> {
  const members = new Map<string, string>();
  for (const [index, stateCode] of [proposal.coordinatorStateCode, ...proposal.partnerStateCodes].entries()) {
    const id = randomUUID();
    members.set(stateCode, id);
    await insertRow(tx, 'consortium_member', {
      id,
      proposal_id: proposalId,
      state_code: stateCode,
      role: index === 0 ? 'coordinator' : 'partner',
      author_colour: (index % 8) + 1,
    });
  }
  for (const { email, stateCode, roles } of proposal.people)
    await insertRow(tx, 'membership', {
      id: randomUUID(),
      proposal_id: proposalId,
      member_id: stateCode === null ? null : members.get(stateCode),
      person_id: people.get(email),
      roles,
    });
  return members;
}

/** 17:00 on its day; the section whose reminder is to go out in three minutes has a moment that makes it so. */
function sectionDueAt(
  proposal: PracticeProposal,
  number: string,
  dueInDays: number | null,
  installedAt: Instant,
): Instant | null {
  const { zone, time } = practiceCall;
  const soon = practiceReminders.find(
    (reminder) =>
      reminder.state === 'planned' &&
      reminder.proposal === proposal.acronym &&
      reminder.sectionNumber === number,
  );
  if (soon) {
    const inMinutes = new Date(installedAt.getTime() + soon.deadlineInMinutes * 60_000);
    return plusWallDays(inMinutes, zone, soon.deadlineInDays);
  }
  return dueInDays === null ? null : atWallTime(plusWallDays(installedAt, zone, dueInDays), zone, time);
}
