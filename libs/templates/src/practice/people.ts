import type { InstallationRole, ProposalRole } from '@concordat/domain';
import type { PracticePerson } from './practice-types.js';

const zones: Record<string, string> = {
  FI: 'Europe/Helsinki',
  CZ: 'Europe/Prague',
  DK: 'Europe/Copenhagen',
  EE: 'Europe/Tallinn',
  NO: 'Europe/Oslo',
  PL: 'Europe/Warsaw',
  ES: 'Europe/Madrid',
  PT: 'Europe/Lisbon',
  RO: 'Europe/Bucharest',
  TR: 'Europe/Istanbul',
};
const names: Record<string, string> = {
  FI: 'Finland',
  CZ: 'Czechia',
  DK: 'Denmark',
  EE: 'Estonia',
  NO: 'Norway',
  PL: 'Poland',
  ES: 'Spain',
  PT: 'Portugal',
  RO: 'Romania',
  TR: 'Türkiye',
};

function member(
  mark: string,
  title: string,
  stateCode: string,
  roles: readonly ProposalRole[],
  installationRoles: readonly InstallationRole[] = [],
): PracticePerson {
  return {
    email: `${mark}.${stateCode.toLowerCase()}@practice.example`,
    displayName: `${title}, ${names[stateCode] ?? stateCode}`,
    stateCode,
    roles,
    installationRoles,
    zone: zones[stateCode] ?? 'Europe/Brussels',
  };
}

const lead = (stateCode: string) => member('lead', 'Member lead', stateCode, ['member_lead']);
const author = (stateCode: string) => member('author', 'Author', stateCode, ['author']);
const reviewer = (stateCode: string) => member('reviewer', 'Reviewer', stateCode, ['reviewer']);
const signatory = (stateCode: string) => member('signatory', 'Signatory', stateCode, ['signatory']);
const coordinator = (stateCode: string) =>
  member('coordinator', 'Coordinator', stateCode, ['coordinator'], ['national_coordinator']);
const deputy = (stateCode: string) =>
  member('deputy', 'Deputy coordinator', stateCode, ['deputy_coordinator', 'author']);

/** The people of Practice North: every role of a proposal is there, and some hold two. */
export const northPeople: readonly PracticePerson[] = [
  coordinator('FI'),
  deputy('FI'),
  author('FI'),
  signatory('FI'),
  lead('CZ'),
  author('CZ'),
  member('lead', 'Member lead', 'DK', ['member_lead', 'signatory']),
  author('DK'),
  reviewer('DK'),
  lead('EE'),
  author('EE'),
  member('observer', 'Observer', 'EE', ['observer']),
  lead('NO'),
  reviewer('NO'),
  signatory('NO'),
  lead('PL'),
  author('PL'),
  reviewer('PL'),
];

/** The people of Practice South, the rival who must never see a word of the other. */
export const southPeople: readonly PracticePerson[] = [
  coordinator('ES'),
  deputy('ES'),
  author('ES'),
  signatory('ES'),
  lead('PT'),
  author('PT'),
  lead('RO'),
  reviewer('RO'),
  lead('TR'),
  member('observer', 'Observer', 'TR', ['observer']),
];

/** The people of the practice installation outside any proposal. */
export const installationPeople: readonly PracticePerson[] = [
  {
    email: 'admin@practice.example',
    displayName: 'Administrator',
    stateCode: null,
    roles: [],
    installationRoles: ['admin'],
    zone: 'Europe/Brussels',
  },
  {
    email: 'call.officer@practice.example',
    displayName: 'Call officer',
    stateCode: null,
    roles: [],
    installationRoles: ['call_officer'],
    zone: 'Europe/Luxembourg',
  },
];
