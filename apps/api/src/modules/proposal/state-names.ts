import type { StateBrief } from '@concordat/contracts';
import type { StateRecord } from '@concordat/domain';
import { participatingStates } from '@concordat/templates';

const byCode = new Map(participatingStates.map((state) => [state.code, state]));

/** A state as the wire carries it. A code the table does not know stands for itself. */
export function stateBrief(code: string): StateBrief {
  const state = byCode.get(code);
  return { code, name: state?.name ?? code, euMember: state?.euMember ?? false };
}

export const briefOf = ({ code, name, euMember }: StateRecord): StateBrief => ({ code, name, euMember });

/** The states in the order of their names. */
export const byName = (one: StateBrief, other: StateBrief): number =>
  one.name.localeCompare(other.name, 'en');
