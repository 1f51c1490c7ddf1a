import type { Journey } from './journey.js';
import { granted, ownProposal, sectionOf } from './api.js';

/** What addresses are made of: things of the sample's first proposal, and the practice call. */
export interface Place {
  readonly proposalId: string;
  readonly sectionId: string;
  readonly callId: string;
}

/** A screen, and somebody who may open it; nobody where it is open to all. */
export interface ScreenToLookAt {
  /** The address as its route declares it. */
  readonly route: string;
  readonly by: string | null;
  readonly address?: (place: Place) => string;
}

const coordinator = 'Coordinator, Finland';
const reviewer = 'Reviewer, Poland';
const officer = 'Call officer';
const admin = 'Administrator';
const inProposal = (route: string, by = coordinator): ScreenToLookAt => ({
  route,
  by,
  address: ({ proposalId, sectionId }) =>
    route.replace('$proposalId', proposalId).replace('$sectionId', sectionId),
});

/** Every screen with somebody who may open it; some with a second reader, who sees something else there. */
export const screens: readonly ScreenToLookAt[] = [
  { route: '/sign-in', by: null },
  { route: '/invitation/$token', by: null, address: () => `/invitation/${'a'.repeat(43)}` },
  { route: '/forgot-password', by: null },
  { route: '/new-password/$token', by: null, address: () => `/new-password/${'a'.repeat(43)}` },
  { route: '/confirm-address/$token', by: null, address: () => `/confirm-address/${'a'.repeat(43)}` },
  { route: '/help', by: null },
  { route: '/accessibility', by: null },
  { route: '/', by: coordinator },
  { route: '/', by: reviewer },
  { route: '/more', by: coordinator },
  { route: '/profile', by: coordinator },
  { route: '/mailbox', by: reviewer },
  { route: '/proposals/new', by: coordinator },
  inProposal('/proposals/$proposalId'),
  inProposal('/proposals/$proposalId/more'),
  inProposal('/proposals/$proposalId/sections'),
  inProposal('/proposals/$proposalId/sections/$sectionId'),
  inProposal('/proposals/$proposalId/sections/$sectionId', reviewer),
  inProposal('/proposals/$proposalId/find'),
  inProposal('/proposals/$proposalId/comments'),
  inProposal('/proposals/$proposalId/review'),
  inProposal('/proposals/$proposalId/review', reviewer),
  inProposal('/proposals/$proposalId/consortium'),
  inProposal('/proposals/$proposalId/deadlines'),
  inProposal('/proposals/$proposalId/submission'),
  inProposal('/proposals/$proposalId/history'),
  { route: '/calls', by: officer },
  { route: '/calls/new', by: officer },
  { route: '/calls/$callId', by: officer, address: ({ callId }) => `/calls/${callId}` },
  { route: '/intake', by: officer },
  { route: '/admin/proposals', by: admin },
  { route: '/admin/reminders', by: admin },
  { route: '/admin/people', by: admin },
  { route: '/admin/history', by: admin },
];

/** Finds what {@link screens} need in a fresh sample. */
export async function findPlace(journey: Journey): Promise<Place> {
  const visitor = await journey.as(coordinator);
  const proposalId = await ownProposal(visitor);
  const { id: sectionId } = await sectionOf(visitor, proposalId, 'D5');
  const { calls } = await granted<{ calls: { id: string; identifier: string }[] }>(visitor, 'GET', '/calls');
  const callId = calls.find(({ identifier }) => identifier === 'PRACTICE-AI-01')?.id ?? '';
  return { proposalId, sectionId, callId };
}
