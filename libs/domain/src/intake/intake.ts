import type { StateRecord } from '../consortium/participation.js';
import type { Message } from '../shared/message.js';

/** A proposal as the intake desk counts it. */
export interface ReceivedProposal {
  /** Code of the state that leads. */
  readonly leadCode: string;
  readonly partnerCodes: readonly string[];
}

/** The figures of a cut-off, all computed from the proposals and letters themselves. Codes are in order of name. */
export interface IntakeCounts {
  readonly proposals: number;
  /** EU member states that take part in at least one proposal. */
  readonly memberStates: readonly string[];
  /** Other participating states that take part in at least one proposal. */
  readonly otherStates: readonly string[];
  /** All of them, each once. */
  readonly statesInAll: number;
  /** States that sent a letter of interest, each once. */
  readonly letters: readonly string[];
}

/**
 * Counts proposals, distinct states by kind and letters. A state that leads here and is a partner there counts once.
 * A code that the table does not know is a bug in the data and throws.
 */
export function countIntake(
  proposals: readonly ReceivedProposal[],
  letterCodes: readonly string[],
  states: readonly StateRecord[],
): IntakeCounts {
  const taking = distinct(
    proposals.flatMap(({ leadCode, partnerCodes }) => [leadCode, ...partnerCodes]),
    states,
  );
  const codes = (euMember: boolean) =>
    taking.filter((state) => state.euMember === euMember).map(({ code }) => code);
  return {
    proposals: proposals.length,
    memberStates: codes(true),
    otherStates: codes(false),
    statesInAll: taking.length,
    letters: distinct(letterCodes, states).map(({ code }) => code),
  };
}

/**
 * The announcement as data, one message a clause: `intake.proposals` (`proposals`, `memberStates`, `otherStates`,
 * `statesInAll`), then `intake.letters` (`letters`) when there are any.
 */
export function announcement(counts: IntakeCounts): Message[] {
  const clauses: Message[] = [
    {
      code: 'intake.proposals',
      params: {
        proposals: counts.proposals,
        memberStates: counts.memberStates.length,
        otherStates: counts.otherStates.length,
        statesInAll: counts.statesInAll,
      },
    },
  ];
  if (counts.letters.length > 0)
    clauses.push({ code: 'intake.letters', params: { letters: counts.letters.length } });
  return clauses;
}

/**
 * The announcement in English, ready to copy: "Seven proposals by 15 EU member states and two other participating
 * states (17 in all) were received by the cut-off. Letters of interest came from two states."
 */
export function announcementText(counts: IntakeCounts): string {
  const proposals = `${capitalised(inWords(counts.proposals))} ${plural(counts.proposals, 'proposal')}`;
  const sentence = `${proposals}${byWhom(counts)} ${counts.proposals === 1 ? 'was' : 'were'} received by the cut-off.`;
  const letters = counts.letters.length;
  if (letters === 0) return sentence;
  return `${sentence} ${letters === 1 ? 'A letter' : 'Letters'} of interest came from ${inWords(letters)} ${plural(letters, 'state')}.`;
}

function byWhom({ memberStates, otherStates, statesInAll }: IntakeCounts): string {
  const kinds = [
    memberStates.length > 0 &&
      `${inWords(memberStates.length)} EU ${plural(memberStates.length, 'member state')}`,
    otherStates.length > 0 &&
      `${inWords(otherStates.length)} other participating ${plural(otherStates.length, 'state')}`,
  ].filter((kind) => kind !== false);
  if (kinds.length === 0) return '';
  const inAll = kinds.length === 2 ? ` (${inWords(statesInAll)} in all)` : '';
  return ` by ${kinds.join(' and ')}${inAll}`;
}

function distinct(codes: readonly string[], states: readonly StateRecord[]): StateRecord[] {
  const known = [...new Set(codes)].map((code) => {
    const state = states.find((candidate) => candidate.code === code);
    if (!state) throw new RangeError(`No such state: ${code}`);
    return state;
  });
  return known.sort((one, other) => one.name.localeCompare(other.name, 'en'));
}

/** Numbers up to ten are written as words, as announcements print them. */
function inWords(count: number): string {
  return 'no one two three four five six seven eight nine ten'.split(' ')[count] ?? String(count);
}

function plural(count: number, noun: string): string {
  return count === 1 ? noun : `${noun}s`;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
