import { Module } from '@nestjs/common';
import { CollabModule } from '../../collab/collab.module.js';
import { SectionModule } from '../section/index.js';
import { CompareThread } from './compare/compare-thread.js';
import { RestoreService } from './restore.service.js';
import { VersionController } from './version.controller.js';
import { VersionRepository } from './version.repository.js';
import { VersionService } from './version.service.js';

@Module({
  imports: [CollabModule, SectionModule],
  controllers: [VersionController],
  providers: [CompareThread, RestoreService, VersionRepository, VersionService],
})
export class VersionModule {}
