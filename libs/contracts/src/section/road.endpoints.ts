import { endpoint } from '../platform/endpoint.js';
import { Nothing } from '../platform/wire.js';
import {
  AwaitChanges,
  OpenText,
  SendUpdates,
  TextChanges,
  TextOpening,
  UpdateAnswers,
} from './road.schemas.js';

export const openText = endpoint({
  method: 'POST',
  path: '/sections/:sectionId/openings',
  needs: 'section.read',
  summary: 'Opens the text of a section over plain HTTP, with a one-time ticket.',
  body: OpenText,
  response: TextOpening,
});

export const sendUpdates = endpoint({
  method: 'POST',
  path: '/sections/:sectionId/updates',
  needs: 'section.read',
  summary: 'Changes the text of a section; answered once the changes are committed, or refused.',
  body: SendUpdates,
  response: UpdateAnswers,
});

export const leaveText = endpoint({
  method: 'DELETE',
  path: '/sections/:sectionId/openings/:openingId',
  needs: 'section.read',
  summary: 'Leaves a text that was opened over plain HTTP.',
  response: Nothing,
});

export const awaitChanges = endpoint({
  method: 'POST',
  path: '/text-changes',
  needs: 'signed_in',
  summary: 'Waits for up to 25 seconds for changes in texts that were opened over plain HTTP.',
  body: AwaitChanges,
  response: TextChanges,
});
