import { z } from 'zod';
import { endpoint } from '../platform/endpoint.js';
import { AuditCheck, AuditExportQuery, AuditPage, AuditQuery } from './audit.schemas.js';

export const readAudit = endpoint({
  method: 'GET',
  path: '/proposals/:proposalId/audit',
  needs: 'audit.read',
  summary: 'What was done in a proposal, by whom and when, the newest first.',
  query: AuditQuery,
  response: AuditPage,
});

export const checkAudit = endpoint({
  method: 'GET',
  path: '/proposals/:proposalId/audit/check',
  needs: 'audit.read',
  summary: 'Walks along the record of a proposal and says whether every act still fits the one before it.',
  response: AuditCheck,
});

export const exportAudit = endpoint({
  method: 'GET',
  path: '/proposals/:proposalId/audit/export',
  needs: 'audit.export',
  summary:
    'The whole record of a proposal as a file that anybody can verify. The export itself is written down.',
  query: AuditExportQuery,
  response: z.unknown(),
  produces: 'application/octet-stream',
});

export const readInstallationAudit = endpoint({
  method: 'GET',
  path: '/audit',
  needs: 'installation_audit.read',
  summary: 'What was done outside any proposal: accounts, sign-ins, calls. The newest first.',
  query: AuditQuery,
  response: AuditPage,
});

export const checkInstallationAudit = endpoint({
  method: 'GET',
  path: '/audit/check',
  needs: 'installation_audit.read',
  summary: 'Walks along the record of the installation and says whether every act fits the one before it.',
  response: AuditCheck,
});

export const exportInstallationAudit = endpoint({
  method: 'GET',
  path: '/audit/export',
  needs: 'installation_audit.read',
  summary:
    'The record of the installation as a file that anybody can verify. The export itself is written down.',
  query: AuditExportQuery,
  response: z.unknown(),
  produces: 'application/octet-stream',
});
