import { endpoint } from '../platform/endpoint.js';
import {
  AssignSection,
  LockSection,
  NumberingView,
  ReopenSection,
  RequestTicket,
  SectionList,
  SectionTextView,
  SectionView,
  TicketView,
} from './section.schemas.js';

export const listSections = endpoint({
  method: 'GET',
  path: '/proposals/:proposalId/sections',
  needs: 'section.read',
  summary: 'The outline of a proposal, in order.',
  response: SectionList,
});

export const readNumbering = endpoint({
  method: 'GET',
  path: '/proposals/:proposalId/numbering',
  needs: 'section.read',
  summary:
    'What is numbered in the saved texts of a proposal: headings, tables, figures, footnotes, sources.',
  response: NumberingView,
});

export const readSection = endpoint({
  method: 'GET',
  path: '/sections/:sectionId',
  needs: 'section.read',
  summary: 'A section with its guidance, people, limits and what the reader may do.',
  response: SectionView,
});

export const readSectionText = endpoint({
  method: 'GET',
  path: '/sections/:sectionId/text',
  needs: 'section.read',
  summary: 'The saved text of a section as plain text, with its position in the log.',
  response: SectionTextView,
});

export const assignSection = endpoint({
  method: 'PUT',
  path: '/sections/:sectionId/assignment',
  needs: 'section.assign',
  summary: 'Names the lead, the contributors and the due moment of a section.',
  body: AssignSection,
  response: SectionView,
});

export const lockSection = endpoint({
  method: 'POST',
  path: '/sections/:sectionId/lock',
  needs: 'section.lock',
  summary: 'Closes an approved section for good measure.',
  body: LockSection,
  response: SectionView,
});

export const reopenSection = endpoint({
  method: 'POST',
  path: '/sections/:sectionId/reopening',
  needs: 'section.reopen',
  summary: 'Opens an approved or locked section again, with a reason.',
  body: ReopenSection,
  response: SectionView,
});

export const requestTicket = endpoint({
  method: 'POST',
  path: '/sections/:sectionId/tickets',
  needs: 'section.read',
  summary: 'A one-time permission, good for 60 seconds, to open the section in an editor.',
  body: RequestTicket,
  response: TicketView,
});
