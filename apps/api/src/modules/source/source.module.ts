import { Module } from '@nestjs/common';
import { SectionModule } from '../section/index.js';
import { SourceController } from './source.controller.js';
import { SourceRepository } from './source.repository.js';
import { SourceService } from './source.service.js';

@Module({
  imports: [SectionModule],
  controllers: [SourceController],
  providers: [SourceRepository, SourceService],
})
export class SourceModule {}
