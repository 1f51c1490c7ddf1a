import { installationRoles } from '@concordat/domain';
import { z } from 'zod';
import { SampleStanding } from '../identity/identity.schemas.js';
import { Id, Moment, StateCode } from '../platform/wire.js';

/** A role of the sample with which anybody on this machine may sign in. */
export const SampleAccount = z.strictObject({
  personId: Id,
  displayName: z.string(),
  email: z.string(),
  installationRoles: z.array(z.enum(installationRoles)),
  standings: z.array(SampleStanding),
});
export type SampleAccount = z.infer<typeof SampleAccount>;

/** A practice proposal, for the sentence that opens the list. */
export const SampleProposal = z.strictObject({
  id: Id,
  acronym: z.string(),
  title: z.string(),
  coordinatingState: StateCode,
  partnerStates: z.array(StateCode),
  closes: Moment,
});
export type SampleProposal = z.infer<typeof SampleProposal>;

/** Everybody in the sample. */
export const SampleAccounts = z.strictObject({
  accounts: z.array(SampleAccount),
  proposals: z.array(SampleProposal),
});
export type SampleAccounts = z.infer<typeof SampleAccounts>;

/** Signs in as one of them. */
export const SampleSignIn = z.strictObject({ personId: Id });
export type SampleSignIn = z.infer<typeof SampleSignIn>;
