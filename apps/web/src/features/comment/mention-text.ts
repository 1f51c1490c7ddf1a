import type { CommentPeople, PersonBrief } from '@concordat/contracts';
import { mentionOf, withNames } from '@concordat/domain';

/** Names as they are typed behind an @, by person: two of the same name are told apart by their state, then by number. */
export function mentionLabels(people: readonly PersonBrief[]): ReadonlyMap<string, string> {
  const labels = new Map<string, string>();
  const taken = new Set<string>();
  for (const { id, displayName, stateCode } of people) {
    const isShared = people.some((other) => other.id !== id && other.displayName === displayName);
    const name = isShared && stateCode !== null ? `${displayName} (${stateCode})` : displayName;
    let label = name;
    for (let n = 2; taken.has(label); n += 1) label = `${name} ${n}`;
    taken.add(label);
    labels.set(id, label);
  }
  return labels;
}

/** What was typed, as it is sent: every name behind an @ becomes the person; the longest name wins. */
export function toBody(text: string, labels: ReadonlyMap<string, string>): string {
  const longestFirst = [...labels].sort(([, one], [, other]) => other.length - one.length);
  return longestFirst.reduce((body, [id, label]) => body.replaceAll(`@${label}`, mentionOf(id)), text);
}

/** What was sent, as it is typed again: people become their names. */
export const toText = (body: string, labels: ReadonlyMap<string, string>): string =>
  withNames(body, (id) => labels.get(id));

/** Who can be named here: whoever reads the thread. */
export const readersAmong = (
  { people }: CommentPeople,
  internalTo: string | null,
): readonly CommentPeople['people'][number][] =>
  internalTo === null ? people : people.filter(({ stateCode }) => stateCode === internalTo);
