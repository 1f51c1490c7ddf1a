import {
  installationAbilities,
  type ProposalFrame,
  type SignedInPerson,
  type SignedInSession,
} from '@concordat/contracts';

const id = (figure: number) => `00000000-0000-4000-8000-${String(figure).padStart(12, '0')}`;

/** Ids for specs: `ids.person`, `ids.proposal`, `ids.at(7)`. */
export const ids = { person: id(1), proposal: id(2), member: id(3), section: id(4), call: id(5), at: id };

/** A session; without more, of somebody in Helsinki who may do nothing outside proposals. */
export function signedIn(
  change: Partial<Omit<SignedInSession, 'person' | 'abilities'>> & {
    readonly person?: Partial<SignedInPerson>;
    readonly abilities?: Partial<SignedInSession['abilities']>;
  } = {},
): SignedInSession {
  const { person, abilities, ...rest } = change;
  const none = Object.fromEntries(installationAbilities.map((each) => [each, false]));
  return {
    person: {
      id: ids.person,
      email: 'coordinator.fi@practice.example',
      displayName: 'Coordinator, Finland',
      language: 'en',
      zone: 'Europe/Helsinki',
      theme: 'system',
      isSample: false,
      ...person,
    },
    abilities: { ...(none as SignedInSession['abilities']), ...abilities },
    memberships: [
      { proposalId: ids.proposal, memberId: ids.member, stateCode: 'FI', roles: ['coordinator'] },
    ],
    serverTime: '2027-01-14T08:42:00.000Z',
    sampleMode: false,
    mailboxMode: false,
    ...rest,
  };
}

/** The frame of a proposal of two states, twelve days before its cut-off. */
export function proposalFrame(change: Partial<ProposalFrame> = {}): ProposalFrame {
  return {
    id: ids.proposal,
    acronym: 'KAAMOS',
    title: 'AI factory for the north',
    origin: 'own',
    state: 'drafting',
    version: 1,
    draftNumber: 1,
    call: { id: ids.call, identifier: 'PRAC-2027-AIF-01', title: 'Practice call' },
    closes: { at: '2027-01-26T16:00:00.000Z', zone: 'Europe/Brussels', label: null },
    coordinatingState: 'FI',
    hostingEntity: null,
    members: [
      { id: ids.member, stateCode: 'FI', stateName: 'Finland', role: 'coordinator', authorColour: 1 },
      { id: ids.at(31), stateCode: 'NO', stateName: 'Norway', role: 'partner', authorColour: 2 },
    ],
    standing: { memberId: ids.member, stateCode: 'FI', roles: ['coordinator'] },
    frozen: null,
    submittedAt: null,
    counts: { sections: 14, sectionsReady: 9, verdictsAwaitedOfMe: 2, members: 2, deadlinesOpen: 5 },
    abilities: {},
    ...change,
  };
}
