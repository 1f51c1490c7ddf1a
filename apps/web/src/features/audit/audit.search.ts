import { auditKinds, Id, installationAuditKinds } from '@concordat/contracts';
import { z } from 'zod';

type Kind = keyof typeof auditKinds;
type InstallationKind = keyof typeof installationAuditKinds;

export const kindsOfProposal = Object.keys(auditKinds) as [Kind, ...Kind[]];
export const kindsOfInstallation = Object.keys(installationAuditKinds) as [
  InstallationKind,
  ...InstallationKind[],
];

/** What may stand after the question mark of a record. */
export const RecordSearch = z.object({
  kind: z
    .enum([...kindsOfProposal, ...kindsOfInstallation])
    .optional()
    .catch(undefined),
  person: Id.optional().catch(undefined),
  section: Id.optional().catch(undefined),
  before: z.coerce.number().int().min(1).optional().catch(undefined),
});
export type RecordSearch = z.output<typeof RecordSearch>;
