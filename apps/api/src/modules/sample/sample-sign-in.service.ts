import type { SampleAccount, SampleAccounts } from '@concordat/contracts';
import { Inject, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { RequestContext } from '../../platform/authz/index.js';
import type { Config } from '../../platform/config/index.js';
import { PublicDatabase, type Transaction } from '../../platform/database/index.js';
import { notFound } from '../../platform/errors/index.js';
import { CONFIG } from '../../platform/settings/index.js';
import { isAtThisMachine, SignInService } from '../identity/index.js';

interface ProposalRow {
  readonly id: string;
  readonly acronym: string;
  readonly title: string;
  readonly coordinatingState: string;
  readonly partnerStates: string[];
  readonly at: string;
  readonly zone: string;
  readonly label: string | null;
}

/** The sample's people, for whoever sits at this machine. From anywhere else there is nothing here. */
@Injectable()
export class SampleSignInService {
  constructor(
    private readonly doors: PublicDatabase,
    private readonly signIns: SignInService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  list(request: Request): Promise<SampleAccounts> {
    this.refuseStrangers(request);
    return this.doors.transaction(async (tx) => ({
      accounts: await accounts(tx),
      proposals: (await proposals(tx)).map(({ at, zone, label, ...proposal }) => ({
        ...proposal,
        closes: { at: new Date(at).toISOString(), zone, label },
      })),
    }));
  }

  async signIn(
    ctx: RequestContext,
    personId: string,
    request: Request,
    response: Response,
  ): Promise<Record<string, never>> {
    this.refuseStrangers(request);
    const opened = await this.doors.transaction(async (tx) => {
      const isSample = (await accounts(tx)).some((account) => account.personId === personId);
      return isSample ? this.signIns.begin(ctx, tx, personId, request) : null;
    });
    if (opened === null) throw notFound();
    await this.signIns.replace(ctx, response, opened);
    return {};
  }

  private refuseStrangers(request: Request): void {
    if (!isAtThisMachine(this.config, request)) throw notFound();
  }
}

async function accounts(tx: Transaction): Promise<SampleAccount[]> {
  const [row] = await tx.query<{ all: SampleAccount[] }>('select app.door_sample_accounts() as all');
  return row?.all ?? [];
}

async function proposals(tx: Transaction): Promise<ProposalRow[]> {
  const [row] = await tx.query<{ all: ProposalRow[] }>('select app.door_sample_proposals() as all');
  return row?.all ?? [];
}
