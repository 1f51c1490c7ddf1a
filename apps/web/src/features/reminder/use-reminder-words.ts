import type { ReminderView } from '@concordat/contracts';
import { useFormat } from '../../platform/format.js';
import { useWords } from '../../platform/i18n.js';
import { messages } from './messages.en.js';
import { useReminderText } from './reminder-text.js';

const minute = 60;
const hour = 3600;

/** The sentences of one row of the ledger. */
export function useReminderWords() {
  const say = useReminderText();
  const words = useWords();
  const format = useFormat();

  /** `14 min`, rounded down. */
  const duration = (seconds: number): string => {
    if (seconds < minute)
      return say('console.duration.seconds', { count: format.number(Math.round(seconds * 10) / 10) });
    if (seconds < 2 * hour) return say('console.duration.minutes', { count: Math.floor(seconds / minute) });
    if (seconds < 48 * hour) return say('console.duration.hours', { count: Math.floor(seconds / hour) });
    return say('console.duration.days', { count: Math.floor(seconds / hour / 24) });
  };

  const offsetText = (offset: string): string => {
    if (offset === '0') return say('offset.0');
    const count = Number(offset.slice(1, -1));
    return say(offset.endsWith('d') ? 'offset.days' : 'offset.hours', { count });
  };

  /** What it says: the subject once written, else what it is going to be about. */
  const subject = ({
    subject: written,
    proposal,
    kind,
    deadlineKind,
    sectionNumber,
    offset,
  }: ReminderView): string => {
    if (written !== null) return written;
    const about =
      deadlineKind !== null && sectionNumber === null
        ? words(`deadline_kind.${deadlineKind}`)
        : say(`kind.${kind}`);
    return say('subject.planned', {
      proposal: proposal?.acronym ?? 'none',
      what: sectionNumber === null ? about : `${sectionNumber}, ${about}`,
      offset: kind === 'deadline_approaching' ? offsetText(offset) : 'none',
    });
  };

  const reason = (code: string): string =>
    `reason.${code}` in messages ? say(`reason.${code}` as 'reason.reason_gone') : code;

  /** What happened to it, in short sentences. */
  const what = (row: ReminderView): string => {
    const {
      state,
      reason: why,
      lastError,
      attempts,
      nextAttemptAt,
      lateSeconds,
      redeliveries,
      folded,
      foldedInto,
      sentAt,
      dueAt,
    } = row;
    const parts: string[] = [];
    if (sentAt !== null) parts.push(say('what.due', { when: format.stamp(dueAt) }));
    if (why !== null) parts.push(reason(why));
    if (foldedInto !== null) parts.push(say('what.folded_into', { subject: foldedInto.subject ?? 'none' }));
    if (folded > 0) parts.push(say('what.folded', { count: folded }));
    if (lateSeconds !== null && lateSeconds > minute)
      parts.push(say('what.sent_late', { late: duration(lateSeconds) }));
    if (state === 'failed') {
      if (lastError !== null) parts.push(`${lastError.replace(/\.$/, '')}.`);
      parts.push(say('what.attempts', { count: attempts }));
      parts.push(
        nextAttemptAt === null ? say('what.waits') : say('what.next', { when: format.stamp(nextAttemptAt) }),
      );
    }
    if (redeliveries > 0) parts.push(say('what.redelivered', { count: redeliveries }));
    return parts.join(' ');
  };

  return { duration, subject, what };
}
