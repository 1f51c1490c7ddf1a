import { endpoint } from '../platform/endpoint.js';
import { AuditPage, AuditQuery } from './audit.schemas.js';

export const readAudit = endpoint({
  method: 'GET',
  path: '/proposals/:proposalId/audit',
  needs: 'audit.read',
  summary: 'What was done in a proposal, by whom and when, the newest first.',
  query: AuditQuery,
  response: AuditPage,
});
