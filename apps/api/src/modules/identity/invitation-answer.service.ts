import { randomUUID } from 'node:crypto';
import type { AcceptInvitation, InvitationAccepted, InvitationView } from '@concordat/contracts';
import {
  answerInvitation,
  type InstallationRole,
  type InvitationState,
  normaliseDisplayName,
  type ProposalRole,
} from '@concordat/domain';
import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { RequestContext } from '../../platform/authz/index.js';
import { PublicDatabase, type Transaction } from '../../platform/database/index.js';
import { Refusal } from '../../platform/errors/index.js';
import { LiveUpdates } from '../../platform/realtime/index.js';
import { hashOf } from './link-tokens.js';
import { Passwords } from './passwords.js';
import { SignInService } from './sign-in.service.js';

interface AskedRow {
  readonly id: string;
  readonly email: string;
  readonly displayName: string;
  readonly inviterName: string | null;
  readonly proposalId: string | null;
  readonly acronym: string | null;
  readonly title: string | null;
  readonly memberId: string | null;
  readonly stateCode: string | null;
  readonly memberLeft: boolean;
  readonly roles: ProposalRole[];
  readonly installationRoles: InstallationRole[];
  readonly state: InvitationState;
  readonly expiresAt: Date;
  readonly accountId: string | null;
  readonly standingMemberId: string | null;
}

/** Invitations as those see them who hold the link. */
@Injectable()
export class InvitationAnswerService {
  constructor(
    private readonly doors: PublicDatabase,
    private readonly passwords: Passwords,
    private readonly signIns: SignInService,
    private readonly live: LiveUpdates,
  ) {}

  /** Says what is asked. Refuses links that can no longer be answered, each for its own reason. */
  read(ctx: RequestContext, token: string): Promise<InvitationView> {
    return this.doors.transaction(async (tx) => {
      const asked = await find(tx, token, false);
      refuseClosed('accepted', asked, await tx.clock());
      const { proposalId, acronym, title, stateCode } = asked;
      return {
        email: asked.email,
        displayName: asked.displayName,
        inviterName: asked.inviterName,
        proposal:
          proposalId === null || acronym === null || title === null
            ? null
            : { id: proposalId, acronym, title, stateCode },
        roles: asked.roles,
        installationRoles: asked.installationRoles,
        expiresAt: asked.expiresAt.toISOString(),
        accountExists: asked.accountId !== null,
        isForReader: ctx.isSignedIn && ctx.personId === asked.accountId,
      };
    });
  }

  /** Makes the account where there is none, and the membership; the link is used up in the same transaction. */
  async accept(
    ctx: RequestContext,
    { token, account }: AcceptInvitation,
    request: Request,
    response: Response,
  ): Promise<InvitationAccepted> {
    const seen = await this.doors.transaction(async (tx) => {
      const asked = await find(tx, token, false);
      refuseClosed('accepted', asked, await tx.clock());
      return asked;
    });
    refuseStranger(ctx, seen);
    const made = seen.accountId === null ? await this.prepare(seen, account) : null;
    const opened = await this.doors.transaction(async (tx) => {
      const asked = await find(tx, token, true);
      refuseClosed('accepted', asked, await tx.clock());
      refuseStranger(ctx, asked);
      if (asked.memberLeft) throw new Refusal('invitation.member_left');
      if (asked.standingMemberId !== null && asked.standingMemberId !== asked.memberId)
        throw new Refusal('invitation.other_state');
      const [done] = await tx.query<{ personId: string | null }>(
        'select app.door_accept_invitation($1, $2, $3, $4, $5, $6, $7, $8) as "personId"',
        [
          hashOf(token),
          ctx.isSignedIn ? ctx.sessionId : null,
          made?.id ?? null,
          made?.email ?? null,
          made?.displayName ?? null,
          made?.passwordHash ?? null,
          made?.zone ?? null,
          ctx.requestId,
        ],
      );
      // The row was locked and asked above: what is left is an account made or closed in between.
      if (!done?.personId)
        throw new Refusal(asked.email === '' ? 'invitation.address_taken' : 'changed.meanwhile');
      await this.tell(tx, asked, 'invitation.accepted');
      return made === null ? null : this.signIns.begin(ctx, tx, done.personId, request);
    });
    if (opened !== null) await this.signIns.replace(ctx, response, opened);
    return { proposalId: seen.proposalId };
  }

  decline(ctx: RequestContext, token: string): Promise<Record<string, never>> {
    return this.doors.transaction(async (tx) => {
      const asked = await find(tx, token, true);
      refuseClosed('declined', asked, await tx.clock());
      if (ctx.isSignedIn && ctx.personId !== asked.accountId) throw new Refusal('invitation.wrong_address');
      await tx.query('select app.door_decline_invitation($1, $2)', [hashOf(token), ctx.requestId]);
      await this.tell(tx, asked, 'invitation.declined');
      return {};
    });
  }

  private async prepare(asked: AskedRow, account: AcceptInvitation['account']) {
    const email = asked.email || account?.email;
    if (account === null || !email) throw new Refusal('invitation.account_needed');
    const displayName = normaliseDisplayName(account.displayName);
    const passwordHash = await this.passwords.hashChosen(
      account.password,
      { email, displayName },
      'account.password',
    );
    return { id: randomUUID(), email, displayName, passwordHash, zone: account.zone };
  }

  private async tell(tx: Transaction, { id, proposalId }: AskedRow, kind: string): Promise<void> {
    if (proposalId !== null) await this.live.changed(tx, { kind, proposalId, id });
  }
}

async function find(tx: Transaction, token: string, lock: boolean): Promise<AskedRow> {
  const [row] = await tx.query<AskedRow>(
    `select id, email, display_name as "displayName", inviter_name as "inviterName", proposal_id as "proposalId",
            acronym, title, member_id as "memberId", state_code as "stateCode",
            coalesce(member_left, false) as "memberLeft", roles, installation_roles as "installationRoles", state,
            expires_at as "expiresAt", account_id as "accountId", standing_member_id as "standingMemberId"
       from app.door_invitation($1, $2)`,
    [hashOf(token), lock],
  );
  if (!row) throw new Refusal('invitation.unknown');
  return row;
}

/** Whoever holds the link has the mail: the address is the invitation's own until an account claims it. */
function refuseClosed(answer: 'accepted' | 'declined', asked: AskedRow, now: Date): void {
  const outcome = answerInvitation(answer, asked, asked.email, now);
  if (!outcome.ok) throw new Refusal(outcome.reason);
}

/** An account's invitation is accepted by its person, and nobody signed in accepts another's. */
function refuseStranger(ctx: RequestContext, { accountId }: AskedRow): void {
  if (!ctx.isSignedIn && accountId !== null) throw new Refusal('invitation.sign_in_first');
  if (ctx.isSignedIn && ctx.personId !== accountId) throw new Refusal('invitation.wrong_address');
}
