import type { AttemptView, AuditLine } from '@concordat/contracts';
import type { Say } from './text.js';

/** Every act that is written down about a proposal and has words of its own. */
const acts = [
  'comment.replied',
  'comment.reopened',
  'comment.resolved',
  'comment.started',
  'cut_off.move',
  'deadline.add',
  'deadline.cancel',
  'deadline.complete',
  'deadline.edit',
  'invitation.resend',
  'invitation.revoke',
  'invitation.send',
  'letter_of_interest.record',
  'member.add',
  'member.edit',
  'member.remove',
  'membership.change',
  'membership.end',
  'package.prepared',
  'proposal.edit',
  'proposal.found',
  'proposal.frozen',
  'proposal.reopened',
  'proposal.thawed',
  'reminder.nudge',
  'reminder.retry',
  'reminder.send_now',
  'review.asked_again',
  'review.cancelled',
  'review.closed_early',
  'review.requested',
  'section.approved',
  'section.assign',
  'section.lock',
  'section.reopen',
  'submission.submitted',
  'submission.withdrawn',
  'verdict.given',
] as const;

/** Every kind of thing that something was done to. */
const kinds = [
  'comment_thread',
  'cut_off',
  'deadline',
  'invitation',
  'member',
  'membership',
  'package',
  'person',
  'proposal',
  'reminder',
  'review_round',
  'section',
  'submission',
] as const;

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

/** What was done, in words; a newer server's act that this screen does not know is called another change. */
export const actDone = ({ action }: Pick<AuditLine, 'action'>, say: Say): string =>
  say(`done.${oneOf(acts, action) ?? 'other'}`);

/** What it was done to: its name where it has one, its kind otherwise. */
export function thingOf({ objectName, objectKind }: AuditLine, say: Say): string {
  if (objectName === null) return say(`thing.${oneOf(kinds, objectKind) ?? 'other'}`);
  if (objectKind === 'package') return say('thing.version', { number: objectName });
  if (objectKind === 'submission') return say('thing.receipt', { number: objectName });
  return objectName;
}

/** How a try to submit ended, in words. */
export const outcomeOf = ({ outcome }: Pick<AttemptView, 'outcome'>, say: Say): string =>
  say(`outcome.${oneOf(outcomes, outcome) ?? 'refused'}`);
