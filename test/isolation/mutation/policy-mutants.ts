import { randomUUID } from 'node:crypto';
import { schemaVersion } from '@concordat/document';
import { type Action, actions, type Rule, policy } from '@concordat/policy';
import type { Ask } from '../matrix/ask.js';
import { asks } from '../matrix/asks.js';
import { isRightful, type Tuple, tuplesOf } from '../matrix/tuples.js';
import type { Wire } from '../matrix/wire.js';
import { consortia } from '../world/cast.js';
import type { World } from '../world/world.js';

/** The table itself, as the running application asks it. */
const table = policy as Record<Action, Rule>;

export interface PolicyMutant {
  readonly action: Action;
  readonly kind: 'row open to all' | 'row closed to all';
}

export const policyMutants: readonly PolicyMutant[] = actions.flatMap((action): PolicyMutant[] => [
  { action, kind: 'row open to all' },
  { action, kind: 'row closed to all' },
]);

/** Changes one row for the length of some work. */
export async function withRow<T>({ action, kind }: PolicyMutant, work: () => Promise<T>): Promise<T> {
  const kept = table[action];
  table[action] = () => kind === 'row open to all';
  try {
    return await work();
  } finally {
    table[action] = kept;
  }
}

/** What an operation of the document needs. */
async function needs(world: World): Promise<Map<string, string>> {
  const answer = await fetch(`${world.server.url}/api/openapi.json`);
  const { paths } = (await answer.json()) as { paths: Record<string, Record<string, { 'x-needs': string }>> };
  return new Map(
    Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]): [string, string] => [
        `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`,
        operation['x-needs'],
      ]),
    ),
  );
}

/** Requests that show whether a row of the policy holds: by those who may, and by those who may not. */
export class PolicyProbes {
  private constructor(
    private readonly world: World,
    private readonly wire: Wire,
    private readonly tuples: ReadonlyMap<string, readonly Tuple[]>,
  ) {}

  static async of(world: World, wire: Wire): Promise<PolicyProbes> {
    const needed = await needs(world);
    const byAction = new Map<string, Tuple[]>();
    const cheap = asks.filter(({ callers, unprovable }) => callers === undefined && unprovable === undefined);
    for (const tuple of tuplesOf(world, cheap)) {
      const action = needed.get(tuple.ask.route);
      const one = consortia.find((consortium) => tuple.owners.every((owner) => owner === consortium));
      if (action === undefined || (one === undefined && tuple.owners.length > 0) || !isOfInterest(tuple))
        continue;
      byAction.set(action, [...(byAction.get(action) ?? []), tuple]);
    }
    return new PolicyProbes(world, wire, byAction);
  }

  /** What is not as it must be: a rightful person refused, or somebody let in who is not rightful by any ask. */
  async findings({ action, kind }: PolicyMutant): Promise<string[]> {
    const findings: string[] = [];
    for (const tuple of this.tuples.get(action) ?? []) {
      const mustPass = isRightful(tuple);
      if (mustPass !== (kind === 'row closed to all')) continue;
      const status = await this.ask(tuple);
      const passes = status >= 200 && status < 300;
      if (mustPass ? !passes : passes) findings.push(`${tuple.ask.route} as ${tuple.caller.name}: ${status}`);
      if (findings.length > 0) return findings;
    }
    if (action === 'section.edit') findings.push(...(await this.opensText(kind, ['alfa.author', 'edit'])));
    if (action === 'section.suggest')
      findings.push(...(await this.opensText(kind, ['alfa.reviewer', 'suggest'])));
    if (action === 'version.restore') findings.push(...(await this.restoring(kind)));
    return findings;
  }

  /** Nothing is served by the right to change a text alone: a ticket says how far it opens one. */
  private async opensText(
    kind: PolicyMutant['kind'],
    rightful: readonly [name: string, mode: string],
  ): Promise<string[]> {
    const [name, mode] = kind === 'row open to all' ? ['alfa.observer', 'read'] : rightful;
    const body = await this.post(name, `/api/sections/${this.world.id('alfa', 'section')}/tickets`, {
      deviceId: randomUUID(),
      schemaVersion,
    });
    return body.includes(`"mode":"${mode}"`) ? [] : [`${name} gets a ticket that is not to ${mode}`];
  }

  /** The text of the world reads as in its version already: whoever may bring it back is told that. */
  private async restoring(kind: PolicyMutant['kind']): Promise<string[]> {
    const [name, code] =
      kind === 'row open to all' ? ['alfa.observer', 'forbidden'] : ['alfa.author', 'version.same_text'];
    const place = `${this.world.id('alfa', 'section')}/versions/${this.world.id('alfa', 'version')}`;
    const body = await this.post(name, `/api/sections/${place}/restoration`, {});
    return body.includes(`"code":"${code}"`) ? [] : [`${name} is not answered ${code}: ${body}`];
  }

  private async post(name: string, path: string, body: unknown): Promise<string> {
    const { cookie } = this.world.caller(name);
    return (await this.wire.send({ method: 'POST', path, cookie, body })).body.toString();
  }

  private async ask({ ask, ids, caller }: Tuple): Promise<number> {
    const [method = '', route = ''] = ask.route.split(' ');
    const search = new URLSearchParams(ask.query?.(ids)).toString();
    const path = route.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(ids[name] ?? ''));
    const body = ask.body?.(ids, this.world);
    return (
      await this.wire.send({ method, path: path + (search && `?${search}`), cookie: caller.cookie, body })
    ).status;
  }
}

/** Those who must pass, and those of the same proposal, the rivals and the installation who have no business there. */
function isOfInterest(tuple: Tuple): boolean {
  if (isRightful(tuple)) return true;
  const { ask, caller, owners } = tuple;
  if (owners.some((owner) => owner !== 'alfa')) return false;
  const isElsewhereRightful = asks.some(
    (other) => other.route === ask.route && isRightful({ ...tuple, ask: other }),
  );
  return !isElsewhereRightful && hasNoBusiness(ask, caller.name);
}

const may: readonly (readonly [RegExp, RegExp])[] = [
  [
    /comments|messages|resolution|comment-/,
    /coordinator|deputy|member_lead|author|reviewer|signatory|shared|neighbour/,
  ],
  [/verdicts/, /coordinator|member_lead|reviewer|neighbour/],
];

/** The least of the roles, a rival, an administrator, a call officer, an outsider: whoever of them no ask calls rightful. */
function hasNoBusiness({ route, rightful, answersAll, ids }: Ask, name: string): boolean {
  if (answersAll !== undefined || rightful === `@${name}` || rightful === '@outsider') return false;
  const isOnesOwn =
    Object.keys(ids).length === 0 && !rightful.startsWith('@') && !/founding|proposals/.test(route);
  if (isOnesOwn || may.some(([path, roles]) => path.test(route) && roles.test(name))) return false;
  if (/^(POST|GET) \/api\/(proposals|founding)$/.test(route))
    return /^(admin|officer|outsider|alfa\.observer)$/.test(name);
  if (rightful === 'observer') return /^(admin|officer|outsider|bravo\.coordinator)$/.test(name);
  return /^(alfa\.observer|alfa\.signatory|admin|officer|outsider|bravo\.coordinator)$/.test(name);
}
