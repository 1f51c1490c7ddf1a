export { AuditModule } from './audit.module.js';
export { Audit, type AuditedBy, type AuditEntry } from './audit.js';
