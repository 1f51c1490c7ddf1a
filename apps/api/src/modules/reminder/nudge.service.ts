import { Injectable } from '@nestjs/common';
import type { Nudge, NudgeMade } from '@concordat/contracts';
import { Audit } from '../../platform/audit/index.js';
import type { RequestContext } from '../../platform/authz/index.js';
import { WebDatabase } from '../../platform/database/index.js';
import { Refusal } from '../../platform/errors/index.js';
import { Outbox } from '../../platform/outbox/index.js';
import type { Recipient } from './audience.js';
import { ReminderLedger } from './ledger/index.js';
import { NudgeRepository } from './nudge.repository.js';

const holdsOne = ({ roles }: Recipient, ...wanted: readonly string[]): boolean =>
  roles.some((role) => wanted.includes(role));

/** The Remind button: one message to one person about one section, at most once an hour. */
@Injectable()
export class NudgeService {
  constructor(
    private readonly db: WebDatabase,
    private readonly rows: NudgeRepository,
    private readonly ledger: ReminderLedger,
    private readonly audit: Audit,
    private readonly outbox: Outbox,
  ) {}

  nudge(ctx: RequestContext, proposalId: string, wish: Nudge): Promise<NudgeMade> {
    return this.db.transaction(ctx, async (tx) => {
      if (!ctx.can('proposal.read', { proposalId })) throw new Refusal('not_found');
      const { count } = await this.rows.lock(tx, proposalId, wish.sectionId);
      ctx.require('reminder.nudge', { proposalId });
      const people = (await this.ledger.people(tx, proposalId)).filter(
        (person) => person.personId !== ctx.personId && isMeant(person, wish),
      );
      if (people.length === 0) throw new Refusal('nudge.nobody_there');
      const lately = await this.rows.remindedLately(tx, wish.sectionId);
      const now = people.filter(({ personId }) => !lately.includes(personId));
      if (now.length === 0) throw new Refusal('nudge.too_soon');
      await this.ledger.notify(
        tx,
        {
          proposalId,
          aboutKind: 'section',
          aboutId: wish.sectionId,
          aboutRevision: count + 1,
          kind: 'nudge',
        },
        now,
      );
      await this.audit.record(tx, ctx, {
        action: 'reminder.nudge',
        object: 'section',
        objectId: wish.sectionId,
        proposalId,
        after: { personIds: now.map(({ personId }) => personId) },
      });
      await this.outbox.add(tx, { kind: 'reminder.nudged', proposalId, id: wish.sectionId });
      return { reminded: now.length, alreadyReminded: people.length - now.length };
    });
  }
}

/** A named person; else those who speak for the state named; else those who coordinate. */
function isMeant(person: Recipient, { personId, memberId }: Nudge): boolean {
  if (personId !== null) return person.personId === personId;
  if (memberId !== null)
    return person.memberId === memberId && holdsOne(person, 'reviewer', 'member_lead', 'coordinator');
  return holdsOne(person, 'coordinator', 'deputy_coordinator');
}
