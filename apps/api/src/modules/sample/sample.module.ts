import { Module } from '@nestjs/common';
import { DeadlineModule } from '../deadline/index.js';
import { SampleService } from './sample.service.js';

@Module({ imports: [DeadlineModule], providers: [SampleService], exports: [SampleService] })
export class SampleModule {}
