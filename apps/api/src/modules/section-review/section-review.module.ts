import { Module } from '@nestjs/common';
import { DeadlineModule } from '../deadline/index.js';
import { SectionModule } from '../section/index.js';
import { SectionReviewController } from './section-review.controller.js';
import { SectionReviewRepository } from './section-review.repository.js';
import { SectionReviewService } from './section-review.service.js';

@Module({
  imports: [DeadlineModule, SectionModule],
  controllers: [SectionReviewController],
  providers: [SectionReviewRepository, SectionReviewService],
})
export class SectionReviewModule {}
