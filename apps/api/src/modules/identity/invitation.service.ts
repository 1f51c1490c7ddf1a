import { randomUUID } from 'node:crypto';
import type { InvitationMade } from '@concordat/contracts';
import {
  type InstallationRole,
  type InvitationState,
  normaliseDisplayName,
  normaliseEmail,
  type ProposalRole,
  revokeInvitation,
} from '@concordat/domain';
import { Injectable } from '@nestjs/common';
import { Audit, type AuditedBy } from '../../platform/audit/index.js';
import type { Transaction } from '../../platform/database/index.js';
import { notFound, Refusal } from '../../platform/errors/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import { hashOf, LinkTokens } from './link-tokens.js';

/** How long a link works. */
export const invitationDays = 14;

/** Whom to invite to what. Without a proposal it is the installation. */
export interface NewInvitation {
  readonly proposalId: string | null;
  readonly memberId: string | null;
  readonly email: string;
  readonly displayName: string;
  readonly roles: readonly ProposalRole[];
  readonly installationRoles?: readonly InstallationRole[];
  /** Null for the first administrator's own link. */
  readonly invitedBy: string | null;
  readonly requestId?: string;
}

/** An invitation inside its proposal (null: the installation), and who acts on it. */
export interface InvitationStep {
  readonly proposalId: string | null;
  readonly invitationId: string;
  readonly by: AuditedBy;
}

interface LockedRow {
  readonly id: string;
  readonly email: string;
  readonly state: InvitationState;
  readonly expiresAt: Date;
}

/**
 * Invitations as inviters see them. Whoever calls has asked the policy before. The link's token is derived from the
 * row and the installation's key; `invitation.sent` carries the id alone, and the mail derives the link again.
 */
@Injectable()
export class InvitationService {
  constructor(
    private readonly tokens: LinkTokens,
    private readonly audit: Audit,
    private readonly outbox: Outbox,
  ) {}

  /** Makes an invitation. One that still waits for the same address and the same place is replaced by it. */
  async invite(tx: Transaction, wish: NewInvitation): Promise<InvitationMade> {
    const by = { personId: wish.invitedBy, requestId: wish.requestId ?? null };
    const email = normaliseEmail(wish.email);
    await this.replaceWaiting(tx, email, wish, by);
    const linked = { id: randomUUID(), nonce: randomUUID() };
    const expiresAt = await expiry(tx);
    await tx.execute(
      `insert into invitation (id, proposal_id, member_id, email, display_name, token_hash, nonce, roles,
                               installation_roles, invited_by, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [
        linked.id,
        wish.proposalId,
        wish.memberId,
        email,
        normaliseDisplayName(wish.displayName),
        hashOf(this.tokens.forInvitation(linked)),
        linked.nonce,
        wish.roles,
        wish.installationRoles ?? [],
        wish.invitedBy,
        expiresAt,
      ],
    );
    await this.record(tx, by, 'invitation.send', wish.proposalId, linked.id);
    await this.announceSent(tx, wish.proposalId, linked.id);
    return {
      invitationId: linked.id,
      link: this.tokens.invitationLink(linked),
      expiresAt: expiresAt.toISOString(),
    };
  }

  /** Makes a new link with a new term; the old one stops working. Refuses what was accepted or taken back. */
  async resend(tx: Transaction, { proposalId, invitationId, by }: InvitationStep): Promise<InvitationMade> {
    const row = await this.lock(tx, proposalId, invitationId);
    if (row.state === 'accepted') throw new Refusal('invitation.used');
    if (row.state === 'revoked') throw new Refusal('invitation.revoked');
    const linked = { id: row.id, nonce: randomUUID() };
    const expiresAt = await expiry(tx);
    await tx.execute(
      `update invitation set token_hash = $2, nonce = $3, expires_at = $4, state = 'sent', answered_at = null,
              created_at = clock_timestamp(), version = version + 1 where id = $1`,
      [row.id, hashOf(this.tokens.forInvitation(linked)), linked.nonce, expiresAt],
    );
    await this.record(tx, by, 'invitation.resend', proposalId, row.id);
    await this.announceSent(tx, proposalId, row.id);
    return {
      invitationId: row.id,
      link: this.tokens.invitationLink(linked),
      expiresAt: expiresAt.toISOString(),
    };
  }

  /** Takes an invitation back. Refuses `invitation.used`, `invitation.declined`, `invitation.revoked`. */
  async revoke(tx: Transaction, { proposalId, invitationId, by }: InvitationStep): Promise<void> {
    const row = await this.lock(tx, proposalId, invitationId);
    const outcome = revokeInvitation(row);
    if (!outcome.ok) throw new Refusal(outcome.reason);
    await this.takeBack(tx, proposalId, row.id, by);
  }

  private async lock(tx: Transaction, proposalId: string | null, id: string): Promise<LockedRow> {
    const [row] = await tx.query<LockedRow>(
      `select id, email, state, expires_at as "expiresAt" from invitation
        where id = $1 and proposal_id is not distinct from $2::uuid for update`,
      [id, proposalId],
    );
    if (!row) throw notFound();
    return row;
  }

  private async replaceWaiting(
    tx: Transaction,
    email: string,
    { proposalId }: NewInvitation,
    by: AuditedBy,
  ): Promise<void> {
    const waiting = await tx.query<{ id: string }>(
      `select id from invitation where email = $1 and state = 'sent' and proposal_id is not distinct from $2::uuid
          for update`,
      [email, proposalId],
    );
    for (const { id } of waiting) await this.takeBack(tx, proposalId, id, by);
  }

  private async takeBack(
    tx: Transaction,
    proposalId: string | null,
    id: string,
    by: AuditedBy,
  ): Promise<void> {
    await tx.execute(`update invitation set state = 'revoked', version = version + 1 where id = $1`, [id]);
    await this.record(tx, by, 'invitation.revoke', proposalId, id);
    await this.outbox.add(tx, { kind: 'invitation.revoked', proposalId, id });
  }

  private async announceSent(tx: Transaction, proposalId: string | null, id: string): Promise<void> {
    await this.outbox.add(tx, { kind: 'invitation.sent', proposalId, id });
  }

  private async record(
    tx: Transaction,
    by: AuditedBy,
    action: string,
    proposalId: string | null,
    objectId: string,
  ): Promise<void> {
    await this.audit.record(tx, by, { action, object: 'invitation', objectId, proposalId });
  }
}

async function expiry(tx: Transaction): Promise<Date> {
  const at = new Date(await tx.clock());
  at.setUTCDate(at.getUTCDate() + invitationDays);
  return at;
}
