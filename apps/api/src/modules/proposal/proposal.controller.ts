import { Controller } from '@nestjs/common';
import {
  editProposal,
  foundProposal,
  listProgress,
  readCockpit,
  readFounding,
  readPortfolio,
  readProposal,
} from '@concordat/contracts';
import { type InputOf, RequestContext, Serve } from '../../platform/authz/index.js';
import { FoundingService } from './founding.service.js';
import { PortfolioService } from './portfolio.service.js';
import { ProposalService } from './proposal.service.js';

@Controller()
export class ProposalController {
  constructor(
    private readonly portfolio: PortfolioService,
    private readonly founding: FoundingService,
    private readonly proposals: ProposalService,
  ) {}

  @Serve(readPortfolio)
  start(ctx: RequestContext, _input: InputOf<typeof readPortfolio>) {
    return this.portfolio.read(ctx);
  }

  @Serve(readFounding)
  choices(ctx: RequestContext, _input: InputOf<typeof readFounding>) {
    return this.founding.choices(ctx);
  }

  @Serve(foundProposal)
  found(ctx: RequestContext, { body }: InputOf<typeof foundProposal>) {
    return this.founding.found(ctx, body);
  }

  @Serve(readProposal)
  read(ctx: RequestContext, { params }: InputOf<typeof readProposal>) {
    return this.proposals.read(ctx, params.proposalId);
  }

  @Serve(editProposal)
  edit(ctx: RequestContext, { params, body }: InputOf<typeof editProposal>) {
    return this.proposals.edit(ctx, params.proposalId, body);
  }

  @Serve(readCockpit)
  cockpit(ctx: RequestContext, { params }: InputOf<typeof readCockpit>) {
    return this.proposals.cockpit(ctx, params.proposalId);
  }

  @Serve(listProgress)
  progress(ctx: RequestContext, _input: InputOf<typeof listProgress>) {
    return this.portfolio.progress(ctx);
  }
}
