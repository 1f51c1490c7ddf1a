import { Injectable } from '@nestjs/common';
import type { MailboxMessageView, MailboxView } from '@concordat/contracts';
import type { RequestContext } from '../../platform/authz/index.js';
import { type Transaction, WebDatabase, WorkerDatabase } from '../../platform/database/index.js';
import { LinkTokens } from '../identity/index.js';
import { MailServer } from './mail-server.js';
import { secretMask } from './mail-writer.js';
import { MailboxRepository, type MailRow } from './mailbox.repository.js';

/** The mailbox page: each person reads mail to their own address, and nobody else's. */
@Injectable()
export class MailboxService {
  constructor(
    private readonly db: WebDatabase,
    private readonly worker: WorkerDatabase,
    private readonly mails: MailboxRepository,
    private readonly links: LinkTokens,
    private readonly server: MailServer,
  ) {}

  list(ctx: RequestContext): Promise<MailboxView> {
    const facts = own(ctx);
    return this.db.transaction(ctx, async (tx) => ({
      ...(await this.mails.mine(tx)),
      delivers: !this.server.isConfigured,
      messages: await this.mails.list(tx),
      abilities: ctx.abilities(['mailbox.read'], facts),
    }));
  }

  async unread(ctx: RequestContext): Promise<{ unread: number }> {
    own(ctx);
    const { unread } = await this.db.transaction(ctx, (tx) => this.mails.mine(tx));
    return { unread };
  }

  async read(ctx: RequestContext, messageId: string): Promise<MailboxMessageView> {
    const { id, subject, deliveredAt, readAt, to, text } = await this.open(ctx, messageId);
    return { id, subject, deliveredAt, readAt, to, text };
  }

  async body(ctx: RequestContext, messageId: string): Promise<string> {
    return (await this.open(ctx, messageId)).html;
  }

  markRead(ctx: RequestContext, messageId: string): Promise<Record<string, never>> {
    own(ctx);
    return this.db.transaction(ctx, async (tx) => {
      await this.mails.load(tx, messageId);
      await this.mails.markRead(tx, messageId);
      return {};
    });
  }

  private async secretOf(tx: Transaction, occurrenceId: string): Promise<string | null> {
    const invitation = await this.mails.openInvitation(tx, occurrenceId);
    if (invitation) return this.links.forInvitation(invitation);
    const link = await this.mails.openAccountLink(tx, occurrenceId);
    return link ? this.links.forAccount(link) : null;
  }

  /** The stored mail has no secret; its reader gets the link whole for as long as it works. */
  private async open(ctx: RequestContext, messageId: string): Promise<MailRow> {
    own(ctx);
    const row = await this.db.transaction(ctx, (tx) => this.mails.load(tx, messageId));
    const { occurrenceId } = row;
    if (occurrenceId === null) return row;
    const secret = await this.worker.transaction((tx) => this.secretOf(tx, occurrenceId));
    if (secret === null) return row;
    return {
      ...row,
      text: row.text.replaceAll(secretMask, secret),
      html: row.html.replaceAll(secretMask, secret),
    };
  }
}

function own(ctx: RequestContext): { readonly personId: string } {
  const facts = { personId: ctx.personId };
  ctx.require('mailbox.read', facts);
  return facts;
}
