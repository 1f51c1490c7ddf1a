import { type Instant, atWallTime, nextWorkingDayAtOrAfter, plusWallDays } from '@concordat/domain';
import { aiFactoriesTemplate } from '../call-templates/ai-factories.js';
import type { CallTemplate } from '../call-templates/call-template.js';
import { northSectionsAToC } from './north-sections-a-c.js';
import { northSectionsDToF } from './north-sections-d-f.js';
import { installationPeople, northPeople, southPeople } from './people.js';
import type { PracticePerson, PracticeProposal } from './practice-types.js';
import { southSections } from './south-sections.js';

const sectionNumbers = 'A1 A2 B1 B3 C1 C3 C4 D1 D2 D4 D5 D6 E1 F3'.split(' ');

/**
 * The template of the practice call: 14 sections picked from {@link aiFactoriesTemplate}, under the same headings, with
 * the same guidance and limits. It is practice and says so.
 */
export const practiceTemplate: CallTemplate = {
  ...aiFactoriesTemplate,
  templateId: 'ai-factories-practice',
  title: 'Practice call, after the AI Factories outline',
  sections: aiFactoriesTemplate.sections.filter(
    ({ number, writable }) => !writable || sectionNumbers.includes(number),
  ),
};

/** The practice call: nobody may take it for a real one. */
export const practiceCall = {
  identifier: 'PRACTICE-AI-01',
  title: 'Practice call: an AI factory for several states',
  authority: 'Practice authority (invented)',
  kind: 'call_for_expression_of_interest',
  zone: 'Europe/Brussels',
  time: '17:00',
  /** Days after the installation; each cut-off falls on the first working day at or after. */
  cutOffsInDays: [45, 135],
} as const;

/** The instants of the practice call's cut-offs for an installation made at an instant: 17:00 Brussels on working days. */
export function practiceCutOffs(installedAt: Instant): Instant[] {
  const { zone, time, cutOffsInDays } = practiceCall;
  return cutOffsInDays.map((days) =>
    nextWorkingDayAtOrAfter(atWallTime(plusWallDays(installedAt, zone, days), zone, time), zone),
  );
}

/** The practice proposal of the north: Finland with five partners, in the middle of its work. */
export const practiceNorth: PracticeProposal = {
  acronym: 'Practice North',
  title: 'An AI factory for the north',
  coordinatorStateCode: 'FI',
  partnerStateCodes: ['CZ', 'DK', 'EE', 'NO', 'PL'],
  people: northPeople,
  sections: [...northSectionsAToC, ...northSectionsDToF],
};

/** The practice proposal of the south: Spain with three partners, rival of the north. */
export const practiceSouth: PracticeProposal = {
  acronym: 'Practice South',
  title: 'An AI factory for language and climate',
  coordinatorStateCode: 'ES',
  partnerStateCodes: ['PT', 'RO', 'TR'],
  people: southPeople,
  sections: southSections,
};

/** Both practice proposals. */
export const practiceProposals: readonly PracticeProposal[] = [practiceNorth, practiceSouth];

/** Everybody of the practice installation, each address once. */
export const practicePeople: readonly PracticePerson[] = [
  ...installationPeople,
  ...northPeople,
  ...southPeople,
];

/**
 * The two reminders with which the sample begins: one that has gone out and one that will, three minutes after the first
 * start. Each follows from the due instant of a section or its round and an offset of the plan.
 */
export const practiceReminders = [
  {
    proposal: 'Practice North',
    deadlineKind: 'review_round',
    sectionNumber: 'C4',
    recipientEmail: 'reviewer.no@practice.example',
    offset: '-7d',
    /** The round is due 6 days after the installation: seven days before was yesterday. */
    deadlineInDays: 6,
    deadlineInMinutes: 0,
    state: 'sent',
  },
  {
    proposal: 'Practice North',
    deadlineKind: 'section',
    sectionNumber: 'E1',
    recipientEmail: 'coordinator.fi@practice.example',
    offset: '-2d',
    /** Due two days and three minutes after the installation: two days before is in three minutes. */
    deadlineInDays: 2,
    deadlineInMinutes: 3,
    state: 'planned',
  },
] as const;
