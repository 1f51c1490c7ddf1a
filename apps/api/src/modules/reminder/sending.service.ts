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

  /** Sends one mail about everything that was claimed for it. */
  async send(fold: readonly Claim[]): Promise<void> {
    const ready = await this.prepare(fold);
    if (ready === null) return;
    if (this.server.isConfigured) await this.handOver(ready);
    else await this.deliverHere(ready);
  }

  private async prepare(fold: readonly Claim[]): Promise<Ready | null> {
    try {
      return await this.db.transaction(async (tx) => {
        const { mail, told, gone } = await this.writer.write(tx, await this.occurrences.lock(tx, fold));
        for (const { occurrence, why } of gone) await this.occurrences.markCancelled(tx, occurrence, why);
        const [occurrence, ...folded] = told;
        if (mail === null || !occurrence) return null;
        await this.occurrences.markSending(tx, occurrence, mail.kept, folded);
        return { occurrence, mail };
      });
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.log.error(
        `Reminder ${fold.map(({ id }) => id).join(', ')} cannot be written: ${why}`,
        (error as Error).stack,
      );
      // One that cannot be written keeps no other from going out.
      if (fold.length > 1) for (const claim of fold) await this.send([claim]);
      else
        for (const claim of fold)
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
