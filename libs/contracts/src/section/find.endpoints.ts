import { endpoint } from '../platform/endpoint.js';
import { FindWords, FoundWords } from './find.schemas.js';

/** Asked with a body although it changes nothing: what stands in an address is written down in logs. */
export const findInProposal = endpoint({
  method: 'POST',
  path: '/proposals/:proposalId/findings',
  needs: 'section.read',
  summary: 'Where words stand in the saved texts of a proposal, with what stands around them.',
  body: FindWords,
  response: FoundWords,
});
