import { Inject, Injectable } from '@nestjs/common';
import { type MessageKind, messageKinds } from '@concordat/contracts';
import {
  type MailFacts,
  type MailProposal,
  type MailSection,
  renderMail,
  type RenderedMail,
} from '@concordat/mail';
import { participatingStates } from '@concordat/templates';
import type { Config } from '../../platform/config/index.js';
import type { Transaction } from '../../platform/database/index.js';
import { AlarmRepository } from '../../platform/observability/alarms/index.js';
import { CONFIG } from '../../platform/settings/index.js';
import { LinkTokens } from '../identity/index.js';
import { CommentNoticeRepository } from './comment-notice.repository.js';
import { type DeadlineMail, DeadlineMails, type Gone } from './deadline-mails.js';
import { MailFactsRepository, reachesOutsiders, type SectionFacts } from './mail-facts.repository.js';
import type { ClaimedOccurrence } from './occurrence.repository.js';

/** What stands in stored mails where the secret of a link was. */
export const secretMask = 'hidden-secret';

/** A mail to hand over, and the same as it is kept: without the secrets of its links. */
export interface WrittenMail {
  readonly sent: RenderedMail;
  readonly kept: RenderedMail;
}

/** A mail and what it tells of, the one that carries the others first; and what has no reason to be told any more. */
export interface Written {
  readonly mail: WrittenMail | null;
  readonly told: readonly ClaimedOccurrence[];
  readonly gone: readonly Gone[];
}

type Found = { readonly facts: MailFacts; readonly secret?: string } | { readonly why: string };

const workKinds: readonly string[] = ['section_assigned', 'review_requested', 'review_asked_again', 'nudge'];
const stateNames = new Map(participatingStates.map(({ code, name }) => [code, name]));

/** Writes the mail of an occurrence from what is true now, or says why it is not written. */
@Injectable()
export class MailWriter {
  constructor(
    private readonly rows: MailFactsRepository,
    private readonly deadlines: DeadlineMails,
    private readonly commentNotices: CommentNoticeRepository,
    private readonly links: LinkTokens,
    private readonly alarms: AlarmRepository,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** `fold` is one occurrence, or several reminders of one person about one proposal. */
  async write(tx: Transaction, fold: readonly ClaimedOccurrence[]): Promise<Written> {
    // What may have been handed over once goes out again, whatever happened since: the reader's program folds it.
    const recheck = fold.every(({ state }) => state === 'due');
    const here: ClaimedOccurrence[] = [];
    const left: Gone[] = [];
    for (const occurrence of fold) {
      const why = recheck ? recipientGone(occurrence) : null;
      if (why === null) here.push(occurrence);
      else left.push({ occurrence, why });
    }
    const [first] = here;
    if (!first) return { mail: null, told: [], gone: left };
    const { facts, secret, told, gone } = await this.findAll(tx, first, here, recheck);
    if (facts === null) return { mail: null, told: [], gone: [...left, ...gone] };
    const sent = renderMail(facts, { zone: first.readerZone ?? 'Europe/Brussels' });
    return { mail: { sent, kept: withoutSecret(sent, secret) }, told, gone: [...left, ...gone] };
  }

  private async findAll(
    tx: Transaction,
    first: ClaimedOccurrence,
    here: readonly ClaimedOccurrence[],
    recheck: boolean,
  ): Promise<DeadlineMail & { readonly secret?: string | undefined }> {
    if (first.kind === 'deadline_approaching')
      return this.deadlines.find(tx, here, { proposal: proposalOf(first), recheck });
    const found = await this.find(tx, first, recheck);
    if ('why' in found) return { facts: null, told: [], gone: [{ occurrence: first, why: found.why }] };
    return { ...found, told: [first], gone: [] };
  }

  private async find(tx: Transaction, occurrence: ClaimedOccurrence, recheck: boolean): Promise<Found> {
    const kind = messageKinds.find((each) => each === occurrence.kind);
    if (kind === undefined) throw new Error(`No mail is written for ${occurrence.kind}`);
    switch (kind) {
      case 'deadline_approaching':
        throw new Error('Deadlines are written by themselves');
      case 'invitation':
        return this.invitation(tx, occurrence, recheck);
      case 'cut_off_moved':
        return this.move(tx, occurrence);
      case 'submission_receipt':
        return this.receipt(tx, occurrence);
      case 'password_link':
      case 'address_link':
        return this.accountLink(tx, occurrence, kind, recheck);
      case 'address_change_asked':
      case 'address_changed': {
        const at = await this.rows.happenedAt(tx, occurrence.id);
        const happened = { at, zone: occurrence.readerZone ?? 'UTC' };
        return { facts: { kind, happened, link: this.link(kind === 'address_changed' ? '/' : '/profile') } };
      }
      case 'password_changed': {
        const at = await this.rows.happenedAt(tx, occurrence.id);
        const changed = { at, zone: occurrence.readerZone ?? 'UTC' };
        return { facts: { kind, changed, link: this.link('/') } };
      }
      case 'second_factor_added':
      case 'second_factor_removed':
      case 'second_factor_reset':
      case 'recovery_code_used':
      case 'passkey_copied': {
        const at = await this.rows.happenedAt(tx, occurrence.id);
        const happened = { at, zone: occurrence.readerZone ?? 'UTC' };
        return { facts: { kind, happened, link: this.link('/profile') } };
      }
      case 'alarm_raised': {
        const alarm = await this.alarms.find(tx, occurrence.aboutId);
        if (!alarm) return { why: 'reason_gone' };
        const raised = { at: alarm.raisedAt, zone: occurrence.readerZone ?? 'UTC' };
        return { facts: { kind, alarm, raised, link: this.link('/admin/reminders') } };
      }
      case 'comments_waiting': {
        if (!(await this.commentNotices.take(tx, occurrence, recheck))) return { why: 'comments_seen' };
        const link = this.inProposal(occurrence, '/comments?show=for_you');
        return { facts: { kind, proposal: proposalOf(occurrence), link } };
      }
      case 'membership_ended':
        return { facts: { kind, proposal: proposalOf(occurrence), link: this.link('/') } };
      case 'proposal_frozen':
      case 'proposal_thawed':
        return { facts: { kind, proposal: proposalOf(occurrence), link: this.inProposal(occurrence, '') } };
      default:
        return this.aboutSection(tx, occurrence, kind, recheck);
    }
  }

  private async aboutSection(
    tx: Transaction,
    occurrence: ClaimedOccurrence,
    kind: Exclude<MessageKind, 'deadline_approaching' | 'invitation' | 'password_link' | 'address_link'>,
    recheck: boolean,
  ): Promise<Found> {
    const row = await this.rows.section(tx, occurrence);
    if (!row) return { why: 'reason_gone' };
    const section: MailSection = { number: row.number, title: row.sectionTitle };
    const common = {
      proposal: proposalOf(occurrence),
      section,
      link: this.inProposal(occurrence, `/sections/${row.sectionId}`),
    };
    const due = dueOf(row);
    switch (kind) {
      case 'review_requested':
      case 'review_asked_again':
        if (recheck && !(row.roundOpen && row.awaited)) return { why: 'reason_gone' };
        if (due === null) return { why: 'reason_gone' };
        return { facts: { kind, ...common, due } };
      case 'verdict_given': {
        if (row.verdict === null || row.stateCode === null) return { why: 'reason_gone' };
        const stateName = stateNames.get(row.stateCode) ?? row.stateCode;
        return { facts: { kind, ...common, stateName, verdict: row.verdict } };
      }
      case 'section_assigned':
        if (recheck && row.leadPersonId !== occurrence.recipientId) return { why: 'reason_gone' };
        return { facts: { kind, ...common, due } };
      case 'nudge':
        return { facts: { kind, ...common, due } };
      case 'section_approved':
        return { facts: { kind, ...common } };
      default:
        throw new Error(`${kind} is not about a section`);
    }
  }

  private async invitation(tx: Transaction, occurrence: ClaimedOccurrence, recheck: boolean): Promise<Found> {
    const row = await this.rows.invitation(tx, occurrence.aboutId);
    if (!row || (recheck && (!row.open || row.version !== occurrence.aboutRevision)))
      return { why: 'reason_gone' };
    return {
      secret: this.links.forInvitation(row),
      facts: {
        kind: 'invitation',
        proposal: occurrence.acronym === null ? null : proposalOf(occurrence),
        expires: { at: row.expiresAt, zone: 'Europe/Brussels' },
        link: this.links.invitationLink(row),
      },
    };
  }

  private async accountLink(
    tx: Transaction,
    occurrence: ClaimedOccurrence,
    kind: 'password_link' | 'address_link',
    recheck: boolean,
  ): Promise<Found> {
    const row = await this.rows.accountLink(tx, occurrence.aboutId);
    if (!row || (recheck && !row.open)) return { why: 'reason_gone' };
    return {
      secret: this.links.forAccount(row),
      facts: {
        kind,
        expires: { at: row.expiresAt, zone: occurrence.readerZone ?? 'UTC' },
        link: this.links.accountLink(kind === 'password_link' ? 'password' : 'address', row),
      },
    };
  }

  private async move(tx: Transaction, occurrence: ClaimedOccurrence): Promise<Found> {
    const row = await this.rows.move(tx, occurrence.aboutId, occurrence.aboutRevision);
    if (!row) return { why: 'reason_gone' };
    return {
      facts: {
        kind: 'cut_off_moved',
        proposal: proposalOf(occurrence),
        from: { at: row.from, zone: row.zone },
        to: { at: row.to, zone: row.zone },
        link: this.inProposal(occurrence, '/deadlines'),
      },
    };
  }

  private async receipt(tx: Transaction, occurrence: ClaimedOccurrence): Promise<Found> {
    const row = await this.rows.submission(tx, occurrence.aboutId);
    if (!row) return { why: 'reason_gone' };
    return {
      facts: {
        kind: 'submission_receipt',
        proposal: proposalOf(occurrence),
        number: row.number,
        decided: { at: row.at, zone: row.zone },
        link: this.inProposal(occurrence, '/submission'),
      },
    };
  }

  private inProposal({ proposalId }: ClaimedOccurrence, screen: string): string {
    return this.link(`/proposals/${proposalId ?? ''}${screen}`);
  }

  private link(path: string): string {
    return `${this.config.publicUrl}${path}`;
  }
}

function recipientGone(occurrence: ClaimedOccurrence): string | null {
  if (occurrence.recipientDisabled) return 'recipient_left';
  if (reachesOutsiders.some((kind) => kind === occurrence.kind)) return null;
  if (occurrence.proposalId !== null && !occurrence.takesPart) return 'recipient_left';
  if (workKinds.includes(occurrence.kind) && occurrence.proposalState === 'withdrawn')
    return 'proposal_withdrawn';
  return null;
}

function proposalOf({ acronym, origin }: ClaimedOccurrence): MailProposal {
  if (acronym === null) throw new Error('A mail about a proposal has none');
  return { acronym, isPractice: origin === 'practice' };
}

const dueOf = ({ dueAt, dueZone }: SectionFacts) =>
  dueAt === null ? null : { at: dueAt, zone: dueZone ?? 'UTC' };

function withoutSecret(mail: RenderedMail, secret: string | undefined): RenderedMail {
  if (secret === undefined) return mail;
  const masked = (text: string): string => text.replaceAll(secret, secretMask);
  return { subject: mail.subject, text: masked(mail.text), html: masked(mail.html) };
}
