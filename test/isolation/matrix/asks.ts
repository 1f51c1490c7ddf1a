import type { Ask } from './ask.js';
import { asksOfAccounts } from './asks-of-accounts.js';
import { asksOfPeople } from './asks-of-people.js';
import { asksOfProposals } from './asks-of-proposals.js';

/** How every route of the application is asked. A new route is a few lines in one of these. */
export const asks: readonly Ask[] = [...asksOfPeople, ...asksOfAccounts, ...asksOfProposals];
