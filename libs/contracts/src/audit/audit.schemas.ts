import { z } from 'zod';
import { Id, InstantText } from '../platform/wire.js';
import { PersonBrief } from '../section/section.schemas.js';

/** Something that was done. `objectName` is looked up when it is read; null where the thing has no name. */
export const AuditLine = z.strictObject({
  id: z.string(),
  at: InstantText,
  /** Null for what the installation did by itself. */
  person: PersonBrief.nullable(),
  action: z.string(),
  objectKind: z.string(),
  objectName: z.string().nullable(),
  sectionId: Id.nullable(),
});
export type AuditLine = z.infer<typeof AuditLine>;

/** The newest first. `next` continues with what came before; null at the end. */
export const AuditPage = z.strictObject({ lines: z.array(AuditLine), next: z.string().nullable() });
export type AuditPage = z.infer<typeof AuditPage>;

export const AuditQuery = z.strictObject({
  before: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional(),
  limit: z.coerce.number().int().min(1).max(100).default(25),
});
