import { Injectable, Logger } from '@nestjs/common';
import { nextAttemptAt } from '@concordat/domain';
import { type Transaction, WorkerDatabase } from '../../platform/database/index.js';
import { Signals } from '../../platform/observability/index.js';
import { LiveUpdates } from '../../platform/realtime/index.js';
import { MailServer, refusesOne, serverAnswer } from './mail-server.js';
import { MailWriter, type WrittenMail } from './mail-writer.js';
import { type Claim, type ClaimedOccurrence, OccurrenceRepository } from './occurrence.repository.js';

interface Ready {
  readonly occurrence: ClaimedOccurrence;
  readonly mail: WrittenMail;
}

/** Sends what was claimed: asks again whether there is a reason, writes it down, hands it over, records it. */
@Injectable()
export class SendingService {
  private readonly log = new Logger(SendingService.name);

  constructor(
    private readonly db: WorkerDatabase,
    private readonly occurrences: OccurrenceRepository,
    private readonly writer: MailWriter,
    private readonly server: MailServer,
    private readonly live: LiveUpdates,
    private readonly signals: Signals,
  ) {}

  async send(claim: Claim): Promise<void> {
    const ready = await this.prepare(claim);
    if (ready === null) return;
    if (this.server.isConfigured) await this.handOver(ready);
    else await this.deliverHere(ready);
  }

  private async prepare(claim: Claim): Promise<Ready | null> {
    try {
      return await this.db.transaction(async (tx) => {
        const occurrence = await this.occurrences.lock(tx, claim);
        if (!occurrence) return null;
        const written = await this.writer.write(tx, occurrence);
        if (written.kind === 'gone') {
          await this.occurrences.markCancelled(tx, claim, written.why);
          return null;
        }
        await this.occurrences.markSending(tx, claim, written.mail.kept);
        return { occurrence, mail: written.mail };
      });
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.log.error(`Reminder ${claim.id} cannot be written: ${why}`, (error as Error).stack);
      await this.db.transaction((tx) => this.occurrences.markUnwritable(tx, claim, why.slice(0, 300)));
      return null;
    }
  }

  /** The mailbox is in the same database: delivered and recorded are one commit. */
  private async deliverHere({ occurrence, mail }: Ready): Promise<void> {
    await this.db.transaction(async (tx) => {
      if (!(await this.occurrences.markSent(tx, occurrence))) return;
      await this.occurrences.deliverToMailbox(tx, occurrence, mail.kept);
      await this.tell(tx, occurrence);
    });
  }

  private async handOver({ occurrence, mail }: Ready): Promise<void> {
    const { recipientEmail, messageId, id, attempts } = occurrence;
    try {
      await this.server.handOver(recipientEmail, messageId, mail.sent);
      this.signals.tell('mail.handed_over', { outcome: 'taken' });
    } catch (error) {
      this.signals.tell('mail.handed_over', { outcome: refusesOne(error) ? 'refused' : 'away' });
      const answer = serverAnswer(error);
      this.log.warn(`Reminder ${id} was not taken: ${answer}`);
      await this.db.transaction(async (tx) => {
        const again = nextAttemptAt(attempts + 1, await tx.clock());
        await this.occurrences.markFailed(tx, occurrence, answer, again);
      });
      return;
    }
    await this.db.transaction((tx) => this.occurrences.markSent(tx, occurrence));
  }

  /** The reader's open screens count their mail anew. */
  private async tell(tx: Transaction, { id, recipientId }: ClaimedOccurrence): Promise<void> {
    if (recipientId !== null) await this.live.changedFor(tx, recipientId, { kind: 'mail.delivered', id });
  }
}
