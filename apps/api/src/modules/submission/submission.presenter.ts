import {
  type CheckView,
  ManifestView,
  type AttemptView,
  type ChangedSection,
  type ReceiptFile,
  ReceiptStatementView,
  type submissionMoves,
  type SubmissionBrief,
  type SubmissionView,
} from '@concordat/contracts';
import { legalProposalSteps, momentParts, type ProposalStepName } from '@concordat/domain';
import type { Action } from '@concordat/policy';
import type { RequestContext } from '../../platform/authz/index.js';
import type { PackageDetail } from './package.repository.js';
import type { PackagedSection } from './package-text.js';
import type { StoredSubmission, SubmissionProposal } from './submission.repository.js';

type Move = (typeof submissionMoves)[number];

/** What the screen offers: the policy's action for it, and the steps of which one must be legal. */
const moves: Readonly<Record<Move, readonly [Action, readonly ProposalStepName[]]>> = {
  freeze: ['proposal.freeze', ['freeze']],
  thaw: ['proposal.thaw', ['thaw']],
  prepare: ['submission.prepare', ['submit']],
  submit: ['submission.submit', ['submit']],
  reopen: ['proposal.reopen', ['reopen', 'reinstate']],
  withdraw: ['submission.withdraw', ['withdraw']],
};

const moveNames = Object.keys(moves) as Move[];

/** What was read for the screen. */
export interface SubmissionFacts {
  readonly proposal: SubmissionProposal;
  readonly sections: readonly PackagedSection[];
  readonly checks: readonly CheckView[];
  readonly packages: readonly PackageDetail[];
  readonly submissions: readonly SubmissionBrief[];
  readonly attempts: readonly AttemptView[];
}

export function presentSubmission(ctx: RequestContext, facts: SubmissionFacts, now: Date): SubmissionView {
  const { proposal, sections, packages, submissions } = facts;
  const { id: proposalId, version, origin, state, draftNumber, frozenAt } = proposal;
  const changedSince = new Map(packages.map((each) => [each.id, changesSince(each.manifest, sections)]));
  const standing = submissions.find((each) => each.state === 'submitted');
  const legal = legalProposalSteps(proposal, now);
  const actions = moveNames.map((move) => moves[move][0]);
  const historical = origin === 'historical';
  return {
    proposalId,
    version,
    origin,
    state,
    draftNumber,
    closes: {
      at: proposal.cutOffAt.toISOString(),
      zone: proposal.cutOffZone,
      label: proposal.cutOffLabel,
    },
    closed: now >= proposal.cutOffAt,
    frozen: frozenAt && { at: frozenAt.toISOString(), by: proposal.frozenBy, reason: proposal.freezeReason },
    checkedAt: now.toISOString(),
    checks: [...facts.checks],
    packages: packages.map(({ manifest: _, ...each }) => ({
      ...each,
      changedSince: changedSince.get(each.id) ?? [],
    })),
    submissions: [...submissions],
    attempts: [...facts.attempts],
    standing: standing
      ? { submission: standing, changedSince: changedSince.get(standing.packageId) ?? [] }
      : null,
    moves: historical
      ? []
      : moveNames.filter((move) => {
          const [action, steps] = moves[move];
          return ctx.can(action, { proposalId }) && steps.some((step) => legal.includes(step));
        }),
    abilities: ctx.abilities(actions, { proposalId }),
  };
}

/** The sections whose text is another than the one in a package. */
function changesSince(manifest: string, sections: readonly PackagedSection[]): ChangedSection[] {
  const then = new Map(
    ManifestView.parse(JSON.parse(manifest)).sections.map((section) => [section.sectionId, section]),
  );
  return sections.flatMap(({ row, words, textSha256 }) => {
    const packaged = then.get(row.id);
    if (row.isGroup || packaged?.textSha256 === textSha256) return [];
    const { id: sectionId, number, title } = row;
    return [{ sectionId, number, title, wordsThen: packaged?.words ?? 0, wordsNow: words }];
  });
}

/** A stored receipt as the file that its owner keeps. */
export function presentReceipt(stored: StoredSubmission, publicKey: string): ReceiptFile {
  const statement = ReceiptStatementView.parse(JSON.parse(stored.receipt));
  return {
    format: 'concordat-receipt-file-1',
    statement,
    officialTime: officialTime(statement.decidedAt, statement.zone),
    sha256: stored.receiptSha256.toString('hex'),
    signature: stored.signature.toString('base64'),
    publicKey,
    manifest: ManifestView.parse(JSON.parse(stored.manifest)),
  };
}

/** `Mon 11 Jan 2027, 16:22:07 Brussels (UTC+01:00)`: offsets are whole minutes, so seconds are those of UTC. */
function officialTime(decidedAt: string, zone: string): string {
  const { weekday, date, time, zoneCity, offset } = momentParts(new Date(decidedAt), zone);
  return `${weekday} ${date}, ${time}:${decidedAt.slice(17, 19)} ${zoneCity} (UTC${offset})`;
}
