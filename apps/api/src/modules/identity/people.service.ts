import type {
  InvitationMade,
  InvitePerson,
  PeopleView,
  PersonStep,
  SetPersonRoles,
} from '@concordat/contracts';
import { invitationStateAt } from '@concordat/domain';
import { Injectable } from '@nestjs/common';
import { Audit } from '../../platform/audit/index.js';
import type { RequestContext } from '../../platform/authz/index.js';
import { PublicDatabase, type Transaction, WebDatabase } from '../../platform/database/index.js';
import { Refusal } from '../../platform/errors/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import { AccountLinkService } from './account-link.service.js';
import { InvitationService } from './invitation.service.js';
import { openAdmins, PeopleRepository } from './people.repository.js';
import { SessionEnding } from './session-ending.service.js';

/** Accounts and the roles outside any proposal, for the admin. */
@Injectable()
export class PeopleService {
  constructor(
    private readonly db: WebDatabase,
    private readonly people: PeopleRepository,
    private readonly invitations: InvitationService,
    private readonly doors: PublicDatabase,
    private readonly links: AccountLinkService,
    private readonly ending: SessionEnding,
    private readonly audit: Audit,
    private readonly outbox: Outbox,
  ) {}

  list(ctx: RequestContext): Promise<PeopleView> {
    return this.db.transaction(ctx, async (tx) => {
      ctx.require('person.read_all', {});
      return this.view(ctx, tx);
    });
  }

  invite(ctx: RequestContext, wish: InvitePerson): Promise<InvitationMade> {
    return this.db.transaction(ctx, async (tx) => {
      ctx.require('person.invite', {});
      if (await this.people.hasAccount(tx, wish.email)) throw new Refusal('person.has_account');
      return this.invitations.invite(tx, {
        ...wish,
        proposalId: null,
        memberId: null,
        roles: [],
        invitedBy: ctx.personId,
        requestId: ctx.requestId,
      });
    });
  }

  resend(ctx: RequestContext, invitationId: string): Promise<InvitationMade> {
    return this.db.transaction(ctx, async (tx) => {
      ctx.require('person.invite', {});
      return this.invitations.resend(tx, { proposalId: null, invitationId, by: ctx });
    });
  }

  revoke(ctx: RequestContext, invitationId: string): Promise<Record<string, never>> {
    return this.db.transaction(ctx, async (tx) => {
      ctx.require('person.invite', {});
      await this.invitations.revoke(tx, { proposalId: null, invitationId, by: ctx });
      return {};
    });
  }

  setRoles(ctx: RequestContext, personId: string, wish: SetPersonRoles): Promise<PeopleView> {
    return this.db.transaction(ctx, async (tx) => {
      ctx.require('person.set_roles', {});
      const { person, adminIds } = await this.people.lock(tx, personId);
      if (!wish.installationRoles.includes('admin')) refuseLastAdmin(personId, adminIds);
      await this.record(ctx, tx, 'person.set_roles', personId, {
        before: { installationRoles: person.installationRoles },
        after: { installationRoles: wish.installationRoles },
      });
      // Whoever gives up the own role may see nothing of this afterwards: read first, write last.
      const { version, installationRoles: roles } = wish;
      await this.people.setRoles(tx, personId, { version, roles });
      return this.view(ctx, tx);
    });
  }

  /** Closes the account: whatever is open on its behalf closes with it. */
  disable(ctx: RequestContext, personId: string, { version }: PersonStep): Promise<PeopleView> {
    return this.db.transaction(ctx, async (tx) => {
      ctx.require('person.disable', {});
      const { person, adminIds } = await this.people.lock(tx, personId);
      if (person.disabledAt !== null) throw new Refusal('person.already_disabled');
      refuseLastAdmin(personId, adminIds);
      await this.ending.end(ctx, tx, personId);
      await this.record(ctx, tx, 'person.disable', personId, {});
      await this.people.setDisabled(tx, personId, { version, disabled: true });
      return this.view(ctx, tx);
    });
  }

  enable(ctx: RequestContext, personId: string, { version }: PersonStep): Promise<PeopleView> {
    return this.db.transaction(ctx, async (tx) => {
      ctx.require('person.disable', {});
      const { person } = await this.people.lock(tx, personId);
      if (person.disabledAt === null) throw new Refusal('person.not_disabled');
      await this.people.setDisabled(tx, personId, { version, disabled: false });
      await this.record(ctx, tx, 'person.enable', personId, {});
      return this.view(ctx, tx);
    });
  }

  /** The administrator learns nothing by it: the link goes to the account's own address. */
  async sendReset(ctx: RequestContext, personId: string): Promise<Record<string, never>> {
    const email = await this.db.transaction(ctx, async (tx) => {
      ctx.require('person.send_reset', {});
      const { person } = await this.people.lock(tx, personId);
      if (person.disabledAt !== null) throw new Refusal('person.already_disabled');
      if (person.isSample) throw new Refusal('person.is_sample');
      return person.email;
    });
    const isSent = await this.doors.transaction((tx) => this.links.makePasswordLink(tx, email));
    if (!isSent) throw new Refusal('person.reset_sent_before');
    await this.db.transaction(ctx, (tx) => this.record(ctx, tx, 'person.send_reset', personId, {}));
    return {};
  }

  private async view(ctx: RequestContext, tx: Transaction): Promise<PeopleView> {
    const rows = await this.people.list(tx);
    const admins = openAdmins(rows);
    const now = await tx.clock();
    return {
      people: rows.map(({ disabledAt, lastSeenAt, ...row }) => ({
        ...row,
        disabledAt: disabledAt?.toISOString() ?? null,
        lastSeenAt: lastSeenAt?.toISOString() ?? null,
        isLastAdmin: admins.length === 1 && admins[0] === row.id,
        abilities: ctx.abilities(
          ['person.set_roles', 'person.disable', 'person.send_reset', 'second_factor.reset'],
          {
            personId: row.id,
          },
        ),
      })),
      invitations: (await this.people.invitations(tx)).map(({ sentAt, expiresAt, ...row }) => ({
        ...row,
        state: invitationStateAt({ ...row, expiresAt }, now),
        sentAt: sentAt.toISOString(),
        expiresAt: expiresAt.toISOString(),
      })),
      abilities: ctx.abilities(['person.invite'], {}),
    };
  }

  private async record(
    ctx: RequestContext,
    tx: Transaction,
    action: string,
    personId: string,
    change: { before?: Record<string, unknown>; after?: Record<string, unknown> },
  ): Promise<void> {
    await this.audit.record(tx, ctx, {
      action,
      object: 'person',
      objectId: personId,
      proposalId: null,
      ...change,
    });
    await this.outbox.add(tx, { kind: 'person.changed', proposalId: null, id: personId });
  }
}

function refuseLastAdmin(personId: string, adminIds: readonly string[]): void {
  if (adminIds.length === 1 && adminIds[0] === personId) throw new Refusal('person.last_admin');
}
