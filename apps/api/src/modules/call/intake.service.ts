import { Injectable } from '@nestjs/common';
import type { IntakeView, RecordLetter } from '@concordat/contracts';
import { announcementText, countIntake } from '@concordat/domain';
import { participatingStates } from '@concordat/templates';
import { Audit } from '../../platform/audit/index.js';
import type { RequestContext } from '../../platform/authz/index.js';
import { type Transaction, WebDatabase } from '../../platform/database/index.js';
import { Refusal } from '../../platform/errors/index.js';
import { stateBrief } from '../proposal/index.js';
import { CallRepository } from './call.repository.js';
import { IntakeRepository } from './intake.repository.js';

/** The call officer's desk: what came in by a cut-off, counted from the data each time. */
@Injectable()
export class IntakeService {
  constructor(
    private readonly db: WebDatabase,
    private readonly calls: CallRepository,
    private readonly intake: IntakeRepository,
    private readonly audit: Audit,
  ) {}

  read(ctx: RequestContext, cutOffId: string | undefined): Promise<IntakeView> {
    return this.db.transaction(ctx, async (tx) => {
      ctx.require('intake.read', {});
      return this.view(tx, cutOffId);
    });
  }

  recordLetter(ctx: RequestContext, cutOffId: string, letter: RecordLetter): Promise<IntakeView> {
    return this.db.transaction(ctx, async (tx) => {
      ctx.require('letter_of_interest.write', {});
      const cutOff = await this.calls.cutOffView(tx, cutOffId);
      if (cutOff.origin === 'historical') throw new Refusal('cut_off.historical');
      if (!participatingStates.some(({ code }) => code === letter.stateCode))
        throw new Refusal('state.unknown');
      if (!(await this.intake.insertLetter(tx, cutOffId, letter)))
        throw new Refusal('letter.already_recorded');
      await this.audit.record(tx, ctx, {
        action: 'letter_of_interest.record',
        object: 'cut_off',
        objectId: cutOffId,
        proposalId: null,
        after: { stateCode: letter.stateCode },
      });
      return this.view(tx, cutOffId);
    });
  }

  /** Without a wish the latest cut-off is shown by which something came in. */
  private async view(tx: Transaction, wished: string | undefined): Promise<IntakeView> {
    const cutOffs = await this.intake.cutOffs(tx);
    const chosen = wished ?? (cutOffs.find(({ received }) => received > 0) ?? cutOffs[0])?.id;
    if (chosen === undefined) return { ...emptyIntake, cutOffs };
    const cutOff = await this.calls.cutOffView(tx, chosen);
    const rows = await this.intake.proposals(tx, chosen);
    const letters = await this.intake.letters(tx, chosen);
    const counts = countIntake(
      rows,
      letters.map(({ stateCode }) => stateCode),
      participatingStates,
    );
    return {
      cutOffs,
      cutOff,
      closed: cutOff.state !== 'upcoming',
      proposals: rows.map(({ leadCode, partnerCodes, ...proposal }) => ({
        ...proposal,
        lead: stateBrief(leadCode),
        partners: partnerCodes.map(stateBrief),
      })),
      letters: letters.map(({ stateCode, ...letter }) => ({ ...letter, state: stateBrief(stateCode) })),
      counts: {
        ...counts,
        memberStates: [...counts.memberStates],
        otherStates: [...counts.otherStates],
        letters: [...counts.letters],
      },
      announcement: announcementText(counts),
    };
  }
}

const emptyIntake = {
  cutOff: null,
  closed: false,
  proposals: [],
  letters: [],
  counts: { proposals: 0, memberStates: [], otherStates: [], statesInAll: 0, letters: [] },
  announcement: '',
} satisfies Omit<IntakeView, 'cutOffs'>;
