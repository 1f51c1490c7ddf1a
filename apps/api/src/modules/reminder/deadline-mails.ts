import { Inject, Injectable } from '@nestjs/common';
import { isCatchingUp, shouldStillSend } from '@concordat/domain';
import type { MailDeadline, MailFacts, MailProposal, MissedReminders } from '@concordat/mail';
import type { Config } from '../../platform/config/index.js';
import type { Transaction } from '../../platform/database/index.js';
import { CONFIG } from '../../platform/settings/index.js';
import { type DeadlineFacts, MailFactsRepository } from './mail-facts.repository.js';
import type { ClaimedOccurrence } from './occurrence.repository.js';

/** A reminder whose reason stands, with the deadline it is about. */
interface Standing {
  readonly occurrence: ClaimedOccurrence;
  readonly row: DeadlineFacts;
}

/** An occurrence that is not sent, and why. */
export interface Gone {
  readonly occurrence: ClaimedOccurrence;
  readonly why: string;
}

/** What one mail about deadlines says, and of which reminders; nothing when none of them has a reason any more. */
export interface DeadlineMail {
  readonly facts: MailFacts | null;
  readonly told: readonly ClaimedOccurrence[];
  readonly gone: readonly Gone[];
}

/** Finds what a mail about one deadline or several says. */
@Injectable()
export class DeadlineMails {
  constructor(
    private readonly rows: MailFactsRepository,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** `given` are reminders of one person about one proposal; with `recheck` those without a reason are left out. */
  async find(
    tx: Transaction,
    given: readonly ClaimedOccurrence[],
    { proposal, recheck }: { readonly proposal: MailProposal; readonly recheck: boolean },
  ): Promise<DeadlineMail> {
    const now = await tx.clock();
    const rows = await this.rows.deadlines(
      tx,
      given.map(({ aboutId }) => aboutId),
    );
    const standing: Standing[] = [];
    const gone: Gone[] = [];
    for (const occurrence of given) {
      const row = rows.get(occurrence.aboutId);
      const why = row ? recheck && whyGone(occurrence, row, now) : 'deadline_gone';
      if (row && why === false) standing.push({ occurrence, row });
      else if (why !== false) gone.push({ occurrence, why });
    }
    const told = standing.map(({ occurrence }) => occurrence);
    return { facts: this.factsOf(standing, proposal, now), told, gone };
  }

  private factsOf(standing: readonly Standing[], proposal: MailProposal, now: Date): MailFacts | null {
    const byDeadline = new Map(standing.map(({ occurrence, row }) => [occurrence.aboutId, row]));
    const rows = [...byDeadline.values()].sort((one, other) => one.at.getTime() - other.at.getTime());
    const [row] = rows;
    const [first] = standing;
    if (!row || !first) return null;
    const missed = missedOf(standing, now);
    const { proposalId } = first.occurrence;
    const link = (screen: string): string =>
      `${this.config.publicUrl}/proposals/${proposalId ?? ''}${screen}`;
    if (rows.length === 1)
      return {
        kind: 'deadline_approaching',
        proposal,
        ...deadlineOf(row),
        missed,
        link: link(row.sectionId === null ? '/deadlines' : `/sections/${row.sectionId}`),
      };
    const deadlines = rows.map((each) => ({ ...deadlineOf(each), passed: each.at <= now }));
    return { kind: 'deadlines_approaching', proposal, deadlines, missed, link: link('/deadlines') };
  }
}

function whyGone(occurrence: ClaimedOccurrence, row: DeadlineFacts, now: Date): string | false {
  const decision = shouldStillSend(
    {
      deadlineRevision: occurrence.aboutRevision,
      currentRevision: row.revision,
      deadlineDone: row.closed,
      recipientActive: occurrence.takesPart && !occurrence.recipientDisabled,
      recipientWants: true,
      proposalState: occurrence.proposalState ?? 'withdrawn',
      cutOffAt: occurrence.cutOffAt ?? row.at,
    },
    now,
  );
  return decision.kind === 'cancel' && decision.why;
}

const deadlineOf = (row: DeadlineFacts): MailDeadline => ({
  deadlineKind: row.kind,
  title: row.kind === 'custom' ? row.title : null,
  section: row.number === null ? null : { number: row.number, title: row.sectionTitle },
  due: { at: row.at, zone: row.zone },
});

/** What came too late to be in time; said in the zone of its deadline. */
function missedOf(standing: readonly Standing[], now: Date): MissedReminders | null {
  const late = standing.filter(({ occurrence }) => isCatchingUp([occurrence.dueAt], now));
  const [first] = late.sort(
    (one, other) => one.occurrence.dueAt.getTime() - other.occurrence.dueAt.getTime(),
  );
  return first ? { count: late.length, since: { at: first.occurrence.dueAt, zone: first.row.zone } } : null;
}
