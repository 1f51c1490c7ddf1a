import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { MessageKind } from '@concordat/contracts';
import type { Transaction } from '../../platform/database/index.js';
import { ALARM_RAISED } from '../../platform/observability/alarms/index.js';
import { type DeliveredEvent, OutboxHandlers } from '../../platform/outbox/index.js';
import type { Recipient } from './audience.js';
import { heldByRestore } from './held-by-restore.js';
import { ReminderLedger } from './ledger/index.js';
import { NoticeRepository } from './notice.repository.js';
import { ReminderQueue } from './reminder-queue.js';

type Handler = (tx: Transaction, event: DeliveredEvent) => Promise<void>;

const speaks = ({ roles }: Recipient): boolean =>
  roles.some((role) => role === 'reviewer' || role === 'member_lead' || role === 'coordinator');
const coordinates = ({ roles }: Recipient): boolean =>
  roles.some((role) => role === 'coordinator' || role === 'deputy_coordinator');

/** What happens to somebody's second factors, and the mail that tells them. */
const aboutSigningIn = [
  ['second_factor.added', 'second_factor_added'],
  ['second_factor.removed', 'second_factor_removed'],
  ['second_factor.was_reset', 'second_factor_reset'],
  ['second_factor.recovery_code_used', 'recovery_code_used'],
  ['second_factor.passkey_copied', 'passkey_copied'],
] as const satisfies readonly (readonly [string, MessageKind])[];

/** Turns what happened into messages: each a row of the ledger, planned in the transaction that marks the event done. */
@Injectable()
export class ReminderNotices implements OnModuleInit {
  constructor(
    private readonly handlers: OutboxHandlers,
    private readonly ledger: ReminderLedger,
    private readonly rows: NoticeRepository,
    private readonly queue: ReminderQueue,
  ) {}

  onModuleInit(): void {
    const on = (kind: string, handler: Handler): void =>
      this.handlers.on(kind, async (tx, event) => {
        await handler(tx, event);
        // Told by the installation that this one was restored from, perhaps: an administrator decides.
        if (event.payload['heldByRestore'] === true) await this.ledger.holdDue(tx, heldByRestore);
        await this.queue.lookAfterCommit(tx);
      });
    on('section.assigned', (tx, event) => this.assigned(tx, event));
    on('review.requested', (tx, event) => this.asked(tx, event, 'review_requested'));
    on('review.asked_again', (tx, event) => this.asked(tx, event, 'review_asked_again'));
    on('verdict.given', (tx, event) => this.verdict(tx, event));
    on('section.approved', (tx, event) => this.approved(tx, event));
    on('invitation.sent', (tx, event) => this.invited(tx, event));
    on('proposal.frozen', (tx, event) => this.everybody(tx, event, 'proposal_frozen', 'proposal'));
    on('proposal.thawed', (tx, event) => this.everybody(tx, event, 'proposal_thawed', 'proposal'));
    on('submission.submitted', (tx, event) =>
      this.everybody(tx, event, 'submission_receipt', 'submission', 'submissionId'),
    );
    on('membership.ended', (tx, event) => this.ended(tx, event));
    on('account_link.made', (tx, event) => this.linkMade(tx, event));
    on('address.change_asked', (tx, event) =>
      this.tellPerson(tx, event, 'address_change_asked', 'person', event.id),
    );
    on('address.changed', (tx, event) => this.addressChanged(tx, event));
    on(ALARM_RAISED, (tx, event) => this.alarmRaised(tx, event));
    on('password.changed', (tx, event) => this.passwordChanged(tx, event));
    for (const [event, kind] of aboutSigningIn)
      on(event, (tx, happened) => this.tellPerson(tx, happened, kind, 'person', happened.id));
    for (const kind of ['membership.started', 'membership.changed'])
      on(kind, (tx, event) => this.reconcilePerson(tx, event));
    for (const kind of ['review.closed_early', 'review.cancelled'])
      on(kind, (tx, event) => this.reconcile(tx, event));
    // Planned where they happen; here they are only looked at without delay.
    for (const kind of ['cut_off.moved', 'deadline.changed', 'reminder.nudged', 'reminder.released'])
      on(kind, () => Promise.resolve());
  }

  private async assigned(tx: Transaction, event: DeliveredEvent): Promise<void> {
    const { leadPersonId, assignedBy } = event.payload;
    if (leadPersonId === assignedBy) return;
    await this.tell(tx, event, 'section_assigned', 'section', (person) => person.personId === leadPersonId);
  }

  private async asked(tx: Transaction, event: DeliveredEvent, kind: MessageKind): Promise<void> {
    const awaited = await this.rows.awaitedMembers(tx, event.id);
    await this.tell(
      tx,
      event,
      kind,
      'review_round',
      (person) => awaited.includes(person.memberId) && speaks(person),
    );
    await this.reconcile(tx, event);
  }

  private async verdict(tx: Transaction, event: DeliveredEvent): Promise<void> {
    const { verdictId, sectionId } = event.payload;
    const lead = await this.rows.sectionLead(tx, String(sectionId));
    await this.tell(
      tx,
      { ...event, id: String(verdictId) },
      'verdict_given',
      'verdict',
      (person) => person.personId === lead || coordinates(person),
    );
    await this.reconcile(tx, event);
  }

  private async approved(tx: Transaction, event: DeliveredEvent): Promise<void> {
    const lead = await this.rows.sectionLead(tx, event.id);
    await this.tell(
      tx,
      event,
      'section_approved',
      'section',
      (person) => person.personId === lead || coordinates(person),
    );
  }

  private async invited(tx: Transaction, event: DeliveredEvent): Promise<void> {
    const invitation = await this.rows.invitation(tx, event.id);
    if (!invitation?.open) return;
    const { version, personId, email } = invitation;
    await this.ledger.notify(
      tx,
      {
        proposalId: event.proposalId,
        aboutKind: 'invitation',
        aboutId: event.id,
        aboutRevision: version,
        kind: 'invitation',
      },
      [{ personId, email }],
    );
  }

  private async everybody(
    tx: Transaction,
    event: DeliveredEvent,
    kind: MessageKind,
    aboutKind: string,
    idKey = 'id',
  ): Promise<void> {
    const id = String(event.payload[idKey] ?? event.id);
    await this.tell(tx, { ...event, id }, kind, aboutKind, () => true);
  }

  private async ended(tx: Transaction, event: DeliveredEvent): Promise<void> {
    await this.reconcilePerson(tx, event);
    await this.tellPerson(tx, event, 'membership_ended', 'membership', String(event.payload['personId']));
  }

  private async passwordChanged(tx: Transaction, event: DeliveredEvent): Promise<void> {
    const personId = String(event.payload['personId'] ?? event.id);
    await this.tellPerson(tx, { ...event, id: personId }, 'password_changed', 'person', personId);
  }

  private async linkMade(tx: Transaction, { id }: DeliveredEvent): Promise<void> {
    const link = await this.rows.accountLink(tx, id);
    if (!link) return;
    const { personId, email } = link;
    const kind = link.kind === 'password' ? 'password_link' : 'address_link';
    await this.ledger.notify(
      tx,
      { proposalId: null, aboutKind: 'account_link', aboutId: id, aboutRevision: 1, kind },
      [{ personId, email }],
    );
  }

  /** The old address is told once more; what is planned goes to the new one. */
  private async addressChanged(tx: Transaction, { id, eventId, payload }: DeliveredEvent): Promise<void> {
    const link = await this.rows.accountLink(tx, String(payload['linkId']));
    const formerEmail = link?.formerEmail;
    if (formerEmail)
      await this.ledger.notify(
        tx,
        {
          proposalId: null,
          aboutKind: 'person',
          aboutId: id,
          aboutRevision: Number(eventId),
          kind: 'address_changed',
        },
        [{ personId: id, email: formerEmail }],
      );
    for (const proposalId of await this.rows.proposalsOf(tx, id)) await this.ledger.reconcile(tx, proposalId);
  }

  private async alarmRaised(tx: Transaction, { id, eventId }: DeliveredEvent): Promise<void> {
    await this.ledger.notify(
      tx,
      {
        proposalId: null,
        aboutKind: 'alarm',
        aboutId: id,
        aboutRevision: Number(eventId),
        kind: 'alarm_raised',
      },
      await this.rows.administrators(tx),
    );
  }

  private async reconcile(tx: Transaction, { proposalId }: DeliveredEvent): Promise<void> {
    if (proposalId !== null) await this.ledger.reconcile(tx, proposalId);
  }

  /** What one person gains or loses changes nobody else's reminders. */
  private async reconcilePerson(tx: Transaction, { proposalId, payload }: DeliveredEvent): Promise<void> {
    if (proposalId !== null) await this.ledger.reconcile(tx, proposalId, String(payload['personId']));
  }

  /** Whoever did it knows it already. The event's number tells one happening from the next. */
  private async tell(
    tx: Transaction,
    { proposalId, id, eventId, payload }: DeliveredEvent,
    kind: MessageKind,
    aboutKind: string,
    concerns: (person: Recipient) => boolean,
  ): Promise<void> {
    if (proposalId === null) return;
    const people = await this.ledger.people(tx, proposalId);
    // Receipts are evidence: the one who submitted gets theirs too.
    const knows = (person: Recipient): boolean =>
      kind !== 'submission_receipt' && person.personId === payload['byPersonId'];
    await this.ledger.notify(
      tx,
      { proposalId, aboutKind, aboutId: id, aboutRevision: Number(eventId), kind },
      people.filter((person) => concerns(person) && !knows(person)),
    );
  }

  private async tellPerson(
    tx: Transaction,
    { proposalId, id, eventId }: DeliveredEvent,
    kind: MessageKind,
    aboutKind: string,
    personId: string,
  ): Promise<void> {
    const email = await this.rows.address(tx, personId);
    if (email === null) return;
    await this.ledger.notify(
      tx,
      { proposalId, aboutKind, aboutId: id, aboutRevision: Number(eventId), kind },
      [{ personId, email }],
    );
  }
}
