import type { AttemptView } from '@concordat/contracts';
import type { Say } from './text.js';

const outcomes = [
  'accepted',
  'repeated',
  'cut_off.passed',
  'submission.already_submitted',
  'submission.key_used',
  'submission.wrong_state',
  'proposal.wrong_state',
] as const;

const oneOf = <T extends string>(known: readonly T[], code: string): T | undefined =>
  known.find((each) => each === code);

/** How a try to submit ended, in words. */
export const outcomeOf = ({ outcome }: Pick<AttemptView, 'outcome'>, say: Say): string =>
  say(`outcome.${oneOf(outcomes, outcome) ?? 'refused'}`);
