export { AuditModule } from './audit.module.js';
export { Audit, type AuditedBy, type AuditedRead, type AuditEntry } from './audit.js';
