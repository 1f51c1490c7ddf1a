import type { Message } from '../shared/message.js';
import type { SectionState } from '../section/section.states.js';
import { limitMeter } from '../section/limit-meter.js';

/** A section as the checks see it; counts come from the document library. */
export interface SectionToCheck {
  readonly sectionId: string;
  readonly number: string;
  readonly title: string;
  readonly state: SectionState;
  readonly mandatory: boolean;
  readonly words: number;
  readonly wordLimit: number | null;
  /** `hard` limits are the authority's; `indicative` ones only advise. */
  readonly limitKind: 'hard' | 'indicative';
  /** Leftovers of drafting found in the text, as {@link findLeftovers} gives them. */
  readonly leftovers: readonly string[];
  /** Figures whose picture is neither described nor said to be decorative. */
  readonly figuresNotDescribed: number;
  /** Figures whose picture the proposal does not have. */
  readonly figuresMissing: number;
  /** References in the text whose target is gone. */
  readonly lostReferences: number;
  readonly roundOpen: boolean;
  readonly statesAskingForChanges: number;
  readonly openComments: number;
}

/** A proposal as the checks see it. */
export interface SubmissionToCheck {
  readonly sections: readonly SectionToCheck[];
  readonly frozen: boolean;
  /** Codes of participating states in the consortium that take no part on the date of the cut-off. */
  readonly statesNotParticipating: readonly string[];
  readonly hostIsEuMember: boolean;
  /** Pages of the compiled PDF; null while it is not compiled. */
  readonly pages: number | null;
  readonly pageLimit: number | null;
}

/** The three groups of the checklist. Nothing here stops a submission: an incomplete proposal in time beats none. */
export const checkGroups = ['must_fix', 'should_look', 'passed'] as const;

/** One of {@link checkGroups}. */
export type CheckGroup = (typeof checkGroups)[number];

/** One finding; `code` names the check and its answer, `sectionId` where to go, null for the whole proposal. */
export interface CheckResult extends Message {
  readonly group: CheckGroup;
  readonly sectionId: string | null;
}

type Say = (group: CheckGroup, code: string, params?: Message['params']) => void;

/**
 * Runs every check: the whole proposal first, then section by section, in the order of the outline. Codes:
 * `check.host_eu`, `check.host_not_eu`, `check.states_participate`, `check.state_not_participating` (`states`),
 * `check.pages`, `check.pages_over`, `check.text_frozen`, `check.text_live`; by section (`number`, `title`)
 * `check.section_approved`, `check.section_empty`, `check.section_not_approved`, `check.words`, `check.words_over`
 * (`words`, `limit`, `excess`), `check.round_open`, `check.changes_requested` (`states`), `check.leftovers` (`found`),
 * `check.references_lost` (`count`), `check.figures_missing` (`count`), `check.figures_not_described` (`count`),
 * `check.comments_open` (`count`).
 */
export function checkSubmission(facts: SubmissionToCheck): CheckResult[] {
  const results: CheckResult[] = [];
  const sayOf =
    (section: SectionToCheck | null): Say =>
    (group, code, params = {}) =>
      results.push({
        group,
        code: `check.${code}`,
        params: section ? { number: section.number, title: section.title, ...params } : params,
        sectionId: section?.sectionId ?? null,
      });
  checkProposal(facts, sayOf(null));
  for (const section of facts.sections) {
    checkText(section, sayOf(section));
    checkReview(section, sayOf(section));
  }
  return results;
}

/** The results by group, each in the order found. */
export function groupChecks(results: readonly CheckResult[]): Record<CheckGroup, CheckResult[]> {
  const of = (group: CheckGroup) => results.filter((result) => result.group === group);
  return { must_fix: of('must_fix'), should_look: of('should_look'), passed: of('passed') };
}

const leftover = /\b(?:XXX+|TBD|TBC|TBA|lorem ipsum)\b|\?\?\?+|\[(?:insert|to be)[^\]]*\]/gi;

/** Finds leftovers of drafting in plain text (`XXX`, `TBD`, `???`, `[insert ...]`), each once, in order of appearance. */
export function findLeftovers(text: string): string[] {
  return [...new Set([...text.matchAll(leftover)].map(([found]) => found))];
}

function checkProposal(facts: SubmissionToCheck, say: Say): void {
  if (facts.hostIsEuMember) say('passed', 'host_eu');
  else say('must_fix', 'host_not_eu');
  const absent = facts.statesNotParticipating;
  if (absent.length === 0) say('passed', 'states_participate');
  else say('must_fix', 'state_not_participating', { states: absent.join(', ') });
  if (facts.pages !== null && facts.pageLimit !== null) {
    const params = { pages: facts.pages, limit: facts.pageLimit };
    if (facts.pages > facts.pageLimit) say('should_look', 'pages_over', params);
    else say('passed', 'pages', params);
  }
  if (facts.frozen) say('passed', 'text_frozen');
  else say('should_look', 'text_live');
}

function checkText(section: SectionToCheck, say: Say): void {
  const empty = section.words === 0;
  const finished = section.state === 'approved' || section.state === 'locked';
  if (empty && section.mandatory) say('must_fix', 'section_empty');
  else if (finished) say('passed', 'section_approved');
  else if (!empty) say('should_look', 'section_not_approved');
  const meter = limitMeter(section.words, section.wordLimit);
  if (meter.limit !== null) {
    const params = { words: meter.count, limit: meter.limit, excess: meter.excess };
    if (meter.level !== 'over') say('passed', 'words', params);
    else say(section.limitKind === 'hard' ? 'must_fix' : 'should_look', 'words_over', params);
  }
  if (section.lostReferences > 0) say('must_fix', 'references_lost', { count: section.lostReferences });
  if (section.leftovers.length > 0) say('must_fix', 'leftovers', { found: section.leftovers.join(', ') });
  if (section.figuresMissing > 0) say('must_fix', 'figures_missing', { count: section.figuresMissing });
  if (section.figuresNotDescribed > 0)
    say('should_look', 'figures_not_described', { count: section.figuresNotDescribed });
}

function checkReview(section: SectionToCheck, say: Say): void {
  if (section.statesAskingForChanges > 0)
    say('must_fix', 'changes_requested', { states: section.statesAskingForChanges });
  else if (section.roundOpen) say('should_look', 'round_open');
  if (section.openComments > 0) say('should_look', 'comments_open', { count: section.openComments });
}
