import type {
  InstallationRole,
  ProposalRole,
  RoundPolicy,
  RoundState,
  SectionState,
  VerdictKind,
} from '@concordat/domain';

/** A block of practice text; the document library turns a list of them into a section's document. */
export type PracticeBlock =
  | { readonly type: 'heading'; readonly level: 2 | 3; readonly text: string }
  | { readonly type: 'paragraph'; readonly text: string }
  | { readonly type: 'list'; readonly items: readonly string[] };

/** A practice person, named by role. The address never leaves the installation. */
export interface PracticePerson {
  readonly email: string;
  readonly displayName: string;
  /** Null for people of the installation, who belong to no state. */
  readonly stateCode: string | null;
  readonly roles: readonly ProposalRole[];
  readonly installationRoles: readonly InstallationRole[];
  /** IANA zone in which they read times. */
  readonly zone: string;
}

/** A comment on a passage; `quote` stands word for word in one block of the section. */
export interface PracticeComment {
  readonly byEmail: string;
  readonly quote: string;
  readonly text: string;
  readonly hoursAgo: number;
  readonly replies: readonly { readonly byEmail: string; readonly text: string; readonly hoursAgo: number }[];
}

/** A verdict in a practice round. */
export interface PracticeVerdict {
  readonly stateCode: string;
  readonly byEmail: string;
  readonly kind: VerdictKind;
  readonly reason: string;
  readonly hoursAgo: number;
}

/** A review round of a practice section; times count from the installation. */
export interface PracticeRound {
  readonly state: RoundState;
  readonly policy: RoundPolicy;
  readonly quorum: number | null;
  readonly askedStateCodes: readonly string[];
  readonly requestedByEmail: string;
  readonly startedHoursAgo: number;
  /** Days after the installation, negative for before. */
  readonly dueInDays: number;
  readonly note: string;
  /** Why it was closed before everybody had answered; null when it was not. */
  readonly closedReason: string | null;
  readonly verdicts: readonly PracticeVerdict[];
}

/** A section of a practice proposal as it stands when the sample is made. */
export interface PracticeSection {
  /** Number in the outline of {@link practiceTemplate}, `C4`. */
  readonly number: string;
  readonly state: SectionState;
  readonly leadStateCode: string;
  readonly leadEmail: string;
  readonly contributorEmails: readonly string[];
  /** Days after the installation, negative for before; null while nobody has set it. */
  readonly dueInDays: number | null;
  readonly blocks: readonly PracticeBlock[];
  readonly comments: readonly PracticeComment[];
  readonly round: PracticeRound | null;
}

/** A practice proposal: invented from end to end and marked so everywhere. */
export interface PracticeProposal {
  readonly acronym: string;
  readonly title: string;
  readonly coordinatorStateCode: string;
  readonly partnerStateCodes: readonly string[];
  readonly people: readonly PracticePerson[];
  readonly sections: readonly PracticeSection[];
}

/** A paragraph of practice text. */
export function paragraph(text: string): PracticeBlock {
  return { type: 'paragraph', text };
}

/** A heading inside a section; level 2 is the first below the section's own title. */
export function heading(text: string, level: 2 | 3 = 2): PracticeBlock {
  return { type: 'heading', level, text };
}

/** A list with a bullet each. */
export function list(...items: string[]): PracticeBlock {
  return { type: 'list', items };
}
