import type { ConsortiumView, PersonBrief } from '@concordat/contracts';
import { proposalRoles, type ProposalRole } from '@concordat/domain';

/** Somebody who may be handed a section, and for which state. */
export interface Writer {
  readonly person: Pick<PersonBrief, 'id' | 'displayName'>;
  readonly stateCode: string;
}

/** Roles in which nobody writes: a section led by one of these would wait for ever. */
const readingRoles: readonly ProposalRole[] = ['reviewer', 'signatory', 'observer'];
const writingRoles = proposalRoles.filter((each) => !readingRoles.includes(each));

/** The people of a consortium who may write, each once, in the order of their states. */
export function writersOf({ members }: ConsortiumView): readonly Writer[] {
  const writers = members
    .filter(({ leftAt }) => leftAt === null)
    .flatMap(({ state, people }) =>
      people
        .filter(({ roles }) => roles.some((each) => writingRoles.includes(each)))
        .map(({ person }): Writer => ({ person, stateCode: state.code })),
    );
  return [...new Map(writers.map((writer) => [writer.person.id, writer])).values()];
}
