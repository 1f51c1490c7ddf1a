import { endpoint } from '../platform/endpoint.js';
import { CockpitView } from './cockpit.schemas.js';
import { PortfolioView, ProgressList } from './portfolio.schemas.js';
import { EditProposal, FoundingView, FoundProposal, ProposalFrame } from './proposal.schemas.js';

export const readPortfolio = endpoint({
  method: 'GET',
  path: '/portfolio',
  needs: 'portfolio.read',
  summary: 'What waits for the reader, their proposals, and their next deadlines.',
  response: PortfolioView,
});

export const readFounding = endpoint({
  method: 'GET',
  path: '/founding',
  needs: 'proposal.found',
  summary: 'The open calls with cut-offs to come, who may host at each, and the timetable it would give.',
  response: FoundingView,
});

export const foundProposal = endpoint({
  method: 'POST',
  path: '/proposals',
  needs: 'proposal.found',
  summary: 'Founds a proposal with the sections of its call and a timetable planned back from its cut-off.',
  body: FoundProposal,
  response: ProposalFrame,
});

export const readProposal = endpoint({
  method: 'GET',
  path: '/proposals/:proposalId',
  needs: 'proposal.read',
  summary: 'A proposal’s frame: names, cut-off, states, the reader’s standing and what they may do.',
  response: ProposalFrame,
});

export const editProposal = endpoint({
  method: 'PATCH',
  path: '/proposals/:proposalId',
  needs: 'proposal.edit',
  summary: 'Corrects acronym and title.',
  body: EditProposal,
  response: ProposalFrame,
});

export const readCockpit = endpoint({
  method: 'GET',
  path: '/proposals/:proposalId/cockpit',
  needs: 'proposal.read',
  summary: 'The overview: what stands in the way, and what each state has to do with each section.',
  response: CockpitView,
});

export const listProgress = endpoint({
  method: 'GET',
  path: '/admin/proposals',
  needs: 'proposal.progress',
  summary: 'Every proposal in counts and dates, without any text.',
  response: ProgressList,
});
