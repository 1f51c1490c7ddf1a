import { Module } from '@nestjs/common';
import { DeadlineModule } from '../deadline/index.js';
import { IdentityModule } from '../identity/index.js';
import { ConsortiumInvitationService } from './consortium-invitation.service.js';
import { ConsortiumController } from './consortium.controller.js';
import { ConsortiumRepository } from './consortium.repository.js';
import { ConsortiumService } from './consortium.service.js';
import { FoundingRepository } from './founding.repository.js';
import { FoundingService } from './founding.service.js';
import { MembershipService } from './membership.service.js';
import { PortfolioRepository } from './portfolio.repository.js';
import { PortfolioService } from './portfolio.service.js';
import { ProposalController } from './proposal.controller.js';
import { ProposalRepository } from './proposal.repository.js';
import { ProposalService } from './proposal.service.js';
import { ReadinessRepository } from './readiness.repository.js';

@Module({
  imports: [DeadlineModule, IdentityModule],
  controllers: [ProposalController, ConsortiumController],
  providers: [
    ConsortiumInvitationService,
    ConsortiumRepository,
    ConsortiumService,
    FoundingRepository,
    FoundingService,
    MembershipService,
    PortfolioRepository,
    PortfolioService,
    ProposalRepository,
    ProposalService,
    ReadinessRepository,
  ],
  exports: [ProposalRepository, ReadinessRepository],
})
export class ProposalModule {}
