import { type DeadlineKind, momentForReader, momentText } from '@concordat/domain';
import type { MailMoment, MailProposal, MailReader, MailSection } from './mail.types.js';

/** A moment in official time and, where it differs, in the reader's: `Tue 26 Jan 2027, 17:00 Brussels (18:00 your time)`. */
export const momentFor = ({ at, zone }: MailMoment, reader: MailReader): string =>
  momentText(momentForReader(at, zone, reader.zone));

/** A moment in official time alone, for subjects. */
export const officialMoment = ({ at, zone }: MailMoment): string =>
  momentText(momentForReader(at, zone, zone));

/** `C4 Impact`, or `section C4` where the title is people's own. */
export const sectionName = ({ number, title }: MailSection): string =>
  title === null ? `section ${number}` : `${number} ${title}`;

const stepNames: Partial<Record<DeadlineKind, string>> = {
  full_draft: 'full draft',
  states_review: 'states’ review',
  sign_off: 'sign-off by every state',
  freeze: 'freeze of the text',
  submit: 'complete version submitted',
  cut_off: 'cut-off',
};

/** What a deadline asks for, as it stands in a subject. */
export function deadlineName(kind: DeadlineKind, title: string | null, section: MailSection | null): string {
  if (kind === 'review_round' && section) return `verdict on ${sectionName(section)}`;
  if (section) return sectionName(section);
  return stepNames[kind] ?? title ?? 'deadline';
}

const longestSubject = 180;

/**
 * A subject on one line of at most 180 characters: practice mark, proposal, what and when. Control characters cannot
 * end the line and begin a header.
 */
export function subjectOf(proposal: MailProposal | null, what: string): string {
  const place = proposal === null ? '' : `${proposal.isPractice ? '[Practice] ' : ''}${proposal.acronym}: `;
  const line = `${place}${what}`.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  return line.length <= longestSubject ? line : `${line.slice(0, longestSubject - 1)}…`;
}
