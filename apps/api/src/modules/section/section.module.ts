import { Module } from '@nestjs/common';
import { DeadlineModule } from '../deadline/index.js';
import { SectionFindingService } from './section-finding.service.js';
import { SectionNumberingService } from './section-numbering.service.js';
import { SectionTextService } from './section-text.service.js';
import { SectionController } from './section.controller.js';
import { SectionRepository } from './section.repository.js';
import { SectionService } from './section.service.js';

@Module({
  imports: [DeadlineModule],
  controllers: [SectionController],
  providers: [
    SectionRepository,
    SectionService,
    SectionTextService,
    SectionNumberingService,
    SectionFindingService,
  ],
  exports: [SectionRepository, SectionTextService],
})
export class SectionModule {}
