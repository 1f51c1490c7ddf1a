import {
  installationRoles,
  type InstallationRole,
  proposalRoles,
  type ProposalRole,
} from '@concordat/domain';
import { type Action, actions, type Actor, can, type Facts } from './index.js';
import {
  allOf,
  anyone,
  anyOf,
  askedToReview,
  belowCoordination,
  coordinator,
  holds,
  holdsForMember,
  installation,
  participant,
  sectionLead,
  sectionWriter,
  self,
} from './rules.js';

const me = 'me';
const proposalId = 'north';
const memberId = 'poland';

const actor = (given: Partial<Actor> = {}): Actor => ({
  personId: me,
  installationRoles: [],
  memberships: [],
  ...given,
});
const inProposal = (roles: readonly ProposalRole[], proposal = proposalId, member = memberId): Actor =>
  actor({ memberships: [{ proposalId: proposal, memberId: member, stateCode: 'PL', roles }] });
const installed = (role: InstallationRole): Actor => actor({ installationRoles: [role] });

/** Who asks. The last three stand in no role here. */
const askers: readonly (readonly [string, Actor])[] = [
  ...proposalRoles.map((role) => [role, inProposal([role])] as const),
  ...installationRoles.map((role) => [role, installed(role)] as const),
  ['coordinator elsewhere', inProposal(['coordinator'], 'south')],
  ['no role left', inProposal([])],
  ['outsider', actor()],
];

/** In which relation to the thing. Each adds one fact to those of a thing in the proposal. */
const relations: readonly (readonly [string, Facts])[] = [
  ['plain', {}],
  ['lead', { leadPersonId: me }],
  ['contributor', { contributorPersonIds: [me] }],
  ['member asked', { askedMemberIds: [memberId] }],
  ['own member', { memberId }],
  ['own member, coordination', { memberId, roles: ['deputy_coordinator'] }],
  ['self', { personId: me }],
];

/** `coordinator, deputy_coordinator; author as lead, contributor`: who may, and in which relation it takes. */
function whoMay(action: Action): string {
  const granted = askers.flatMap(([name, asker]) => {
    const held = relations
      .filter(([, facts]) => can(asker, action, { proposalId, ...facts }))
      .map(([each]) => each);
    if (held.length === 0) return [];
    return held.length === relations.length ? [name] : [`${name} as ${held.join(' | ')}`];
  });
  const alike = new Set(granted.map((line) => line.replace(/^.*?(?= as |$)/, '')));
  const everybody = granted.length === askers.length && alike.size === 1;
  return everybody ? `everybody who is signed in${[...alike].join('')}` : granted.join('\n    ');
}

describe('the policy as a whole', () => {
  it('is this table, for every action, every role and every relation', () => {
    const table = actions.map((action) => `${action}\n    ${whoMay(action)}`).join('\n\n');
    expect(`\n${table}\n`).toMatchSnapshot();
  });

  /** What belongs to no proposal: a person's own things, and what everybody reads. */
  const ownThings = ['profile.edit', 'second_factor.manage', 'session.list', 'session.end', 'mailbox.read'];
  const outside = actions.filter((action) => !['call.read', 'portfolio.read', ...ownThings].includes(action));
  it.each(outside)('%s: an outsider may not, whatever they lead, wrote or were asked', (action) => {
    const facts = {
      leadPersonId: me,
      contributorPersonIds: [me],
      askedMemberIds: [memberId],
      memberId,
      personId: me,
    };
    expect(can(actor(), action, { proposalId, ...facts })).toBe(false);
  });

  it('a role in one proposal gives nothing in another, in any relation', () => {
    for (const role of proposalRoles)
      for (const action of outside)
        for (const [relation, facts] of relations) {
          const here = can(inProposal([role], 'south'), action, { proposalId, ...facts });
          expect([action, role, relation, here]).toEqual([action, role, relation, false]);
        }
  });

  it('a thing of no proposal is nobody’s by a role in a proposal', () => {
    for (const role of proposalRoles)
      for (const action of outside)
        for (const [, facts] of relations) expect(can(inProposal([role]), action, facts)).toBe(false);
  });

  it('an installation role opens no proposal, and says nothing of its text', () => {
    const text = actions.filter((action) =>
      /^(proposal\.read|section|review|verdict|comment|deadline|submission|audit)/.test(action),
    );
    for (const role of installationRoles)
      for (const action of text)
        for (const [relation, facts] of relations)
          expect([action, role, relation, can(installed(role), action, { proposalId, ...facts })]).toEqual([
            action,
            role,
            relation,
            false,
          ]);
  });
});

describe('the rules', () => {
  const here = { proposalId };

  it('anyone is anyone, self only oneself, and nobody is meant when no person is named', () => {
    expect(anyone(actor(), {})).toBe(true);
    expect([self(actor(), { personId: me }), self(actor(), { personId: 'you' }), self(actor(), {})]).toEqual([
      true,
      false,
      false,
    ]);
    expect(self(actor(), { personId: null })).toBe(false);
  });

  it('an installation role counts everywhere, and only that one', () => {
    expect(installation('admin')(installed('admin'), {})).toBe(true);
    expect(installation('admin')(installed('call_officer'), {})).toBe(false);
  });

  it('a participant has a standing here, be it without a role', () => {
    expect(participant(inProposal([]), here)).toBe(true);
    expect(participant(inProposal([], 'south'), here)).toBe(false);
    expect(participant(inProposal(['coordinator']), {})).toBe(false);
  });

  it('one of the roles is enough, held in any standing of the proposal', () => {
    const two = actor({
      memberships: [
        ...inProposal(['observer']).memberships,
        ...inProposal(['author'], proposalId, 'norway').memberships,
      ],
    });
    expect(holds('author', 'signatory')(two, here)).toBe(true);
    expect(holds('signatory')(two, here)).toBe(false);
    expect(coordinator(inProposal(['deputy_coordinator']), here)).toBe(true);
  });

  it('a role for a member counts for that member alone', () => {
    const rule = holdsForMember('member_lead');
    expect(rule(inProposal(['member_lead']), { ...here, memberId })).toBe(true);
    expect(rule(inProposal(['member_lead']), { ...here, memberId: 'norway' })).toBe(false);
    expect(rule(inProposal(['member_lead']), { ...here, memberId: null })).toBe(false);
  });

  it('a lead or contributor who left, or who is no writer any more, does not write', () => {
    const led = { ...here, leadPersonId: me };
    const helped = { ...here, leadPersonId: 'you', contributorPersonIds: ['you', me] };
    for (const facts of [led, helped]) {
      expect(sectionWriter(inProposal(['author']), facts)).toBe(true);
      expect(sectionWriter(inProposal(['reviewer']), facts)).toBe(false);
      expect(sectionWriter(actor(), facts)).toBe(false);
    }
    expect(sectionWriter(inProposal(['author']), { ...here, leadPersonId: null })).toBe(false);
    expect([sectionLead(inProposal(['observer']), led), sectionLead(actor(), led)]).toEqual([true, false]);
  });

  it.each([
    ['reviewer', true],
    ['member_lead', true],
    ['coordinator', true],
    ['deputy_coordinator', false],
    ['author', false],
    ['signatory', false],
    ['observer', false],
  ] as const)('a %s speaks for an asked member: %s', (role, speaks) => {
    expect(askedToReview(inProposal([role]), { ...here, askedMemberIds: ['norway', memberId] })).toBe(speaks);
    expect(askedToReview(inProposal([role]), { ...here, askedMemberIds: ['norway'] })).toBe(false);
    expect(askedToReview(inProposal([role]), here)).toBe(false);
  });

  it('roles below coordination are all but the two that coordinate', () => {
    const below = proposalRoles.filter((role) => belowCoordination(actor(), { roles: [role] }));
    expect(below).toEqual(proposalRoles.filter((role) => !/coordinator/.test(role)));
    expect(belowCoordination(actor(), { roles: ['author', 'coordinator'] })).toBe(false);
    expect(belowCoordination(actor(), {})).toBe(true);
  });

  it('any of no rules is no, all of no rules is yes', () => {
    const no = () => false;
    expect([anyOf()(actor(), {}), anyOf(no, anyone)(actor(), {})]).toEqual([false, true]);
    expect([allOf()(actor(), {}), allOf(no, anyone)(actor(), {})]).toEqual([true, false]);
  });
});
