import type { FindWords, FoundPassage, FoundWords } from '@concordat/contracts';

/** What somebody looks for, with everything that may be left out said. */
export type Looked = Required<FindWords>;

/** What was found, and with which words: others may stand in the field by now. */
export interface Found extends FoundWords {
  readonly query: Looked;
}

interface Finding {
  readonly query: Looked;
  readonly found: Found | null;
}

/** A place to be shown in the text of its section, and what it was found with. */
export interface PassageToShow {
  readonly query: Looked;
  readonly passage: FoundPassage;
}

/**
 * What was looked for last in each proposal, as long as the page lives. It stands neither in the address, which ends up in
 * logs and histories, nor on the device.
 */
const findings = new Map<string, Finding>();

/** What was looked for last in a proposal, to begin with. */
export const lookedFor = (proposalId: string): Looked =>
  findings.get(proposalId)?.query ?? { words: '', matchCase: false, wholeWord: false };

/** Remembers what is looked for, and what was found where that is known. */
export function noteFinding(proposalId: string, query: Looked, found: Found | null = null): void {
  findings.set(proposalId, { query, found });
}

/** The passage of a section with this index; null where it was not among what was found last. */
export function passageToShow(proposalId: string, sectionId: string, index: number): PassageToShow | null {
  const found = findings.get(proposalId)?.found;
  const section = found?.sections.find(({ id }) => id === sectionId);
  const passage = section?.passages.find((each) => each.index === index);
  return found && passage ? { query: found.query, passage } : null;
}
