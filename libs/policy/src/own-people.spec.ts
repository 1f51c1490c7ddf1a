import type { ProposalRole } from '@concordat/domain';
import { type Action, type Actor, can } from './index.js';

const actor = (roles: readonly ProposalRole[], memberId = 'pl'): Actor => ({
  personId: 'me',
  installationRoles: [],
  memberships: [{ proposalId: 'north', memberId, stateCode: 'PL', roles }],
});

const actions: readonly Action[] = [
  'membership.invite',
  'membership.change',
  'membership.end',
  'invitation.revoke',
];

describe.each(actions)('%s', (action) => {
  const ask = (roles: readonly ProposalRole[], memberId: string, touched: readonly ProposalRole[]) =>
    can(actor(roles), action, { proposalId: 'north', memberId, roles: touched });

  it.each(['coordinator', 'deputy_coordinator'] as const)(
    'is open to the %s for every state and role',
    (role) => {
      expect(ask([role], 'no', ['coordinator'])).toBe(true);
    },
  );

  it('is open to a member lead for the own state below coordination only', () => {
    expect(ask(['member_lead'], 'pl', ['author', 'signatory'])).toBe(true);
    expect(ask(['member_lead'], 'pl', ['author', 'deputy_coordinator'])).toBe(false);
    expect(ask(['member_lead'], 'no', ['author'])).toBe(false);
  });

  it.each(['author', 'reviewer', 'signatory', 'observer'] as const)('is closed to the %s', (role) => {
    expect(ask([role], 'pl', ['observer'])).toBe(false);
  });

  it('is closed in every other proposal', () => {
    expect(can(actor(['coordinator']), action, { proposalId: 'south', memberId: 'pl' })).toBe(false);
  });
});
