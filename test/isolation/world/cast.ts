import type { InstallationRole, ProposalRole } from '@concordat/domain';

/** Two rivals; a third that shares a state and a person with the first; and one that was received by the authority. */
export const consortia = ['alfa', 'bravo', 'sierra', 'delta'] as const;
export type Consortium = (typeof consortia)[number];

/** Where somebody stands in a consortium: in each of its proposals alike. */
export interface Place {
  readonly consortium: Consortium;
  readonly state: string;
  readonly roles: readonly ProposalRole[];
  /** The membership is over. */
  readonly ended?: true;
}

/** Somebody with an account. */
export interface Person {
  /** `alfa.author`: how figures and failures name them. */
  readonly name: string;
  readonly id: string;
  readonly email: string;
  readonly installationRoles: readonly InstallationRole[];
  readonly places: readonly Place[];
  readonly isSample: boolean;
}

/** A browser that asks: a person's, or one where nobody is signed in although it may carry a cookie. */
export interface Caller {
  readonly name: string;
  readonly person: Person | null;
  readonly cookie: string | null;
  /** Half signed in: the browser of this person, who has yet to take the second step. */
  readonly half?: Person;
}

export type Role = Omit<Person, 'id' | 'email'>;

/** The states of each consortium; the first coordinates. Poland takes part in two. */
export const statesOf: Record<Consortium, readonly [string, ...string[]]> = {
  alfa: ['FI', 'PL', 'NO'],
  bravo: ['SE', 'DE', 'ES'],
  sierra: ['CZ', 'PL'],
  delta: ['LU'],
};

/** Roles as they stand in each rival, by name. */
const parts: readonly { name: string; state: 0 | 1 | 2; roles: readonly ProposalRole[]; ended?: true }[] = [
  { name: 'coordinator', state: 0, roles: ['coordinator'] },
  { name: 'deputy', state: 0, roles: ['deputy_coordinator'] },
  { name: 'member_lead', state: 1, roles: ['member_lead'] },
  { name: 'author', state: 1, roles: ['author'] },
  { name: 'reviewer', state: 1, roles: ['reviewer'] },
  { name: 'signatory', state: 1, roles: ['signatory'] },
  { name: 'observer', state: 2, roles: ['observer'] },
  { name: 'neighbour', state: 2, roles: ['reviewer', 'author'] },
  { name: 'ended', state: 1, roles: ['reviewer'], ended: true },
];

const role = (
  name: string,
  places: readonly Place[],
  installationRoles: readonly InstallationRole[] = [],
  isSample = false,
): Role => ({ name, places, installationRoles, isSample });

const rival = (consortium: Consortium): Role[] =>
  parts.map(({ name, state, roles, ended }) =>
    role(
      `${consortium}.${name}`,
      [{ consortium, state: statesOf[consortium][state] ?? '', roles, ...(ended && { ended }) }],
      name === 'coordinator' ? ['national_coordinator'] : [],
    ),
  );

/** Everybody with an account. */
export const cast: readonly Role[] = [
  ...rival('alfa'),
  ...rival('bravo'),
  role(
    'sierra.coordinator',
    [{ consortium: 'sierra', state: 'CZ', roles: ['coordinator'] }],
    ['national_coordinator'],
  ),
  role('shared', [
    { consortium: 'alfa', state: 'PL', roles: ['author'] },
    { consortium: 'sierra', state: 'PL', roles: ['member_lead'] },
  ]),
  role(
    'delta.coordinator',
    [{ consortium: 'delta', state: 'LU', roles: ['coordinator'] }],
    ['national_coordinator'],
  ),
  role('admin', [], ['admin']),
  role('officer', [], ['call_officer']),
  role('founder', [], ['national_coordinator']),
  role('outsider', []),
  role('sampler', [], [], true),
  role('careful', []),
  role('disabled', [{ consortium: 'alfa', state: 'PL', roles: ['author'] }]),
];

/** Whether the person takes part in the consortium now. */
export const takesPart = (person: Person | null, consortium: Consortium): boolean =>
  person?.places.some((place) => place.consortium === consortium && !place.ended) ?? false;

/** Whether the person speaks for the state in the consortium now. */
export const isOfState = (
  person: Person | null,
  consortium: Consortium,
  state: string | undefined,
): boolean =>
  person?.places.some((place) => place.consortium === consortium && place.state === state && !place.ended) ??
  false;

export const isAdmin = (person: Person | null): boolean =>
  person?.installationRoles.includes('admin') ?? false;

export const isOfficer = (person: Person | null): boolean =>
  person?.installationRoles.includes('call_officer') ?? false;

/** Whether the two are colleagues somewhere now, as names in a history outlive a membership. */
export const knows = (reader: Person | null, other: Person): boolean =>
  reader !== null &&
  (reader.id === other.id || other.places.some(({ consortium }) => takesPart(reader, consortium)));
