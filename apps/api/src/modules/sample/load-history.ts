import { randomUUID } from 'node:crypto';
import { wallTimeOf } from '@concordat/domain';
import {
  aiFactoriesCalls,
  aiFactoriesCutOffs,
  aiFactoriesTemplate,
  type HistoricalProposal,
  history,
} from '@concordat/templates';
import type { Transaction } from '../../platform/database/index.js';
import { insertRow, sourcesOf } from './sample-writer.js';

/**
 * Loads the first cut-off of the AI Factories calls as public facts: calls, cut-offs, proposals, states and letters.
 * No text and no people; what is not confirmed stays marked so.
 */
export async function loadHistory(tx: Transaction): Promise<void> {
  const calls = await loadCalls(tx);
  const firstCutOff = await loadCutOffs(tx, calls);
  for (const proposal of history.proposals) await loadProposal(tx, proposal, firstCutOff, calls);
  for (const letter of history.letters)
    await insertRow(tx, 'letter_of_interest', {
      id: randomUUID(),
      cut_off_id: firstCutOff,
      state_code: letter.stateCode,
      intent: letter.intent,
      verified: letter.verified,
      sources: sourcesOf(letter),
    });
}

async function loadCalls(tx: Transaction): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>();
  for (const call of aiFactoriesCalls) {
    const id = randomUUID();
    ids.set(call.identifier, id);
    await insertRow(tx, 'call', {
      id,
      identifier: call.identifier,
      title: call.title,
      authority: call.authority,
      kind: call.kind,
      state: 'closed',
      opens_on: call.opensOn,
      closes_on: call.closesOn,
      zone: 'Europe/Luxembourg',
      template_key: aiFactoriesTemplate.templateId,
      template_version: aiFactoriesTemplate.version,
      origin: 'historical',
      verified: call.verified,
      sources: sourcesOf(call),
    });
  }
  return ids;
}

/** Gives the id of the first cut-off. */
async function loadCutOffs(tx: Transaction, calls: ReadonlyMap<string, string>): Promise<string> {
  const ids: string[] = [];
  for (const cutOff of aiFactoriesCutOffs) {
    const id = randomUUID();
    const at = new Date(cutOff.at);
    const isFirst = cutOff.number === history.cutOffNumber;
    if (isFirst) ids.unshift(id);
    else ids.push(id);
    await insertRow(tx, 'cut_off', {
      id,
      number: cutOff.number,
      at,
      zone: cutOff.zone,
      wall_time: wallTimeOf(at, cutOff.zone).slice(0, 16),
      label: cutOff.publishedLabel,
      state: 'evaluated',
      origin: 'historical',
      announced_on: isFirst ? history.announcedOn : null,
      result_announced_on: cutOff.decidedOn,
      verified: cutOff.verified,
      time_verified: cutOff.timeVerified,
      sources: sourcesOf(cutOff),
    });
    for (const identifier of cutOff.appliesTo)
      await insertRow(tx, 'call_cut_off', { call_id: calls.get(identifier), cut_off_id: id });
  }
  const [first] = ids;
  if (first === undefined) throw new Error('The history names no cut-off');
  return first;
}

async function loadProposal(
  tx: Transaction,
  proposal: HistoricalProposal,
  cutOffId: string,
  calls: ReadonlyMap<string, string>,
): Promise<void> {
  const proposalId = randomUUID();
  await insertRow(tx, 'proposal', {
    id: proposalId,
    acronym: proposal.acronym,
    title: proposal.title,
    call_id: calls.get(proposal.callIdentifier) ?? null,
    call_verified: proposal.callVerified,
    cut_off_id: cutOffId,
    origin: 'historical',
    state: proposal.outcome.state,
    coordinating_state: proposal.leadCode,
    hosting_entity: proposal.hostingEntity,
    template_key: aiFactoriesTemplate.templateId,
    template_version: aiFactoriesTemplate.version,
    announced_on: history.announcedOn,
    outcome_announced_on: proposal.outcome.announcedOn,
    verified: proposal.verified,
    sources: sourcesOf(proposal),
  });
  for (const [index, stateCode] of [proposal.leadCode, ...proposal.partnerCodes].entries())
    await insertRow(tx, 'consortium_member', {
      id: randomUUID(),
      proposal_id: proposalId,
      state_code: stateCode,
      role: index === 0 ? 'coordinator' : 'partner',
      hosting_entity: index === 0 ? proposal.hostingEntity : null,
      author_colour: (index % 8) + 1,
      verified: proposal.verified,
    });
}
