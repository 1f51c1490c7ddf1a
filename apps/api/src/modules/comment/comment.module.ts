import { Module } from '@nestjs/common';
import { SectionModule } from '../section/index.js';
import { CommentOverviewService } from './comment-overview.service.js';
import { CommentTeller } from './comment-teller.js';
import { CommentController } from './comment.controller.js';
import { CommentRepository } from './comment.repository.js';
import { CommentService } from './comment.service.js';

@Module({
  imports: [SectionModule],
  controllers: [CommentController],
  providers: [CommentRepository, CommentTeller, CommentService, CommentOverviewService],
})
export class CommentModule {}
