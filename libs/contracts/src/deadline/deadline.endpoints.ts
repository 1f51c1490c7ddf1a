import { endpoint } from '../platform/endpoint.js';
import { AddDeadline, DeadlineList, DeadlineVersion, EditDeadline } from './deadline.schemas.js';

export const listDeadlines = endpoint({
  method: 'GET',
  path: '/proposals/:proposalId/deadlines',
  needs: 'deadline.read',
  summary: 'The planned moments of a proposal, the earliest first.',
  response: DeadlineList,
});

export const addDeadline = endpoint({
  method: 'POST',
  path: '/proposals/:proposalId/deadlines',
  needs: 'deadline.edit',
  summary: 'Adds a moment of the proposal’s own.',
  body: AddDeadline,
  response: DeadlineList,
});

export const editDeadline = endpoint({
  method: 'PUT',
  path: '/proposals/:proposalId/deadlines/:deadlineId',
  needs: 'deadline.edit',
  summary: 'Changes when a deadline falls; its reminders are planned anew.',
  body: EditDeadline,
  response: DeadlineList,
});

export const completeDeadline = endpoint({
  method: 'POST',
  path: '/proposals/:proposalId/deadlines/:deadlineId/completion',
  needs: 'deadline.edit',
  summary: 'Says that a deadline is met; what was planned to remind of it is cancelled.',
  body: DeadlineVersion,
  response: DeadlineList,
});

export const cancelDeadline = endpoint({
  method: 'POST',
  path: '/proposals/:proposalId/deadlines/:deadlineId/cancellation',
  needs: 'deadline.edit',
  summary: 'Takes a deadline out of the plan.',
  body: DeadlineVersion,
  response: DeadlineList,
});
