import { Injectable } from '@nestjs/common';
import type { MailboxLine } from '@concordat/contracts';
import type { Transaction } from '../../platform/database/index.js';
import { Refusal } from '../../platform/errors/index.js';

export interface MailRow extends MailboxLine {
  readonly to: string;
  readonly text: string;
  readonly html: string;
  readonly occurrenceId: string | null;
}

const line = `id, subject, app.instant_text(delivered_at) as "deliveredAt", app.instant_text(read_at) as "readAt"`;

/** To the person, at whatever address; before there was an account, to the address. */
const mine = `(recipient_id = app.person_id() or (recipient_id is null and to_email = app.my_email()))`;

/** Mail delivered inside the product. Row security shows each person their own address only. */
@Injectable()
export class MailboxRepository {
  list(tx: Transaction): Promise<MailboxLine[]> {
    return tx.query<MailboxLine>(
      `select ${line} from mailbox_message where ${mine} order by delivered_at desc, id limit 200`,
    );
  }

  async mine(tx: Transaction): Promise<{ readonly address: string; readonly unread: number }> {
    const [row] = await tx.query<{ address: string; unread: number }>(
      `select app.my_email() as address, (select count(*)::int from mailbox_message
         where ${mine} and read_at is null) as unread`,
    );
    return { address: row?.address ?? '', unread: row?.unread ?? 0 };
  }

  async load(tx: Transaction, id: string): Promise<MailRow> {
    const [row] = await tx.query<MailRow>(
      `select ${line}, to_email as "to", body_text as text, body_html as html, occurrence_id as "occurrenceId"
       from mailbox_message where id = $1 and ${mine}`,
      [id],
    );
    if (!row) throw new Refusal('not_found');
    return row;
  }

  async markRead(tx: Transaction, id: string): Promise<void> {
    await tx.execute(
      `update mailbox_message set read_at = clock_timestamp()
       where id = $1 and ${mine} and read_at is null`,
      [id],
    );
  }

  /** The link to an account that a mail carries, while it works. Runs as the worker. */
  async openAccountLink(
    tx: Transaction,
    occurrenceId: string,
  ): Promise<{ readonly id: string; readonly nonce: string } | undefined> {
    const [row] = await tx.query<{ id: string; nonce: string }>(
      `select l.id, l.nonce from reminder_occurrence o join account_link l on l.id = o.about_id
       where o.id = $1 and o.about_kind = 'account_link' and l.used_at is null and l.ended_at is null
         and l.expires_at > clock_timestamp()`,
      [occurrenceId],
    );
    return row;
  }

  /** The invitation a mail carries the link of, while that link works. Runs as the worker. */
  async openInvitation(
    tx: Transaction,
    occurrenceId: string,
  ): Promise<{ readonly id: string; readonly nonce: string } | undefined> {
    const [row] = await tx.query<{ id: string; nonce: string }>(
      `select i.id, i.nonce from reminder_occurrence o join invitation i on i.id = o.about_id
       where o.id = $1 and o.about_kind = 'invitation' and i.state = 'sent' and i.version = o.about_revision`,
      [occurrenceId],
    );
    return row;
  }
}
