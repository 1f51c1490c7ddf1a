import { Module } from '@nestjs/common';
import { ImageModule } from '../image/index.js';
import { SectionModule } from '../section/index.js';
import { PackageMaker } from './package-maker.js';
import { PackageRepository } from './package.repository.js';
import { PackageText } from './package-text.js';
import { ReceiptSigner } from './receipt-signer.js';
import { SubmissionController } from './submission.controller.js';
import { SubmissionRepository } from './submission.repository.js';
import { SubmissionService } from './submission.service.js';
import { SubmittingService } from './submitting.service.js';

@Module({
  imports: [SectionModule, ImageModule],
  controllers: [SubmissionController],
  providers: [
    PackageMaker,
    PackageRepository,
    PackageText,
    ReceiptSigner,
    SubmissionRepository,
    SubmissionService,
    SubmittingService,
  ],
})
export class SubmissionModule {}
