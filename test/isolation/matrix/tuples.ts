import { randomBytes, randomUUID } from 'node:crypto';
import { type Caller, isAdmin, isOfficer, isOfState, statesOf, takesPart } from '../world/cast.js';
import type { World } from '../world/world.js';
import type { Ask, Ids, Owner } from './ask.js';

/** One request to make: who asks what, with whose id at each position. */
export interface Tuple {
  readonly key: string;
  readonly ask: Ask;
  readonly caller: Caller;
  readonly owners: readonly Owner[];
  readonly ids: Ids;
  /** The tuple that asks for what does not exist where this one asks for what the caller may not know. */
  readonly counterpart: string | null;
}

const owners: readonly Owner[] = ['alfa', 'bravo', 'sierra', 'delta', 'missing', 'malformed'];
/** With three positions and more the two that have no rivals of their own stay away. */
const ownersOfMany: readonly Owner[] = ['alfa', 'bravo', 'missing', 'malformed'];
const malformed = ['42', 'null', "1' or '1'='1", '..%2fadmin', '00000000-0000-0000-0000-00000000000g'];
const missing = {
  id: randomUUID(),
  token: randomBytes(32).toString('base64url'),
  email: 'nobody-at-all@example.org',
};

/** What everybody who is signed in may know of. */
const common = new Set(['call', 'cutOff']);
/** What opens by itself, whoever holds it. */
const keys = new Set(['token', 'passwordLink', 'addressLink', 'samplePerson', 'account']);
/** What an administrator knows of, whose it may be. */
const administered =
  /^(proposal|frozenProposal|submittedProposal|person|coordinatorPerson|disabledPerson|carefulPerson|reminder|failedReminder|personInvitation|session|deadline)$/;

/** Whether the caller may know that this thing exists. */
export function mayKnow({ name, person }: Caller, kind: string, owner: Owner): boolean {
  if (owner === 'missing' || owner === 'malformed') return false;
  if (keys.has(kind)) return true;
  if (person === null) return false;
  if (common.has(kind)) return true;
  if (kind === 'mail' || kind === 'session' || kind === 'passkey') return name === `${owner}.coordinator`;
  if (kind === 'ticket' || kind === 'opening' || kind === 'spareOpening') return name === `${owner}.author`;
  if (kind === 'appOffer') return name === 'outsider';
  if (isAdmin(person) && administered.test(kind)) return true;
  if (
    isOfficer(person) &&
    owner === 'delta' &&
    /^(proposal|member|package|packageFile|submission)$/.test(kind)
  )
    return true;
  if (/^(personInvitation|disabledPerson|carefulPerson)$/.test(kind)) return false;
  if (kind === 'email') return false;
  if (kind === 'internalThread' || kind === 'internalComment')
    return isOfState(person, owner, statesOf[owner].at(-1));
  return takesPart(person, owner);
}

/** Every distinct tuple of the asks, every caller with every owner at every position. */
export function tuplesOf(world: World, asks: readonly Ask[]): Tuple[] {
  const tuples = new Map<string, Tuple>();
  asks.forEach((ask, index) => {
    const positions = Object.entries(ask.ids);
    const vectors = product(positions.map(([, kind]) => choices(world, kind, positions.length)));
    for (const caller of callersOf(world, ask))
      for (const vector of vectors) {
        const key = keyOf(index, caller, vector);
        const known = vector.map((owner, at) => mayKnow(caller, positions[at]?.[1] ?? '', owner));
        const foreign = vector.map((owner, at) => owner !== 'missing' && owner !== 'malformed' && !known[at]);
        const counterpart = foreign.some(Boolean)
          ? keyOf(
              index,
              caller,
              vector.map((owner, at) => (foreign[at] ? 'missing' : owner)),
            )
          : null;
        const ids = Object.fromEntries(
          positions.map(([name, kind], at) => [
            name,
            valueOf(world, kind, vector[at] ?? 'missing', index + at),
          ]),
        );
        tuples.set(key, { key, ask, caller, owners: vector, ids, counterpart });
      }
  });
  return [...tuples.values()];
}

/** What a caller holds in their hands besides their account. */
export const bearerOf = (world: World, { ask, owners }: Tuple): string[] =>
  Object.values(ask.ids).flatMap((kind, at) => {
    const owner = owners[at];
    if (owner === undefined || owner === 'missing' || owner === 'malformed') return [];
    if (kind === 'token') return [world.id(owner, 'proposal')];
    return kind === 'passwordLink' || kind === 'addressLink' ? [world.person(`${owner}.author`).id] : [];
  });

/** The tuples in which a rightful person asks for what is theirs; in each rival, or once where it belongs to none. */
export function isRightful({ ask, caller, owners }: Tuple): boolean {
  if (ask.unprovable !== undefined) return false;
  if (ask.rightful.startsWith('@'))
    return caller.name === ask.rightful.slice(1) && owners.every((owner) => owner === (ask.of ?? 'alfa'));
  const [consortium, part] = caller.name.split('.');
  if (consortium !== 'alfa' && consortium !== 'bravo') return false;
  return part === ask.rightful && owners.every((owner) => owner === consortium);
}

const callersOf = (world: World, { callers }: Ask): Caller[] =>
  [...world.callers.values()].filter(({ name }) => callers === undefined || callers.includes(name));

const keyOf = (index: number, { name }: Caller, vector: readonly Owner[]): string =>
  `${index} ${name} ${vector.join(',')}`;

function choices(world: World, kind: string, positions: number): Owner[] {
  const seen = new Set<string>();
  return (positions > 2 ? ownersOfMany : owners).filter((owner) => {
    if (owner === 'missing' || owner === 'malformed') return true;
    const id = world.ids[owner][kind];
    if (id === undefined || seen.has(id)) return false;
    seen.add(id);
    return true;
  });
}

function valueOf(world: World, kind: string, owner: Owner, salt: number): string {
  if (owner === 'malformed') return malformed[salt % malformed.length] ?? '';
  if (owner !== 'missing') return world.id(owner, kind);
  if (['token', 'ticket', 'appOffer', 'passwordLink', 'addressLink'].includes(kind)) return missing.token;
  return kind === 'email' || kind === 'account' ? missing.email : missing.id;
}

const product = (lists: readonly (readonly Owner[])[]): Owner[][] =>
  lists.reduce<Owner[][]>(
    (all, list) => all.flatMap((vector) => list.map((owner) => [...vector, owner])),
    [[]],
  );
