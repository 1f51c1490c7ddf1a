import { alarmText } from '@concordat/contracts';
import type { VerdictKind } from '@concordat/domain';
import type {
  FactsOf,
  MailContent,
  MailFacts,
  MailMoment,
  MailReader,
  MissedReminders,
  SecondFactorKind,
} from './mail.types.js';
import { deadlineName, momentFor, officialMoment, sectionName, subjectOf } from './phrases.js';

type Writer<K extends MailFacts['kind']> = (facts: FactsOf<K>, reader: MailReader) => MailContent;
type ReviewFacts = Extract<MailFacts, { readonly kind: 'review_requested' | 'review_asked_again' }>;
type StandingFacts = Extract<
  MailFacts,
  { readonly kind: 'proposal_frozen' | 'proposal_thawed' | 'membership_ended' }
>;

const workFooter = 'Mails about a proposal end when your part in it ends.';
const fixedFooter = 'This mail cannot be switched off: it concerns your account or what was handed in.';

/** How many deadlines one mail lists. */
const mostListed = 20;

const dueFact = (due: MailMoment | null, reader: MailReader) =>
  due === null ? [] : [{ label: 'Due', value: momentFor(due, reader) }];
const whenDue = (due: MailMoment | null): string => (due === null ? '' : `, due ${officialMoment(due)}`);
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** What did not come when it was due, in one sentence. */
const missedLine = (missed: MissedReminders | null, reader: MailReader): readonly string[] => {
  if (missed === null) return [];
  const since = momentFor(missed.since, reader);
  return [
    missed.count === 1
      ? `This reminder was due ${since} and could not be sent then.`
      : `${missed.count} reminders could not be sent when they were due, the first ${since}. This mail stands for all of them.`,
  ];
};

const severalDeadlines = (facts: FactsOf<'deadlines_approaching'>, reader: MailReader): MailContent => {
  const { proposal, deadlines, missed, link } = facts;
  const next = deadlines.find(({ passed }) => !passed);
  const [first] = deadlines;
  const when = next
    ? `, the next ${officialMoment(next.due)}`
    : first
      ? `, due since ${officialMoment(first.due)}`
      : '';
  const listed = deadlines.slice(0, mostListed);
  const more = deadlines.length - listed.length;
  return {
    subject: subjectOf(proposal, `${deadlines.length} deadlines wait for you${when}`),
    why: 'You get this because these deadlines wait for you.',
    heading: `${deadlines.length} deadlines wait for you`,
    lines: [
      ...missedLine(missed, reader),
      'None of them is done yet. Once one is, no further reminder of it is sent.',
    ],
    facts: [
      { label: 'Proposal', value: proposal.acronym },
      ...listed.map(({ deadlineKind, title, section, due, passed }) => ({
        label: capital(deadlineName(deadlineKind, title, section)),
        value: `${passed ? 'Was due' : 'Due'} ${momentFor(due, reader)}`,
      })),
      ...(more > 0 ? [{ label: 'Besides', value: `${more} more, listed with the deadlines` }] : []),
    ],
    button: { label: 'Open the deadlines', href: link },
    footer: workFooter,
  };
};

const verdictWords: Record<VerdictKind, { readonly subject: string; readonly line: string }> = {
  approve: { subject: 'approved', line: 'approved the section.' },
  request_changes: {
    subject: 'asks for changes',
    line: 'asks for changes. The reason stands beside the section.',
  },
  abstain: { subject: 'abstained', line: 'abstained. The reason stands beside the section.' },
};

const review = (facts: ReviewFacts, reader: MailReader): MailContent => {
  const again = facts.kind === 'review_asked_again';
  const name = sectionName(facts.section);
  return {
    subject: subjectOf(
      facts.proposal,
      `${again ? 'read again' : 'review'} ${name}, by ${officialMoment(facts.due)}`,
    ),
    why: 'You get this because your state is asked for a verdict and you may give it.',
    heading: again ? `${capital(name)} was answered and waits for you again` : `Review ${name}`,
    lines: [
      again
        ? 'The changes you asked for were answered. Read the section and give the verdict of your state.'
        : 'Read the section, comment where it helps, and give the verdict of your state: approve, request changes or abstain.',
    ],
    facts: [
      { label: 'Proposal', value: facts.proposal.acronym },
      { label: 'Verdict by', value: momentFor(facts.due, reader) },
    ],
    button: { label: `Read ${facts.section.number}`, href: facts.link },
    footer: workFooter,
  };
};

const standing = (facts: StandingFacts): MailContent => {
  const isFrozen = facts.kind === 'proposal_frozen';
  const ended = facts.kind === 'membership_ended';
  if (ended)
    return {
      subject: subjectOf(facts.proposal, 'your part in the proposal has ended'),
      why: 'You get this because you took part in the proposal.',
      heading: `Your part in ${facts.proposal.acronym} has ended`,
      lines: ['You no longer see the proposal. What you wrote stays in it, with your name in its history.'],
      facts: [{ label: 'Proposal', value: facts.proposal.acronym }],
      button: { label: 'Open your portfolio', href: facts.link },
      footer: fixedFooter,
    };
  return {
    subject: subjectOf(facts.proposal, isFrozen ? 'the text is frozen' : 'the text is open again'),
    why: 'You get this because you take part in the proposal.',
    heading: isFrozen ? 'The text is frozen' : 'The text is open again',
    lines: [
      isFrozen
        ? 'Nobody can change the text until the coordinator opens it again. Reading and commenting go on.'
        : 'The coordinator opened the text again; the sections you write can be edited.',
    ],
    facts: [{ label: 'Proposal', value: facts.proposal.acronym }],
    button: { label: 'Open the proposal', href: facts.link },
    footer: workFooter,
  };
};

const writers: { readonly [K in MailFacts['kind']]: Writer<K> } = {
  deadline_approaching: (facts, reader) => {
    const name = deadlineName(facts.deadlineKind, facts.title, facts.section);
    return {
      subject: subjectOf(facts.proposal, `${name}, due ${officialMoment(facts.due)}`),
      why: 'You get this because this deadline waits for you.',
      heading: capital(name),
      lines: [
        ...missedLine(facts.missed, reader),
        'It is not done yet. Once it is, no further reminder of it is sent.',
      ],
      facts: [{ label: 'Proposal', value: facts.proposal.acronym }, ...dueFact(facts.due, reader)],
      button: {
        label: facts.section === null ? 'Open the deadlines' : `Open ${facts.section.number}`,
        href: facts.link,
      },
      footer: workFooter,
    };
  },
  deadlines_approaching: severalDeadlines,
  section_assigned: (facts, reader) => ({
    subject: subjectOf(facts.proposal, `you lead ${sectionName(facts.section)}${whenDue(facts.due)}`),
    why: 'You get this because the coordinator made you lead of a section.',
    heading: `You lead ${sectionName(facts.section)}`,
    lines: ['You write it, or see to it that it is written, and ask for its review when it is ready.'],
    facts: [{ label: 'Proposal', value: facts.proposal.acronym }, ...dueFact(facts.due, reader)],
    button: { label: `Open ${facts.section.number}`, href: facts.link },
    footer: workFooter,
  }),
  review_requested: (facts, reader) => review(facts, reader),
  review_asked_again: (facts, reader) => review(facts, reader),
  verdict_given: (facts) => ({
    subject: subjectOf(
      facts.proposal,
      `${facts.stateName} ${verdictWords[facts.verdict].subject}, ${sectionName(facts.section)}`,
    ),
    why: 'You get this because you lead the section or coordinate the proposal.',
    heading: `${facts.stateName} has answered on ${sectionName(facts.section)}`,
    lines: [`${facts.stateName} ${verdictWords[facts.verdict].line}`],
    facts: [{ label: 'Proposal', value: facts.proposal.acronym }],
    button: { label: `Open ${facts.section.number}`, href: facts.link },
    footer: workFooter,
  }),
  section_approved: (facts) => ({
    subject: subjectOf(facts.proposal, `${sectionName(facts.section)} is approved`),
    why: 'You get this because you lead the section or coordinate the proposal.',
    heading: `${capital(sectionName(facts.section))} is approved`,
    lines: ['Its text is closed to edits. The coordinator can open it again with a reason.'],
    facts: [{ label: 'Proposal', value: facts.proposal.acronym }],
    button: { label: `Open ${facts.section.number}`, href: facts.link },
    footer: workFooter,
  }),
  nudge: (facts, reader) => ({
    subject: subjectOf(facts.proposal, `${sectionName(facts.section)} waits for you${whenDue(facts.due)}`),
    why: 'You get this because the coordinator reminds you: you are the one who acts next.',
    heading: `${capital(sectionName(facts.section))} waits for you`,
    lines: ['Open it to see what is missing.'],
    facts: [{ label: 'Proposal', value: facts.proposal.acronym }, ...dueFact(facts.due, reader)],
    button: { label: `Open ${facts.section.number}`, href: facts.link },
    footer: workFooter,
  }),
  cut_off_moved: (facts, reader) => ({
    subject: subjectOf(facts.proposal, `the cut-off is now ${officialMoment(facts.to)}`),
    why: 'You get this because you take part in a proposal for this cut-off.',
    heading: 'The cut-off has moved',
    lines: [
      'What was planned back from the cut-off moved with it. Deadlines with a date of their own stayed.',
    ],
    facts: [
      { label: 'Proposal', value: facts.proposal.acronym },
      { label: 'New cut-off', value: momentFor(facts.to, reader) },
      { label: 'Until now', value: momentFor(facts.from, reader) },
    ],
    button: { label: 'See your deadlines', href: facts.link },
    footer: workFooter,
  }),
  // No section and no number: whoever delivers the mail learns nothing of what a state discusses among itself.
  comments_waiting: (facts) => ({
    subject: subjectOf(facts.proposal, 'comments wait for you'),
    why: 'You get this because somebody mentioned you, assigned a comment to you, or replied where you commented.',
    heading: 'Comments wait for you',
    lines: [
      'What happens until you look is told in this one mail. Comments that you have seen in the proposal are not mailed.',
    ],
    facts: [{ label: 'Proposal', value: facts.proposal.acronym }],
    button: { label: 'Read the comments', href: facts.link },
    footer: workFooter,
  }),
  proposal_frozen: (facts) => standing(facts),
  proposal_thawed: (facts) => standing(facts),
  membership_ended: (facts) => standing(facts),
  submission_receipt: (facts, reader) => ({
    subject: subjectOf(
      facts.proposal,
      `submission ${facts.number} received, ${officialMoment(facts.decided)}`,
    ),
    why: 'You get this because you take part in the proposal that was submitted.',
    heading: `Submission ${facts.number} was received`,
    lines: ['The receipt with the fingerprint of every file can be downloaded and checked at any time.'],
    facts: [
      { label: 'Proposal', value: facts.proposal.acronym },
      { label: 'Received', value: momentFor(facts.decided, reader) },
      { label: 'In UTC', value: facts.decided.at.toISOString() },
    ],
    button: { label: 'Open the receipt', href: facts.link },
    footer: fixedFooter,
  }),
  invitation: (facts, reader) => ({
    subject: subjectOf(
      facts.proposal,
      `you are invited, answer by ${officialMoment(facts.expires)}`.replace(
        /^you/,
        facts.proposal === null ? 'You' : 'you',
      ),
    ),
    why: 'You get this because somebody invited this address.',
    heading: facts.proposal === null ? 'You are invited' : `You are invited to ${facts.proposal.acronym}`,
    lines: [
      'The link is meant for you alone and works once. If you expected no invitation, leave it unanswered and nothing happens.',
    ],
    facts: [
      ...(facts.proposal === null ? [] : [{ label: 'Proposal', value: facts.proposal.acronym }]),
      { label: 'Answer by', value: momentFor(facts.expires, reader) },
    ],
    button: { label: 'Open the invitation', href: facts.link },
    footer: 'Invitations are sent by people who take part; this is not a list you are on.',
  }),
  password_link: (facts, reader) => ({
    subject: `Set a new password, by ${officialMoment(facts.expires)}`,
    why: 'You get this because a new password was asked for at this address.',
    heading: 'Set a new password',
    lines: [
      'The link works once and for an hour. Setting the password signs you out everywhere.',
      'If you did not ask for it, leave it: nothing happens, and your password stays.',
    ],
    facts: [{ label: 'Works until', value: momentFor(facts.expires, reader) }],
    button: { label: 'Set a new password', href: facts.link },
    footer: fixedFooter,
  }),
  address_link: (facts, reader) => ({
    subject: `Confirm this address, by ${officialMoment(facts.expires)}`,
    why: 'You get this because somebody wants to use this address for their account.',
    heading: 'Confirm this address',
    lines: [
      'The link works once and for an hour. From then on you sign in with this address and get your mail here.',
      'If you did not ask for it, leave it: nothing happens.',
    ],
    facts: [{ label: 'Works until', value: momentFor(facts.expires, reader) }],
    button: { label: 'Confirm the address', href: facts.link },
    footer: fixedFooter,
  }),
  address_change_asked: (facts, reader) => ({
    subject: `A new address was asked for, ${officialMoment(facts.happened)}`,
    why: 'You get this because somebody who knows your password asked to change the address of your account.',
    heading: 'A new address was asked for',
    lines: [
      'It counts once a link that was sent there is opened. Until then nothing changes.',
      'If it was not you, change your password now: that makes the link useless.',
    ],
    facts: [{ label: 'Asked', value: momentFor(facts.happened, reader) }],
    button: { label: 'Open your profile', href: facts.link },
    footer: fixedFooter,
  }),
  address_changed: (facts, reader) => ({
    subject: `The address of your account was changed, ${officialMoment(facts.happened)}`,
    why: 'You get this because this was the address of an account until now.',
    heading: 'The address of your account was changed',
    lines: [
      'This address gets no more mail from Concordat. If it was not you, tell your administrator at once.',
    ],
    facts: [{ label: 'Changed', value: momentFor(facts.happened, reader) }],
    button: { label: 'Open Concordat', href: facts.link },
    footer: fixedFooter,
  }),
  alarm_raised: ({ alarm, raised, link }, reader) => {
    const { title, text } = alarmText(alarm.kind, alarm.facts, alarm.subject);
    return {
      subject: `${title}, ${officialMoment(raised)}`,
      why: 'You get this because you are an administrator and something is wrong with the installation.',
      heading: title,
      lines: [text],
      facts: [{ label: 'Noticed', value: momentFor(raised, reader) }],
      button: { label: 'See how it stands', href: link },
      footer:
        'This mail cannot be switched off: it concerns everybody who works here. It comes once for each alarm.',
    };
  },
  password_changed: (facts, reader) => ({
    subject: `Your password was changed, ${officialMoment(facts.changed)}`,
    why: 'You get this because the password of your account was changed.',
    heading: 'Your password was changed',
    lines: ['Everywhere else you were signed out. If it was not you, tell your administrator at once.'],
    facts: [{ label: 'Changed', value: momentFor(facts.changed, reader) }],
    button: { label: 'Open Concordat', href: facts.link },
    footer: fixedFooter,
  }),
  second_factor_added: (facts, reader) =>
    secondFactor(facts, reader, 'A second factor was added', [
      'From now on signing in asks for it. If it was not you, tell your administrator at once.',
    ]),
  second_factor_removed: (facts, reader) =>
    secondFactor(facts, reader, 'A second factor was removed', [
      'If it was not you, change your password and tell your administrator at once.',
    ]),
  second_factor_reset: (facts, reader) =>
    secondFactor(facts, reader, 'Your second factors were reset', [
      'An administrator removed your passkeys, your authenticator app and your recovery codes. Where your role needs a second factor, the next sign-in leads you to a new one.',
      'If you did not ask for it, tell your administrator at once.',
    ]),
  recovery_code_used: (facts, reader) =>
    secondFactor(facts, reader, 'A recovery code was used', [
      'It works no more. Your profile says how many are left and makes new ones.',
      'If it was not you, change your password and make new codes at once: somebody has your list.',
    ]),
  passkey_copied: (facts, reader) =>
    secondFactor(facts, reader, 'One of your passkeys was refused', [
      'Two devices seem to hold the same passkey, so it opens nothing any more. Everything else still works.',
      'Remove it in your profile and add a new one. If you do not know why, tell your administrator.',
    ]),
};

/** What happened to the proofs of an account: always told, because only its person can say that it was not them. */
function secondFactor(
  facts: FactsOf<SecondFactorKind>,
  reader: MailReader,
  heading: string,
  lines: readonly string[],
): MailContent {
  return {
    subject: `${heading}, ${officialMoment(facts.happened)}`,
    why: 'You get this because it concerns how you sign in.',
    heading,
    lines,
    facts: [{ label: 'When', value: momentFor(facts.happened, reader) }],
    button: { label: 'Open your profile', href: facts.link },
    footer: fixedFooter,
  };
}

/** Finds the words of a mail for its reader. Pure; the same facts give the same words. */
export function contentOf(facts: MailFacts, reader: MailReader): MailContent {
  const write = writers[facts.kind] as (given: MailFacts, by: MailReader) => MailContent;
  return write(facts, reader);
}
