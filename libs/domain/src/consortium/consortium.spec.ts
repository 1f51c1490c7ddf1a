import {
  type JoinFacts,
  type LetterStepName,
  type MembershipFacts,
  type StateRecord,
  changeRoles,
  endMembership,
  findState,
  hostConsortium,
  joinConsortium,
  leaveConsortium,
  letterStates,
  letterSteps,
  membershipHolds,
  participatesOn,
  statesOn,
  takeLetterStep,
} from '../index.js';

const now = new Date('2027-01-14T09:40:00Z');
const state = (code: string, given: Partial<StateRecord> = {}): StateRecord => ({
  code,
  euCode: code,
  name: `State ${code}`,
  aliases: [],
  euMember: true,
  participating: true,
  joinedOn: null,
  leftOn: null,
  ...given,
});
const states = [
  state('FI'),
  state('GR', { euCode: 'EL', name: 'Greece', aliases: ['Hellenic Republic'] }),
  state('NO', { euMember: false }),
  state('MD', { euMember: false, joinedOn: '2025-10-08' }),
  state('CH', { euMember: false, joinedOn: '2019-01-01', leftOn: '2021-01-01' }),
  state('UA', { euMember: false, participating: false }),
];

describe('taking part on a date', () => {
  it.each([
    ['FI', '1999-01-01', true],
    ['MD', '2025-10-07', false],
    ['MD', '2025-10-08', true],
    ['CH', '2020-12-31', true],
    ['CH', '2021-01-01', false],
    ['UA', '2027-01-01', false],
  ])('%s on %s: %s', (code, date, expected) => {
    const found = findState(states, code);
    expect(found && participatesOn(found, date)).toBe(expected);
    expect(statesOn(states, date).some((candidate) => candidate.code === code)).toBe(expected);
  });

  it.each(['GR', 'el', ' Greece ', 'hellenic republic'])('finds Greece as %p', (text) => {
    expect(findState(states, text)?.code).toBe('GR');
    expect(findState(states, 'Ruritania')).toBeNull();
  });
});

describe('joining and hosting', () => {
  const facts: JoinFacts = { states, memberCodes: ['FI'], onDate: '2025-10-07' };
  it.each([
    ['GR', true, true],
    ['NO', true, 'state.host_not_eu_member'],
    ['FI', 'state.already_member', 'state.already_member'],
    ['MD', 'state.not_participating_on_date', 'state.not_participating_on_date'],
    ['UA', 'state.not_participating_on_date', 'state.not_participating_on_date'],
    ['ZZ', 'state.unknown', 'state.unknown'],
  ])('%s joins: %s, hosts: %s', (code, joins, hosts) => {
    const expected = (answer: string | boolean) =>
      answer === true ? { ok: true } : { ok: false, reason: answer };
    expect(joinConsortium(code, facts)).toMatchObject(expected(joins));
    expect(hostConsortium(code, facts)).toMatchObject(expected(hosts));
  });

  it('lets a late joiner in for a later cut-off', () => {
    expect(joinConsortium('MD', { ...facts, onDate: '2025-10-08' }).ok).toBe(true);
  });
});

describe('memberships', () => {
  const all: MembershipFacts[] = [
    { membershipId: 'first', roles: ['coordinator', 'author'], endedAt: null },
    { membershipId: 'deputy', roles: ['deputy_coordinator'], endedAt: null },
    { membershipId: 'former', roles: ['coordinator'], endedAt: new Date('2027-01-01T00:00:00Z') },
  ];
  const two: MembershipFacts[] = [...all, { membershipId: 'second', roles: ['coordinator'], endedAt: null }];

  it('end at the instant of their end', () => {
    expect(membershipHolds({ endedAt: null }, now)).toBe(true);
    expect(membershipHolds({ endedAt: now }, now)).toBe(false);
    expect(membershipHolds({ endedAt: new Date(now.getTime() + 1) }, now)).toBe(true);
  });

  it.each([
    ['first', ['author'], 'membership.last_coordinator'],
    ['deputy', [], 'membership.no_role'],
    ['former', ['author'], 'membership.already_ended'],
    ['nobody', ['author'], 'membership.not_found'],
  ] as const)('refuses to make %s %j: %s', (membershipId, roles, reason) => {
    expect(changeRoles(membershipId, roles, all, now)).toEqual({ ok: false, reason });
  });

  it('changes roles, each once, and lets one of two coordinators step down', () => {
    expect(changeRoles('deputy', ['author', 'author'], all, now)).toEqual({ ok: true, value: ['author'] });
    expect(changeRoles('first', ['coordinator'], all, now).ok).toBe(true);
    expect(changeRoles('first', ['author'], two, now).ok).toBe(true);
  });

  it.each([
    ['first', 'membership.last_coordinator'],
    ['former', 'membership.already_ended'],
    ['nobody', 'membership.not_found'],
  ])('refuses to end %s: %s', (membershipId, reason) => {
    expect(endMembership(membershipId, all, now)).toEqual({ ok: false, reason });
  });

  it('ends the others at once', () => {
    expect(endMembership('deputy', all, now)).toEqual({ ok: true, value: now });
    expect(endMembership('first', two, now).ok).toBe(true);
  });
});

describe('leaving', () => {
  const facts = {
    role: 'partner',
    leftAt: null,
    sectionsLed: 0,
    cutOffAt: new Date(now.getTime() + 1),
  } as const;
  it.each([
    [{}, null],
    [{ leftAt: now }, 'member.already_left'],
    [{ role: 'coordinator' }, 'member.coordinates'],
    [{ sectionsLed: 1 }, 'member.leads_sections'],
    [{ cutOffAt: now }, 'cut_off.passed'],
  ] as const)('%j: %s', (given, reason) => {
    const expected = reason ? { ok: false, reason } : { ok: true, value: now };
    expect(leaveConsortium({ ...facts, ...given }, now)).toEqual(expected);
  });
});

describe('letter machine, every state and step', () => {
  const table = {
    needed: { request: 'requested', record: 'received', expire: 'expired' },
    requested: { record: 'received', expire: 'expired' },
    received: { accept: 'accepted', return: 'returned', expire: 'expired' },
    accepted: { return: 'returned', expire: 'expired' },
    returned: { request: 'requested', record: 'received', expire: 'expired' },
    expired: { request: 'requested' },
  } as const satisfies Record<(typeof letterStates)[number], Partial<Record<LetterStepName, string>>>;
  const steps = Object.keys(letterSteps) as LetterStepName[];
  it.each(letterStates.flatMap((from) => steps.map((step) => [from, step] as const)))(
    '%s, %s',
    (from, step) => {
      const row: Partial<Record<LetterStepName, string>> = table[from];
      const to = row[step];
      const expected = to ? { ok: true, value: to } : { ok: false, reason: 'letter.wrong_state' };
      expect(takeLetterStep(step, from, 'a reason')).toEqual(expected);
      if (to && step === 'return')
        expect(takeLetterStep(step, from)).toEqual({ ok: false, reason: 'letter.reason_missing' });
    },
  );
});
