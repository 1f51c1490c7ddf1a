import type { CheckView, RuleView } from '@concordat/contracts';
import { checkSubmission, dateInZone, type SectionToCheck } from '@concordat/domain';
import { type CallTemplate, callTemplate, participatingStatesOn } from '@concordat/templates';
import { stateBrief } from '../proposal/index.js';
import type { PackagedSection } from './package-text.js';
import type { SubmissionProposal } from './submission.repository.js';

/** The provision of the call behind a check of the whole proposal. */
const provisionOf: Readonly<Record<string, string>> = {
  'check.host_eu': 'E1',
  'check.host_not_eu': 'E1',
  'check.states_participate': 'E2',
  'check.state_not_participating': 'E2',
};

/** Every check of a proposal's text, each with the rule it stands on. Pages are null before the PDF is made. */
export function runChecks(
  proposal: SubmissionProposal,
  sections: readonly PackagedSection[],
  pages: number | null,
): CheckView[] {
  const template = callTemplate(proposal.templateKey, proposal.templateVersion);
  const date = dateInZone(proposal.cutOffAt, proposal.cutOffZone);
  const participating = new Set(participatingStatesOn(date).map(({ code }) => code));
  const found = checkSubmission({
    sections: sections.filter(({ row }) => !row.isGroup).map(toCheck),
    frozen: proposal.frozenAt !== null,
    statesNotParticipating: proposal.memberStates.filter((code) => !participating.has(code)),
    hostIsEuMember: stateBrief(proposal.coordinatingState).euMember,
    pages,
    // No template that ships limits the pages of the whole.
    pageLimit: null,
  });
  const numbers = new Map(sections.map(({ row }) => [row.id, row.templateSectionId ?? row.number]));
  return found.map((result) => ({
    ...result,
    params: { ...result.params },
    rule: template && ruleOf(template, result.code, numbers.get(result.sectionId ?? '')),
  }));
}

function toCheck({ row, words, leftovers, figures, lostReferences }: PackagedSection): SectionToCheck {
  const { id: sectionId, number, title, state, mandatory, wordLimit } = row;
  const { roundOpen, statesAskingForChanges, openComments } = row;
  return {
    ...{ sectionId, number, title, state, mandatory, words, wordLimit, leftovers, lostReferences },
    ...{ figuresNotDescribed: figures.notDescribed, figuresMissing: figures.missing },
    ...{ roundOpen, statesAskingForChanges, openComments },
    limitKind: 'indicative',
  };
}

function ruleOf(template: CallTemplate, code: string, number: string | undefined): RuleView | null {
  const provision = template.eligibilityRules.find(({ id }) => id === provisionOf[code]);
  if (provision) {
    const { id, text, sources, verified } = provision;
    return { id, text, sources: [...sources], verified };
  }
  const section = template.sections.find((each) => each.number === number);
  if (!section) return null;
  if (code === 'check.section_empty')
    return {
      id: section.number,
      text: 'The template marks this section as mandatory.',
      sources: [template.title],
      verified: section.verified,
    };
  if (section.limit && (code === 'check.words' || code === 'check.words_over'))
    return {
      id: section.number,
      text: `At most ${section.limit.words} words, as a guide.`,
      sources: [section.limit.limitSource],
      verified: section.limit.limitVerified,
    };
  return null;
}
